/**
 * The minimal server: the cost of an answer without GraphQL, lists or a query builder. It looks the token up, checks
 * the permission, runs one prepared statement and returns the same bytes.
 */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { type Compared, rowsPerPage } from './requests.ts';

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL ?? '', max: 10 });

const viewer = {
  name: 'viewer',
  text: `select u.id, u.super_admin, r.applied_permissions from personal_access_tokens t join users u on u.id = t.user_id
    left join roles r on r.id = u.role_id where t.secret_hash = $1 and t.revoked_at is null
    and (t.expires_at is null or t.expires_at > clock_timestamp()) and u.enabled`,
};
const one = {
  name: 'one',
  text: 'select id, name, public_name, username, email_address, enabled, role_id from users where id = $1',
};
const page = {
  name: 'page',
  text: `select u.id, u.name, u.username, u.email_address, r.id as role_id, r.name as role_name, r.applied_permissions
    from (select * from users order by id limit ${rowsPerPage} offset $1) u left join roles r on r.id = u.role_id order by u.id`,
};
const me = {
  name: 'me',
  text: 'select id, name, username, public_name, super_admin, role_id, email_address from users where id = $1',
};

type Variables = { id: string; paginator: { page: number; records_per_page: number } };

interface Answer {
  needs: string[];
  data(variables: Variables, viewerId: string): Promise<unknown>;
}

const answers: Record<Compared, Answer> = {
  One: {
    needs: ['READ_USER'],
    data: async ({ id }) => ({ users: { entities: (await pool.query({ ...one, values: [id] })).rows } }),
  },
  Page: {
    needs: ['READ_USER', 'READ_ROLE'],
    data: async ({ paginator }) => {
      const { rows } = await pool.query({ ...page, values: [(paginator.page - 1) * paginator.records_per_page] });
      const entities = rows.map(({ id, name, username, email_address, role_id, role_name, applied_permissions }) => ({
        id,
        name,
        username,
        email_address,
        role: role_id && { id: role_id, name: role_name, applied_permissions },
      }));
      return { users: { entities } };
    },
  },
  Me: {
    needs: [],
    data: async (_variables, viewerId) => ({ me: (await pool.query({ ...me, values: [viewerId] })).rows[0] }),
  },
};

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { operationName, variables } = JSON.parse(Buffer.concat(chunks).toString());
  const secret = request.headers.authorization?.slice('Bearer '.length) ?? '';
  const values = [createHash('sha256').update(secret).digest()];
  const [held] = (await pool.query({ ...viewer, values })).rows;
  const { needs, data } = answers[operationName as Compared];
  const allowed = held?.super_admin || needs.every((permission) => held?.applied_permissions?.includes(permission));
  if (!held || !allowed) return void response.writeHead(held ? 403 : 401).end();
  const body = JSON.stringify({ data: await data(variables, held.id) });
  const headers = { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(body) };
  response.writeHead(200, headers).end(body);
}

const server = createServer((request, response) => {
  answer(request, response).catch((error) => response.writeHead(500).end(String(error)));
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
