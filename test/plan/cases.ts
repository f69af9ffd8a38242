/** Documents with their plan: what is known about them before they are run. */
import { freshName } from '../tokens/acts.ts';

export interface Case {
  document: string;
  /** The variables that it is planned and run with. */
  variables?: object;
  needs: string[];
  /** The path and kind of each, with the variable that decides it. */
  unknowns?: string[];
  /** A token cannot run it, or the server refuses it for a reason other than permissions. */
  notRun?: true;
}

const byRole =
  '[{ relation: "role", search: [{ string_fields: [{ attribute: "name", match: true, search_value: $v }] }] }]';
export const ids = '{ entities { id } }';

export const cases: Record<string, Case> = {
  'the relation of a filter is required, whatever its other variables are': {
    document: `query ($v: String!) { users(reverse_relation_filters: ${byRole}) ${ids} }`,
    needs: ['READ_USER', 'READ_ROLE'],
    notRun: true,
  },
  'the relation of a filter inside a search is required': {
    document: `query ($v: String!) { users(search: [{ reverse_relation_filters: ${byRole} }]) ${ids} }`,
    variables: { v: 'x' },
    needs: ['READ_USER', 'READ_ROLE'],
  },
  'every relation of a path is required, and those of the search at its end': {
    document: `{ projects(reverse_relation_filters: [{ relation: "analyses.user.role", search: [{ exists: ["notes", "logs"] }] }]) ${ids} }`,
    needs: ['READ_USER', 'READ_ROLE', 'READ_ALL_LOGS'],
    unknowns: ['projects PROJECTS_SEEN'],
  },
  'the relation of a filter of a nested list is required': {
    document:
      '{ roles { entities { users(reverse_relation_filters: [{ relation: "access_logs" }]) { page_info { page } } } } }',
    needs: ['READ_USER', 'READ_ROLE', 'READ_ACCESS_LOG'],
  },
  'the relation of a filter of a single related row is required': {
    document: '{ users { entities { role(search: { exists: "logs" }) { __typename } } } }',
    needs: ['READ_USER', 'READ_ROLE', 'READ_ALL_LOGS'],
  },
  'the relation of a filter is not required where nothing of the list is read': {
    document: '{ users(search: { exists: "role" }) { __typename } }',
    needs: ['READ_USER'],
  },
  'a filter that is a variable is unknown': {
    document: `query ($f: [ReverseRelationFilter!]) { users(reverse_relation_filters: $f) ${ids} }`,
    needs: ['READ_USER'],
    unknowns: ['users FILTERS $f'],
  },
  'a filter that is a variable with a given value is known': {
    document: `query ($f: [ReverseRelationFilter!]) { users(reverse_relation_filters: $f) ${ids} }`,
    variables: { f: { relation: 'role' } },
    needs: ['READ_USER', 'READ_ROLE'],
  },
  'a variable that names a relation is unknown, and the relations next to it are required': {
    document: `query ($r: String!) { users(search: { exists: ["role", $r] }) ${ids} }`,
    needs: ['READ_USER', 'READ_ROLE'],
    unknowns: ['users FILTERS $r'],
    notRun: true,
  },
  'the default of a variable is required, and another value is unknown': {
    document: `query ($f: [ReverseRelationFilter!] = [{ relation: "role" }]) { users(reverse_relation_filters: $f) ${ids} }`,
    needs: ['READ_USER', 'READ_ROLE'],
    unknowns: ['users FILTERS $f'],
  },
  'the default of a variable is not required where another value is sent': {
    document: `query ($f: [ReverseRelationFilter!] = [{ relation: "role" }]) { users(reverse_relation_filters: $f) ${ids} }`,
    variables: { f: [] },
    needs: ['READ_USER'],
  },
  'a variable that names no relation makes nothing unknown': {
    document: `query ($text: String, $page: Int = 1, $sort: [Sorter]) { users(general_search: $text, sorter: $sort, paginator: { page: $page, records_per_page: 5 }) ${ids} }`,
    needs: ['READ_USER'],
  },
  'a general search in relations requires every relation that it searches': {
    document: `{ roles(general_search: "a", general_search_mode: ROOT_PLUS_RELATIONS) ${ids} }`,
    needs: ['READ_USER', 'READ_ROLE', 'ADMINISTER_PROJECT', 'READ_ALL_LOGS', 'READ_ACCESS_LOG'],
  },
  'an empty general search requires no relation': {
    document: `{ roles(general_search: "", general_search_mode: ROOT_PLUS_RELATIONS) ${ids} others: roles(general_search: "a", general_search_mode: ROOT) ${ids} }`,
    needs: ['READ_ROLE'],
  },
  'a general search that is empty by default requires no relation, and another text is unknown': {
    document: `query ($text: String = "") { roles(general_search: $text, general_search_mode: ROOT_PLUS_RELATIONS) ${ids} }`,
    needs: ['READ_ROLE'],
    unknowns: ['roles FILTERS $text'],
  },
  'the mode of a general search is unknown where a variable decides it': {
    document: `query ($mode: GeneralSearchMode) { roles(general_search: "a", general_search_mode: $mode) ${ids} }`,
    needs: ['READ_ROLE'],
    unknowns: ['roles FILTERS $mode'],
  },
  'required_permissions for a role requires READ_ROLE': {
    document: '{ required_permissions(document: "{ me { id } }", role_id: 1) { permissions } }',
    needs: ['READ_ROLE'],
  },
  'reach for a role requires READ_ROLE': { document: '{ reach(role_id: 1) { statement } }', needs: ['READ_ROLE'] },
  'reach of the caller requires nothing': { document: '{ reach { statement } }', needs: [] },
  'the subject of reach is unknown where a variable decides it': {
    document: 'query ($role: Int64Bit) { reach(role_id: $role) { statement } }',
    needs: [],
    unknowns: ['reach REACH_SEEN $role'],
  },
  'reach and shrink_suggestion of a token are unknown, because it may belong to another user': {
    document: '{ reach(personal_access_token_id: 1) { statement } shrink_suggestion(id: 1) { counted_since } }',
    needs: [],
    unknowns: ['reach REACH_SEEN', 'shrink_suggestion TOKENS_SEEN'],
    notRun: true,
  },
  'which rows are visible is unknown, wherever the rows are selected': {
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
  'which rows are visible is unknown for filters too': {
    document: `{ access_requests(search: { exists: "personal_access_token" }) ${ids} }`,
    needs: [],
    unknowns: ['access_requests REQUESTS_SEEN', 'access_requests TOKENS_SEEN'],
  },
  'the caller’s own tokens require nothing': {
    document: `{ personal_access_tokens ${ids} }`,
    needs: [],
  },
  'a permission on one project does not make all rows visible': {
    document: '{ projects { entities { grants { entities { id } } } } }',
    needs: ['ADMINISTER_PROJECT'],
    unknowns: ['projects PROJECTS_SEEN'],
  },
  'nothing about rows is unknown for a caller who may read all of them': {
    document: `{ all_personal_access_tokens ${ids} personal_access_tokens ${ids} }`,
    needs: ['READ_PERSONAL_ACCESS_TOKEN'],
  },
  'createRole requires the permissions that the role grants, and CREATE_NOTE for its note': {
    document: `mutation { createRole(input: { name: "${freshName()}", applied_permissions: [READ_USER], note: { message: "m", priority: NORMAL } }) { __typename } }`,
    needs: ['READ_USER', 'CREATE_ROLE', 'CREATE_NOTE'],
  },
  'createRole for a document requires the permissions that the document requires': {
    document: `mutation { createRole(input: { name: "${freshName()}", for_document: { document: "{ users { entities { role { id } } } }" } }) { __typename } }`,
    needs: ['READ_USER', 'CREATE_ROLE', 'READ_ROLE'],
  },
  'permissions that a variable gives to a role are unknown, and written ones are required': {
    document: `mutation ($p: Permission!) { createRole(input: { name: "${freshName()}", applied_permissions: [READ_USER, $p] }) { __typename } }`,
    needs: ['READ_USER', 'CREATE_ROLE'],
    unknowns: ['createRole ROLE_MADE $p'],
    notRun: true,
  },
  'updateRole requires the new permissions of the role, and its current ones are unknown': {
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
  'createRole for a document requires what the document requires with the given variables': {
    document: `mutation { createRole(input: { name: "${freshName()}", for_document: { document: "query ($a: Boolean!) { users { entities { role @include(if: $a) { id } } } }", variables: "{\\"a\\": false}" } }) { __typename } }`,
    needs: ['READ_USER', 'CREATE_ROLE'],
  },
  'grantProjectPermission requires the permission on that project': {
    document:
      'mutation { grantProjectPermission(input: { project_key: "web", permission: EXECUTE_ANALYSIS, user_id: 1 }) { success } }',
    needs: ['ADMINISTER_PROJECT', 'EXECUTE_ANALYSIS'],
    unknowns: ['grantProjectPermission ON_PROJECT ADMINISTER_PROJECT'],
    notRun: true,
  },
  'a field that a default excludes is not required': {
    document: 'query ($a: Boolean = false) { users { entities { id role @include(if: $a) { id } } } }',
    needs: ['READ_USER'],
    unknowns: ['users.entities.role CONDITION @include(if: $a)'],
  },
  'the path of a condition uses the aliases of the answer': {
    document:
      'query ($a: Boolean = false) { people: users { entities { id } } others: roles @include(if: $a) { entities { id } } }',
    needs: ['READ_USER'],
    unknowns: ['others CONDITION @include(if: $a)'],
  },
  'a field that a default skips is not required': {
    document: 'query ($a: Boolean = true) { users { entities { id ... @skip(if: $a) { role { id } } } } }',
    needs: ['READ_USER'],
    unknowns: ['users.entities.… CONDITION @skip(if: $a)'],
  },
  'the filter of a list is unknown where a default excludes every field of the list': {
    document: `query ($a: Boolean = false) { users(search: { exists: "role" }) { entities @include(if: $a) { id } } }`,
    needs: ['READ_USER'],
    unknowns: ['users CONDITION @include(if: $a)', 'users.entities CONDITION @include(if: $a)'],
  },
  'the filter of a list is unknown where one condition decides about every field of the list': {
    document: `query ($a: Boolean = true) { users(search: { exists: "role" }) { ... @include(if: $a) { entities { id } } __typename } }`,
    needs: ['READ_USER', 'READ_ROLE'],
    unknowns: ['users CONDITION @include(if: $a)', 'users.… CONDITION @include(if: $a)'],
  },
  'the filter of a list is required where a field of the list has no condition': {
    document: `query ($a: Boolean = true) { users(search: { exists: "role" }) { entities @include(if: $a) { id } page_info { page } } }`,
    needs: ['READ_USER', 'READ_ROLE'],
    unknowns: ['users.entities CONDITION @include(if: $a)'],
  },
  'a list without a filter leaves no filter unknown': {
    document: `query ($a: Boolean = true) { users { entities @include(if: $a) { id } } }`,
    needs: ['READ_USER'],
    unknowns: ['users.entities CONDITION @include(if: $a)'],
  },
  'a field whose condition has no default counts as selected': {
    document: 'query ($a: Boolean!) { users { entities { id role @include(if: $a) { id } } } }',
    needs: ['READ_USER', 'READ_ROLE'],
    unknowns: ['users.entities.role CONDITION @include(if: $a)'],
    notRun: true,
  },
  'a condition is known where the variables are given': {
    document: 'query ($a: Boolean = true) { users { entities { id role @skip(if: $a) { id } } } }',
    variables: {},
    needs: ['READ_USER'],
  },
};
