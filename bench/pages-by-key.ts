/** The first page of a list of users, pages far from it by their key, and filtered ones: they should take the same time. */
import { cursorOf } from '../src/domain/lists/cursor.ts';
import { termsOf } from '../src/domain/lists/order.ts';
import { userList } from '../src/domain/nouns/users.ts';
import { byToken, graphql, rowsPerPage, type Size, spread } from './requests.ts';

const query = `query PageByKey($role: Int64Bit, $paginator: Paginator) {
  users(role_id: $role, paginator: $paginator) { entities { id name username email_address role { id name applied_permissions } } page_info { end_cursor } } }`;

const byId = termsOf(userList, {});
/** The users have the ids from 1 on. */
const afterUser = (id: number) => cursorOf(userList, byId, [String(id)]);

const page = (n: number, size: Size, after: string, role?: number) =>
  graphql('PageByKey', query, { role, paginator: { after, records_per_page: rowsPerPage } }, byToken(n, size));

/** One of the pages up to number 400. */
const far = (n: number, { users }: Size) => rowsPerPage * spread(n, Math.min(399, Math.ceil(users / rowsPerPage) - 1));

export const pagesByKey = {
  'page 1': (n: number, size: Size) => page(n, size, ''),
  'pages 2 to 400': (n: number, size: Size) => page(n, size, afterUser(far(n, size))),
  'the last 400 pages': (n: number, size: Size) => page(n, size, afterUser(size.users - far(n, size))),
  'of one role': (n: number, size: Size) => page(n, size, '', spread(n, size.roles)),
};
