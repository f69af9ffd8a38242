/** The answers of the minimal server, by the name of the operation. */
import { rowsPerPage } from '../requests.ts';
import { issue } from './issue.ts';
import { all, first, type Row } from './statements.ts';

interface Answer {
  needs: string[];
  data(variables: Row, caller: Row): Promise<unknown>;
}

const userColumns = 'id, name, public_name, username, email_address, enabled, role_id';
const one = { name: 'one', text: `select ${userColumns} from users where id = $1` };
const me = {
  name: 'me',
  text: 'select id, name, username, public_name, super_admin, role_id, email_address from users where id = $1',
};
// The page is chosen in a subselect, so that only its rows are joined.
const page = {
  name: 'page',
  text: `select u.id, u.name, u.username, u.email_address, r.id as role_id, r.name as role_name, r.applied_permissions
    from (select * from users order by id limit ${rowsPerPage} offset $1) u left join roles r on r.id = u.role_id order by u.id`,
};
const search = {
  name: 'search',
  text: `select ${userColumns} from users where lower(name) like lower($1) order by id limit ${rowsPerPage}`,
};
const expiring = 'from personal_access_tokens t where t.expires_at < $1 and t.expires_at > statement_timestamp()';
const inventory = {
  name: 'inventory',
  text: `select t.id, t.name, t.start, t.last_four, u.id as user_id, u.username
    from (select * ${expiring} order by id limit ${rowsPerPage}) t join users u on u.id = t.user_id order by t.id`,
};
const inventoryCount = { name: 'inventory count', text: `select count(*)::int as count ${expiring}` };

const usersWithRoles = (rows: Row[]) => ({
  users: {
    entities: rows.map(({ role_id, role_name, applied_permissions, ...user }) => ({
      ...user,
      role: role_id && { id: role_id, name: role_name, applied_permissions },
    })),
  },
});

export const answers: Record<string, Answer> = {
  One: { needs: ['READ_USER'], data: async ({ id }) => ({ users: { entities: await all(one, [id]) } }) },
  Page: {
    needs: ['READ_USER', 'READ_ROLE'],
    data: async ({ paginator: { page: number, records_per_page } }) =>
      usersWithRoles(await all(page, [(number - 1) * records_per_page])),
  },
  Me: { needs: [], data: async (_variables, { id }) => ({ me: await first(me, [id]) }) },
  Search: {
    needs: ['READ_USER'],
    data: async ({ text }) => ({ users: { entities: await all(search, [`%${text}%`]) } }),
  },
  Inventory: {
    needs: ['READ_PERSONAL_ACCESS_TOKEN', 'READ_USER'],
    data: async ({ before }) => {
      const [rows, counted] = await Promise.all([all(inventory, [before]), first(inventoryCount, [before])]);
      const entities = rows.map(({ user_id, username, ...token }) => ({ ...token, user: { id: user_id, username } }));
      return { all_personal_access_tokens: { entities, page_info: { total_count: counted.count } } };
    },
  },
  Issue: { needs: [], data: async ({ name }, caller) => ({ createPersonalAccessToken: await issue(name, caller) }) },
};
