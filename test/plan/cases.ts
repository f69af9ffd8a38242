/** Documents, and what is known of them before they are run. */
import { freshName } from '../tokens/acts.ts';

export interface Case {
  document: string;
  /** Those it is planned and run with. */
  variables?: object;
  needs: string[];
  /** Each as its path and kind, and the variable where one decides. */
  unknowns?: string[];
  /** Why no token may run it, or what it is run with is refused for another reason. */
  notRun?: true;
}

const byRole =
  '[{ relation: "role", search: [{ string_fields: [{ attribute: "name", match: true, search_value: $v }] }] }]';
export const ids = '{ entities { id } }';

export const cases: Record<string, Case> = {
  'a relation named in a filter is needed whatever the variables beside it are': {
    document: `query ($v: String!) { users(reverse_relation_filters: ${byRole}) ${ids} }`,
    needs: ['READ_USER', 'READ_ROLE'],
    notRun: true,
  },
  'a relation named in a filter within a search is needed': {
    document: `query ($v: String!) { users(search: [{ reverse_relation_filters: ${byRole} }]) ${ids} }`,
    variables: { v: 'x' },
    needs: ['READ_USER', 'READ_ROLE'],
  },
  'each step of a path is needed, and those within the search at its end': {
    document: `{ projects(reverse_relation_filters: [{ relation: "analyses.user.role", search: [{ exists: ["notes", "logs"] }] }]) ${ids} }`,
    needs: ['READ_USER', 'READ_ROLE', 'READ_ALL_LOGS'],
    unknowns: ['projects PROJECTS_SEEN'],
  },
  'the filters of a nested list are needed': {
    document:
      '{ roles { entities { users(reverse_relation_filters: [{ relation: "access_logs" }]) { page_info { page } } } } }',
    needs: ['READ_USER', 'READ_ROLE', 'READ_ACCESS_LOG'],
  },
  'the filters of one thing are needed': {
    document: '{ users { entities { role(search: { exists: "logs" }) { __typename } } } }',
    needs: ['READ_USER', 'READ_ROLE', 'READ_ALL_LOGS'],
  },
  'the filters of a list of which nothing is read are not needed': {
    document: '{ users(search: { exists: "role" }) { __typename } }',
    needs: ['READ_USER'],
  },
  'a filter that is a variable as a whole is unknown': {
    document: `query ($f: [ReverseRelationFilter!]) { users(reverse_relation_filters: $f) ${ids} }`,
    needs: ['READ_USER'],
    unknowns: ['users FILTERS $f'],
  },
  'and is known where the variable is': {
    document: `query ($f: [ReverseRelationFilter!]) { users(reverse_relation_filters: $f) ${ids} }`,
    variables: { f: { relation: 'role' } },
    needs: ['READ_USER', 'READ_ROLE'],
  },
  'a variable that names a relation is unknown, and what is named beside it is needed': {
    document: `query ($r: String!) { users(search: { exists: ["role", $r] }) ${ids} }`,
    needs: ['READ_USER', 'READ_ROLE'],
    unknowns: ['users FILTERS $r'],
    notRun: true,
  },
  'the default of a variable is needed, and another value is unknown': {
    document: `query ($f: [ReverseRelationFilter!] = [{ relation: "role" }]) { users(reverse_relation_filters: $f) ${ids} }`,
    needs: ['READ_USER', 'READ_ROLE'],
    unknowns: ['users FILTERS $f'],
  },
  'the default of a variable is not needed where another value is sent': {
    document: `query ($f: [ReverseRelationFilter!] = [{ relation: "role" }]) { users(reverse_relation_filters: $f) ${ids} }`,
    variables: { f: [] },
    needs: ['READ_USER'],
  },
  'a variable that decides no relation leaves nothing unknown': {
    document: `query ($text: String, $page: Int = 1, $sort: [Sorter]) { users(general_search: $text, sorter: $sort, paginator: { page: $page, records_per_page: 5 }) ${ids} }`,
    needs: ['READ_USER'],
  },
  'a general search in relations needs all that it looks into': {
    document: `{ roles(general_search: "a", general_search_mode: ROOT_PLUS_RELATIONS) ${ids} }`,
    needs: ['READ_USER', 'READ_ROLE', 'ADMINISTER_PROJECT', 'READ_ALL_LOGS', 'READ_ACCESS_LOG'],
  },
  'a general search for nothing needs none of them': {
    document: `{ roles(general_search: "", general_search_mode: ROOT_PLUS_RELATIONS) ${ids} others: roles(general_search: "a", general_search_mode: ROOT) ${ids} }`,
    needs: ['READ_ROLE'],
  },
  'a general search for nothing by default needs none of them, and for another text is unknown': {
    document: `query ($text: String = "") { roles(general_search: $text, general_search_mode: ROOT_PLUS_RELATIONS) ${ids} }`,
    needs: ['READ_ROLE'],
    unknowns: ['roles FILTERS $text'],
  },
  'where a general search looks is unknown where a variable decides it': {
    document: `query ($mode: GeneralSearchMode) { roles(general_search: "a", general_search_mode: $mode) ${ids} }`,
    needs: ['READ_ROLE'],
    unknowns: ['roles FILTERS $mode'],
  },
  'to ask about a role takes reading roles': {
    document: '{ required_permissions(document: "{ me { id } }", role_id: 1) { permissions } }',
    needs: ['READ_ROLE'],
  },
  'and so does the reach of a role': { document: '{ reach(role_id: 1) { statement } }', needs: ['READ_ROLE'] },
  'to ask about nobody takes nothing': { document: '{ reach { statement } }', needs: [] },
  'whom one asks about is unknown where a variable decides it': {
    document: 'query ($role: Int64Bit) { reach(role_id: $role) { statement } }',
    needs: [],
    unknowns: ['reach REACH_SEEN $role'],
  },
  'a token that one asks about may be somebody else’s': {
    document: '{ reach(personal_access_token_id: 1) { statement } shrink_suggestion(id: 1) { counted_since } }',
    needs: [],
    unknowns: ['reach REACH_SEEN', 'shrink_suggestion TOKENS_SEEN'],
    notRun: true,
  },
  'which rows one sees is unknown, wherever they are reached': {
    document: `{ logs { entities { loggable { ... on Project { id } } } } access_requests { entities { personal_access_token { id } } } }`,
    needs: ['READ_ALL_LOGS'],
    unknowns: [
      'access_requests REQUESTS_SEEN',
      'access_requests.entities.personal_access_token TOKENS_SEEN',
      'logs.entities.loggable PROJECTS_SEEN',
      'logs.entities.loggable REQUESTS_SEEN',
      'logs.entities.loggable TOKENS_SEEN',
      'logs.entities.loggable TYPE LoggableInterface',
    ],
  },
  'and through filters': {
    document: `{ access_requests(search: { exists: "personal_access_token" }) ${ids} }`,
    needs: [],
    unknowns: ['access_requests REQUESTS_SEEN', 'access_requests TOKENS_SEEN'],
  },
  'one’s own tokens are seen with whatever permissions': {
    document: `{ personal_access_tokens ${ids} }`,
    needs: [],
  },
  'what is held on some project alone does not show all rows': {
    document: '{ projects { entities { grants { entities { id } } } } }',
    needs: ['ADMINISTER_PROJECT'],
    unknowns: ['projects PROJECTS_SEEN'],
  },
  'to whoever sees all rows nothing is unknown of them': {
    document: `{ all_personal_access_tokens ${ids} personal_access_tokens ${ids} }`,
    needs: ['READ_PERSONAL_ACCESS_TOKEN'],
  },
  'a role needs what it is to grant, and a note what leaving one takes': {
    document: `mutation { createRole(input: { name: "${freshName()}", applied_permissions: [READ_USER], note: { message: "m", priority: NORMAL } }) { __typename } }`,
    needs: ['READ_USER', 'CREATE_ROLE', 'CREATE_NOTE'],
  },
  'a role for a document needs what that needs': {
    document: `mutation { createRole(input: { name: "${freshName()}", for_document: { document: "{ users { entities { role { id } } } }" } }) { __typename } }`,
    needs: ['READ_USER', 'CREATE_ROLE', 'READ_ROLE'],
  },
  'what a role is to grant is unknown where a variable decides it, and counted where another is written': {
    document: `mutation ($p: Permission!) { createRole(input: { name: "${freshName()}", applied_permissions: [READ_USER, $p] }) { __typename } }`,
    needs: ['READ_USER', 'CREATE_ROLE'],
    unknowns: ['createRole ROLE_MADE $p'],
    notRun: true,
  },
  'what a role is changed to grant is needed, and what it granted is unknown': {
    document: 'mutation { updateRole(id: 1, input: { applied_permissions: [READ_ROLE] }) { __typename } }',
    needs: ['READ_ROLE', 'UPDATE_ROLE'],
    unknowns: ['updateRole ROLE_CHANGED'],
    notRun: true,
  },
  'an input that is a variable is unknown as a whole': {
    document: 'mutation ($input: CreateRoleMutationInput) { createRole(input: $input) { __typename } }',
    needs: ['CREATE_ROLE'],
    unknowns: ['createRole ROLE_MADE $input'],
    notRun: true,
  },
  'a role for a document needs what that needs with the variables given': {
    document: `mutation { createRole(input: { name: "${freshName()}", for_document: { document: "query ($a: Boolean!) { users { entities { role @include(if: $a) { id } } } }", variables: "{\\"a\\": false}" } }) { __typename } }`,
    needs: ['READ_USER', 'CREATE_ROLE'],
  },
  'what is granted on a project is needed there': {
    document:
      'mutation { grantProjectPermission(input: { project_key: "web", permission: EXECUTE_ANALYSIS, user_id: 1 }) { success } }',
    needs: ['ADMINISTER_PROJECT', 'EXECUTE_ANALYSIS'],
    unknowns: ['grantProjectPermission ON_PROJECT ADMINISTER_PROJECT'],
    notRun: true,
  },
  'a field that a default leaves out is not needed': {
    document: 'query ($a: Boolean = false) { users { entities { id role @include(if: $a) { id } } } }',
    needs: ['READ_USER'],
    unknowns: ['users.entities.role CONDITION @include(if: $a)'],
  },
  'a condition is told by the place it has in the answer': {
    document:
      'query ($a: Boolean = false) { people: users { entities { id } } others: roles @include(if: $a) { entities { id } } }',
    needs: ['READ_USER'],
    unknowns: ['others CONDITION @include(if: $a)'],
  },
  'nor is one that a default skips': {
    document: 'query ($a: Boolean = true) { users { entities { id ... @skip(if: $a) { role { id } } } } }',
    needs: ['READ_USER'],
    unknowns: ['users.entities.… CONDITION @skip(if: $a)'],
  },
  'what a list filters by is unknown where a default leaves out all that is read of it': {
    document: `query ($a: Boolean = false) { users(search: { exists: "role" }) { entities @include(if: $a) { id } } }`,
    needs: ['READ_USER'],
    unknowns: ['users CONDITION @include(if: $a)', 'users.entities CONDITION @include(if: $a)'],
  },
  'and where a condition that keeps it by default decides all that is read of it': {
    document: `query ($a: Boolean = true) { users(search: { exists: "role" }) { ... @include(if: $a) { entities { id } } __typename } }`,
    needs: ['READ_USER', 'READ_ROLE'],
    unknowns: ['users CONDITION @include(if: $a)', 'users.… CONDITION @include(if: $a)'],
  },
  'but not where something is read of it whatever the condition': {
    document: `query ($a: Boolean = true) { users(search: { exists: "role" }) { entities @include(if: $a) { id } page_info { page } } }`,
    needs: ['READ_USER', 'READ_ROLE'],
    unknowns: ['users.entities CONDITION @include(if: $a)'],
  },
  'nor where it filters by nothing': {
    document: `query ($a: Boolean = true) { users { entities @include(if: $a) { id } } }`,
    needs: ['READ_USER'],
    unknowns: ['users.entities CONDITION @include(if: $a)'],
  },
  'a field without a default is counted as selected': {
    document: 'query ($a: Boolean!) { users { entities { id role @include(if: $a) { id } } } }',
    needs: ['READ_USER', 'READ_ROLE'],
    unknowns: ['users.entities.role CONDITION @include(if: $a)'],
    notRun: true,
  },
  'with its variables given, nothing of a condition is unknown': {
    document: 'query ($a: Boolean = true) { users { entities { id role @skip(if: $a) { id } } } }',
    variables: {},
    needs: ['READ_USER'],
  },
};
