/**
 * Documents of real clients for users and roles: each requires what its plan says. A token with exactly these permissions
 * runs it; with any one of them missing it is refused, and the error names that permission.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { personalAccessTokens } from '../../schema/tokens.ts';
import { users } from '../../schema/users.ts';
import type { Permission } from '../../src/domain/access/permissions.ts';
import { transactAsSystem } from '../../src/domain/base/transaction.ts';
import { userList } from '../../src/domain/nouns/users.ts';
import { insert } from '../../src/domain/tokens/issue.ts';
import { createAnswer } from '../../src/graphql/cost/answer-size.ts';
import { createScheduler } from '../../src/graphql/cost/scheduler.ts';
import { namedDocuments } from '../../src/graphql/plan/named-documents.ts';
import { exactly } from '../../src/graphql/plan/required-permissions.ts';
import { schema } from '../../src/graphql/schema.ts';
import { addSample } from '../lists/sample.ts';
import { type Latchkey, startLatchkey } from '../server.ts';
import { ask, type Person, people } from '../test-users.ts';

interface Client {
  document: string;
  variables?: object;
  needs: Permission[];
  /** Those required by a filter: a caller without them cannot see that the relation exists. */
  filters?: Permission[];
}

const page = 'paginator: { page: 1, records_per_page: 2 }';
const nested = (deep: number): string => {
  if (deep === 0) return 'id name';
  return deep % 2 ? `id users(${page}) { entities { ${nested(deep - 1)} } }` : `id role { ${nested(deep - 1)} }`;
};
const scalars = Object.keys(userList.columns).join(' ');

const clients: Record<string, Client> = {
  'a table of users with a page and an optional search': {
    document: `query People($p: Paginator, $s: Search, $order: [Sorter]) {
      users(paginator: $p, search: [$s], sorter: $order) {
        entities { id name username email_address enabled role { id name } } page_info { page total_pages total_count } } }`,
    variables: { p: { page: 1, records_per_page: 25 } },
    needs: ['READ_USER', 'READ_ROLE'],
  },
  'a table of users with a search by the name of their role': {
    document: `query People($p: Paginator, $s: Search) { users(paginator: $p, search: [$s]) { entities { id username } } }`,
    variables: {
      s: {
        exists: 'role',
        reverse_relation_filters: {
          relation: 'role',
          search: { string_fields: { attribute: 'name', search_value: 'Support', match: true } },
        },
      },
    },
    needs: ['READ_USER', 'READ_ROLE'],
    filters: ['READ_ROLE'],
  },
  'a count of users without rows': {
    document: '{ users(paginator: { page: 1, records_per_page: 1 }) { page_info { total_count } } }',
    needs: ['READ_USER'],
  },
  'an export of all fields of users, ten thousand per page': {
    document: `{ users(paginator: { page: 1, records_per_page: 10000 }) { entities { ${scalars} } } }`,
    needs: ['READ_USER'],
  },
  '13 levels of nesting': {
    document: `query Deep { roles(search: { exists: "users" }, ${page}) { entities { ${nested(13)} } } }`,
    needs: ['READ_USER', 'READ_ROLE'],
    filters: ['READ_USER'],
  },
  'aliases and nested fragments': {
    document: `query Overview {
      me { id username role { ...RoleParts } }
      staff: users(enabled: true, ${page}) { ...People }
      gone: users(enabled: false, ${page}) { ...People }
      all_roles: roles(sorter: [{ attribute: "name", direction: ASC }]) { entities { ...RoleParts members: users(${page}) { ...People } } } }
      fragment People on UserConnection { entities { ...Person role { ...RoleParts } } page_info { total_count } }
      fragment Person on User { id name public_name mobile_number language }
      fragment RoleParts on Role { id name applied_permissions }`,
    needs: ['READ_USER', 'READ_ROLE'],
  },
  'roles without users': {
    document: `query Empty($f: [ReverseRelationFilter]) { roles(reverse_relation_filters: $f) { entities { id name } } }`,
    variables: { f: { relation: 'users', is_empty: true } },
    needs: ['READ_USER', 'READ_ROLE'],
    filters: ['READ_USER'],
  },
  'counts of users by role and language': {
    document: `{ users(aggregation: [{ field_name: "role_id", aggregation_function: COUNT, sub_aggregators: [{ field_name: "language", aggregation_function: COUNT }] }]) {
      aggregations { field counts { value count sub_aggregator_results { counts { value count } } } } } }`,
    needs: ['READ_USER'],
  },
  'the history of a user, and who read it': {
    document: `query History($id: Int64Bit) { users(id: $id) { entities { name notes { entities { message user { name } } }
      logs(sorter: { attribute: "id", direction: DESC }, ${page}) { entities { message created_at user { username } } }
      access_logs(${page}) { entities { access_datetime user { username } } } } } }`,
    variables: { id: 1 },
    needs: ['READ_USER', 'READ_ALL_LOGS', 'READ_ACCESS_LOG'],
  },
  'many aliased lists in one request': {
    document: `{ ${Array.from({ length: 40 }, (_, at) => `a${at}: ${at % 2 ? 'users' : 'roles'}(${page}) { entities { id } }`).join(' ')} }`,
    needs: ['READ_USER', 'READ_ROLE'],
  },
  'an audit of tokens and their owners': {
    document: `query Audit { all_personal_access_tokens(never_used: true) { entities { name state user { username role { name } } } } token_report { live expired } }`,
    needs: ['READ_USER', 'READ_ROLE', 'READ_PERSONAL_ACCESS_TOKEN'],
  },
  'updates of several users': {
    document: `mutation Offboard($a: Int64Bit!, $b: Int64Bit!, $gone: UpdateUserMutationInput) {
      first: updateUser(id: $a, input: $gone) { id enabled role { name } } second: updateUser(id: $b, input: $gone) { id enabled } }`,
    variables: { a: 2, b: '3', gone: { enabled: true, public_name: 'Gone' } },
    needs: ['READ_USER', 'UPDATE_USER', 'READ_ROLE'],
  },
};

let server: Latchkey;
let owner: Person;
let minted: { id: string; secret: string };

beforeAll(async () => {
  server = await startLatchkey('pglite', { LOG_LEVEL: 'silent' });
  owner = await people(server).owner();
  await addSample(server);
  await server.db.update(users).set({ roleId: '1' }).where(eq(users.id, owner.id));
  minted = await transactAsSystem(server.db, (tx) =>
    insert(tx, 'system', { userId: owner.id, name: 'minted', expiresAt: null }),
  );
});
afterAll(() => server.stop());

/** Runs a document with a token whose cap is exactly this. */
async function run({ document, variables }: Client, permissions: Permission[], methods: string[]) {
  const cap = { permissions, methods };
  await server.db.update(personalAccessTokens).set(cap).where(eq(personalAccessTokens.id, minted.id));
  return ask(server, { Authorization: `Bearer ${minted.secret}` }, document, variables);
}

test.each(Object.entries(clients))(
  '%s: the permissions of the plan are sufficient and each is required',
  async (_, client) => {
    const { document, variables, needs, filters = [] } = client;
    const named = { document, variables: JSON.stringify(variables ?? {}) };
    const context = { documents: namedDocuments(), answer: createAnswer(createScheduler(), 'a test') };
    const { permissions, methods } = await exactly(named, schema, context);
    expect(permissions.toSorted()).toEqual(needs.toSorted());

    const whole = await run(client, permissions, methods);
    expect(whole.errors).toBeUndefined();
    expect(JSON.stringify(whole.data)).toMatch(/[1-9]/);

    for (const permission of permissions) {
      const less = permissions.filter((one) => one !== permission);
      const { errors = [] } = await run(client, less, methods);
      const named = new Set(errors.flatMap(({ extensions }) => extensions.missing_permissions ?? []));
      const codes = new Set(errors.map(({ extensions }) => extensions.code));
      const expected = filters.includes(permission)
        ? { codes: ['INVALID_INPUT'], named: [permission] }
        : { codes: ['FORBIDDEN'], named: [permission] };
      expect({ without: permission, codes: [...codes], named: [...named] }).toEqual({
        without: permission,
        ...expected,
      });
    }
  },
);

test('without variables a plan lists the variables that may filter by a relation', async () => {
  const { data } = await owner.ask(
    `query ($document: Text!) { required_permissions(document: $document) { permissions unknowns { path reason } } }`,
    { document: clients['a table of users with a search by the name of their role']?.document },
  );
  expect(data.required_permissions).toEqual({
    permissions: ['READ_USER'],
    unknowns: [
      {
        path: 'users',
        reason: '$s may filter or search by relations, each of which requires the permission to read it.',
      },
    ],
  });
});
