/** Directus 11 over the tables of Latchkey; its own table of users gets the users with one token each. */
import pg from 'pg';
import { freePort } from '../../test/kit/cluster.ts';
import { bearer, rowsPerPage, type Size, spread, tokenOf } from '../requests.ts';
import type { Peer } from './peers.ts';

/** Each user has one token, whose number is the user's. The user is the owner of the token that Latchkey gets. */
const token = (n: number, { users, tokens }: Size) => bearer(tokenOf(1 + (spread(n, tokens) % users)));

const userFields = 'id,name,public_name,username,email_address,enabled,role_id';
const pageFields = 'id,name,username,email_address,role_id.id,role_id.name,role_id.applied_permissions';

const myFields = 'id,first_name,username,public_name,super_admin,role_id,email';

// biome-ignore lint/suspicious/noExplicitAny: the columns are those of the request
type Row = any;

const withRole = ({ role_id: role, ...user }: Row) => ({ ...user, role });

export const directus: Peer = {
  name: 'Directus 11',
  folder: 'directus',
  args: ['server.js', 'start'],
  ready: /Server started/,
  settings: async (url) => ({
    DB_CLIENT: 'pg',
    DB_CONNECTION_STRING: url,
    DB_POOL__MIN: '10',
    DB_POOL__MAX: '10',
    SECRET: 'a secret that only the benchmark uses',
    HOST: '127.0.0.1',
    PORT: String(await freePort()),
    TELEMETRY: 'false',
    LOG_LEVEL: 'info',
    LOG_HTTP: 'false',
    ADMIN_EMAIL: 'admin@example.com',
    ADMIN_PASSWORD: 'plum tractor seldom 47',
  }),
  async prepare({ url, size }, node) {
    await node('server.js', 'bootstrap');
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      await client.query(permissions);
      const tokens = Array.from({ length: size.users }, (_, place) => tokenOf(place + 1));
      await client.query(users, [tokens]);
      await client.query('analyze');
    } finally {
      await client.end();
    }
  },
  requests: {
    w1: (n, size) => ({
      path: `/items/users?limit=${rowsPerPage}&page=1&sort=id&fields=${pageFields}`,
      headers: token(n, size),
    }),
    w2: (n, size) => ({
      path: `/items/users/${spread(n, size.users)}?fields=${userFields}`,
      headers: token(n, size),
    }),
    w3: (n, size) => ({ path: `/users/me?fields=${myFields}`, headers: token(n, size) }),
  },
  content: (workload, { data }: { data: Row & Row[] }) => {
    if (workload === 'w1') return { data: { users: { entities: data.map(withRole) } } };
    if (workload === 'w2') return { data: { users: { entities: [data] } } };
    const { first_name, email, id, ...me } = data;
    return {
      data: { me: { ...me, id: Number(id.replaceAll('-', '')).toString(), name: first_name, email_address: email } },
    };
  },
};

/** Everybody may read the tables of Latchkey, and of Directus's users. */
const permissions = `
  alter table directus_users add column username text, add column public_name text, add column role_id bigint, add column super_admin boolean;
  with role as (insert into directus_roles (id, name) values (gen_random_uuid(), 'Benchmark') returning id),
    policy as (
      insert into directus_policies (id, name, admin_access, app_access) values (gen_random_uuid(), 'Benchmark', false, false) returning id
    ),
    access as (insert into directus_access (id, role, policy) select gen_random_uuid(), role.id, policy.id from role, policy)
  insert into directus_permissions (collection, action, permissions, fields, policy)
    select collection, 'read', '{}', '*', policy.id from policy, unnest(array['users', 'roles', 'directus_users']) collection`;

/** The id of a user is that of Latchkey, written as a UUID. */
const users = `
  insert into directus_users (id, first_name, email, status, role, token, username, public_name, role_id, super_admin)
  select lpad(u.id::text, 32, '0')::uuid, u.name, u.email_address, 'active', r.id, given.token, u.username, u.public_name, u.role_id, u.super_admin
  from unnest($1::text[]) with ordinality as given (token, n) join users u on u.id = given.n
    join directus_roles r on r.name = 'Benchmark'`;
