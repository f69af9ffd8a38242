/** What is measured: by their names on the command line, the requests that servers are compared with. */
import { pagesByKey } from './pages-by-key.ts';
import {
  type Asked,
  bearer,
  byToken,
  graphql,
  placeholder,
  projectTokens,
  rowsPerPage,
  type Size,
  serviceToken,
  sessionOf,
  spread,
  tokenOf,
} from './requests.ts';

export type DatabaseName = 'usual' | 'users' | 'tokens';

export interface Workload {
  name: string;
  title: string;
  database: DatabaseName;
  /** Without them, those of the command line. */
  connections?: number[];
  /** Measured only when named, or with --all. */
  onlyNamed?: true;
  /** Only Latchkey has an equal of it. */
  onlyLatchkey?: true;
  /** Requests that each server gets, alternately, by a name that is shown if there are several; the same for the same `n`. */
  requests: Record<string, (n: number, size: Size) => Asked>;
  /** The part of an answer that must be equal for all servers; without it, all. */
  content?(answer: never): unknown;
}

const page =
  'query Page($paginator: Paginator) { users(paginator: $paginator) { entities { id name username email_address role { id name applied_permissions } } } }';
const user =
  'query One($id: Int64Bit) { users(id: $id) { entities { id name public_name username email_address enabled role_id } } }';
const myFields = ['id', 'name', 'username', 'public_name', 'super_admin', 'role_id', 'email_address'];
const me = (fields = myFields) => `query Me { me { ${fields.join(' ')} } }`;
const pageAt = (number: number, n: number, size: Size, query = page) =>
  graphql('Page', query, { paginator: { page: number, records_per_page: rowsPerPage } }, byToken(n, size));
const projects = (token: string) =>
  graphql('Projects', 'query Projects { projects { entities { id key name } } }', {}, bearer(token));
const search =
  'query Search($text: String!, $paginator: Paginator) { users(search: [{ string_fields: [{ attribute: "name", search_value: $text, match: true }] }], paginator: $paginator) { entities { id name public_name username email_address enabled role_id } } }';
const inventory =
  'query Inventory($before: Datetime, $paginator: Paginator) { all_personal_access_tokens(expiring_before: $before, paginator: $paginator) { entities { id name start last_four user { id username } } page_info { total_count } } }';
const issue = 'mutation Issue($name: String!) { createPersonalAccessToken(input: { name: $name }) { id name token } }';
const firstPage = { page: 1, records_per_page: rowsPerPage };
const aWeekAhead = new Date(Date.now() + 7 * 86_400_000).toISOString();

export const workloads: readonly Workload[] = [
  {
    name: 'w1',
    title: `${rowsPerPage} users with role and permissions`,
    database: 'usual',
    requests: { '': (n, size) => pageAt(1, n, size) },
  },
  {
    name: 'w2',
    title: 'one user by id',
    database: 'usual',
    requests: { '': (n, size) => graphql('One', user, { id: String(spread(n, size.users)) }, byToken(n, size)) },
  },
  {
    name: 'w3',
    title: '`me`',
    database: 'usual',
    requests: { '': (n, size) => graphql('Me', me(), {}, byToken(n, size)) },
  },
  {
    name: 'w4',
    title: 'whether a token is valid',
    database: 'usual',
    requests: { '': (n, size) => ({ path: '/api/authentication/validate', headers: byToken(n, size) }) },
  },
  {
    name: 'verify',
    title: 'forward auth: whether a token has a permission',
    database: 'usual',
    requests: { '': (n, size) => ({ path: '/auth/verify?permission=READ_USER', headers: byToken(n, size) }) },
  },
  {
    name: 'introspect',
    title: 'introspection of a token',
    database: 'usual',
    requests: {
      '': (n, { tokens }) => ({
        path: '/oauth/introspect',
        headers: bearer(serviceToken),
        form: { token: tokenOf(spread(n, tokens)) },
      }),
    },
    content: ({ active, sub, username, scope }: Record<string, unknown>) => ({ active, sub, username, scope }),
  },
  {
    name: 'issue',
    title: '`createPersonalAccessToken`',
    database: 'usual',
    requests: {
      '': (n, { users }) =>
        graphql(
          'Issue',
          issue,
          { name: `Token ${placeholder}` },
          { Cookie: `latchkey=${sessionOf(spread(n, users))}` },
        ),
    },
    content: ({ data }: { data: { createPersonalAccessToken: Record<string, string> } }) => {
      const { id, name, token } = data.createPersonalAccessToken;
      return { id: typeof id, name: name?.replace(/\d/g, ''), token: /^lku_\w{36}$/.test(token ?? '') };
    },
  },
  {
    name: 'same-token',
    title: '`me` for 500 clients with 500 tokens, and with one',
    database: 'usual',
    connections: [500],
    requests: {
      '500 tokens': (n) => graphql('Me', me(), {}, bearer(tokenOf(1 + (n % 500)))),
      'one token': () => graphql('Me', me(), {}, bearer(tokenOf(1))),
    },
  },
  {
    name: 'documents',
    title: '`me` as 1,000 different documents',
    database: 'usual',
    requests: { '': (n, size) => graphql('Me', me(permutation(myFields, (n % 1000) * 5)), {}, byToken(n, size)) },
  },
  {
    name: 'project-token',
    title: 'projects, with a plain token and one for a project',
    database: 'usual',
    onlyNamed: true,
    onlyLatchkey: true,
    requests: {
      'plain token': (n) => projects(tokenOf(spread(n, projectTokens))),
      'project token': (n) => projects(tokenOf(spread(n, projectTokens), 'lkp_')),
    },
  },
  {
    name: 'page',
    title: 'one of the last pages of 1,000,000 users',
    database: 'users',
    connections: [4],
    onlyNamed: true,
    requests: { '': (n, size) => pageAt(1 + size.users / rowsPerPage - spread(n, 400), n, size) },
  },
  {
    name: 'pages-by-key',
    title: 'pages by key of 10,000 users, alternately near to and far from the start, and filtered',
    database: 'usual',
    connections: [4],
    onlyNamed: true,
    onlyLatchkey: true,
    requests: pagesByKey,
  },
  {
    name: 'pages-by-key-of-many',
    title: 'the same of 1,000,000 users',
    database: 'users',
    connections: [4],
    onlyNamed: true,
    onlyLatchkey: true,
    requests: pagesByKey,
  },
  {
    name: 'search',
    title: 'a search by name in 1,000,000 users',
    database: 'users',
    connections: [4],
    onlyNamed: true,
    requests: {
      '': (n, size) =>
        graphql('Search', search, { text: String(9_999 + spread(n, 90_000)), paginator: firstPage }, byToken(n, size)),
    },
  },
  {
    name: 'inventory',
    title: 'which of 1,000,000 tokens expire within a week',
    database: 'tokens',
    connections: [4],
    onlyNamed: true,
    requests: {
      '': (n, size) => graphql('Inventory', inventory, { before: aWeekAhead, paginator: firstPage }, byToken(n, size)),
    },
  },
];

/** The permutation with this number; all of them differ below the factorial of the number of items. */
function permutation<T>(items: readonly T[], number: number): T[] {
  const rest = [...items];
  return items.flatMap((_, place) => {
    const left = items.length - place;
    const which = number % left;
    number = Math.floor(number / left);
    return rest.splice(which, 1);
  });
}
