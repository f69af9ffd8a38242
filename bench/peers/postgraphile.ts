/** PostGraphile 5, a GraphQL server over any PostgreSQL database; here over the tables of Latchkey. */
import { type Asked, bearer, rowsPerPage, type Size, spread, tokenOf } from '../requests.ts';
import type { Peer } from './peers.ts';

const graphql = (query: string, variables: object, n: number, { tokens }: Size): Asked => ({
  path: '/graphql',
  headers: bearer(tokenOf(spread(n, tokens))),
  body: { query, variables },
});

const page = `query Page($offset: Int!) { allUsers(first: ${rowsPerPage}, offset: $offset) { nodes { rowId name username emailAddress roleByRoleId { rowId name appliedPermissions } } } }`;
const one =
  'query One($id: BigInt!) { userByRowId(rowId: $id) { rowId name publicName username emailAddress enabled roleId } }';
const me = 'query Me { me { rowId name username publicName superAdmin roleId emailAddress } }';

/** The answer's fields with the names of Latchkey. */
function renamed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(renamed);
  if (typeof value !== 'object' || value === null) return value;
  const names: Record<string, string> = { rowId: 'id', roleByRoleId: 'role', nodes: 'entities', allUsers: 'users' };
  const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [names[name] ?? snake(name), renamed(each)]));
}

export const postgraphile: Peer = {
  name: 'PostGraphile 5',
  folder: 'postgraphile',
  args: ['server.js'],
  ready: /http/,
  settings: async (url) => ({ DATABASE_URL: url, GRAPHILE_ENV: 'production' }),
  requests: {
    w1: (n, size) => graphql(page, { offset: 0 }, n, size),
    w2: (n, size) => graphql(one, { id: String(spread(n, size.users)) }, n, size),
    w3: (n, size) => graphql(me, {}, n, size),
  },
  content: (workload, answer: { data: { userByRowId?: object } }) =>
    workload === 'w2' ? { data: { users: { entities: [renamed(answer.data.userByRowId)] } } } : renamed(answer),
};
