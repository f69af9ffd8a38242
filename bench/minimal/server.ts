/**
 * The minimal server: what an answer costs without GraphQL, lists or a query builder. It looks the credential up, checks
 * the permission, runs prepared statements and returns the same content. It shares nothing between requests.
 */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answers } from './answers.ts';
import { introspect, verify } from './checks.ts';
import { first } from './statements.ts';

const viewer = {
  name: 'viewer',
  text: `select u.id, u.username, t.id as token_id, u.super_admin, r.applied_permissions from personal_access_tokens t join users u on u.id = t.user_id
    left join roles r on r.id = u.role_id where t.secret_hash = $1 and t.revoked_at is null
    and (t.expires_at is null or t.expires_at > clock_timestamp()) and u.enabled`,
};
const session = {
  name: 'session',
  text: `select s.id as session_id, u.id, u.super_admin, r.applied_permissions from sessions s join users u on u.id = s.user_id
    left join roles r on r.id = u.role_id where s.secret_hash = $1 and s.expires_at > clock_timestamp() and u.enabled`,
};

const hash = (secret: string) => createHash('sha256').update(secret).digest();

async function callerOf({ headers }: IncomingMessage) {
  const { authorization, cookie } = headers;
  const secret = authorization?.slice('Bearer '.length) ?? cookie?.slice('latchkey='.length) ?? '';
  return first(authorization ? viewer : session, [hash(secret)]);
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.url === '/oauth/introspect') return introspect(request, response);
  if (request.url?.startsWith('/auth/verify')) return verify(await callerOf(request), request.url, response);
  if (request.method === 'GET') return send(response, { valid: (await callerOf(request)) !== undefined });
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { operationName, variables } = JSON.parse(Buffer.concat(chunks).toString());
  const caller = await callerOf(request);
  const { needs, data } = answers[operationName as string] as (typeof answers)[string];
  const allowed = caller?.super_admin || needs.every((permission) => caller?.applied_permissions?.includes(permission));
  if (!caller || !allowed) return void response.writeHead(caller ? 403 : 401).end();
  send(response, { data: await data(variables, caller) });
}

function send(response: ServerResponse, content: object): void {
  const body = JSON.stringify(content);
  const headers = { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(body) };
  response.writeHead(200, headers).end(body);
}

const server = createServer((request, response) => {
  answer(request, response).catch((error) => response.writeHead(500).end(String(error)));
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
