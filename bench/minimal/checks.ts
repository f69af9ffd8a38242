/** What the minimal server answers to other services, each with one prepared statement. */
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { all, type Row } from './statements.ts';

export function verify(caller: Row, url: string, response: ServerResponse): void {
  const permission = new URLSearchParams(url.slice(url.indexOf('?'))).get('permission');
  const permissions: string[] = caller?.applied_permissions ?? [];
  const isAllowed = permission !== null && permissions.includes(permission);
  if (!caller || !isAllowed) return void response.writeHead(caller ? 403 : 401).end();
  const headers = {
    'X-Latchkey-User': caller.username,
    'X-Latchkey-User-Id': caller.id,
    'X-Latchkey-Token': caller.token_id,
    'X-Latchkey-Permissions': permissions.join(' '),
    'content-length': 0,
  };
  response.writeHead(200, headers).end();
}

const both = {
  name: 'both',
  text: `select t.id as token_id, t.secret_hash, u.id, u.username, u.service_account, r.applied_permissions, t.expires_at, t.created_at
    from personal_access_tokens t join users u on u.id = t.user_id left join roles r on r.id = u.role_id
    where t.secret_hash = any($1) and t.revoked_at is null
    and (t.expires_at is null or t.expires_at > clock_timestamp()) and u.enabled`,
};

export async function introspect(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const form = new URLSearchParams(Buffer.concat(chunks).toString());
  const secrets = [request.headers.authorization?.slice('Bearer '.length) ?? '', form.get('token') ?? ''];
  const hashes = secrets.map((secret) => createHash('sha256').update(secret).digest());
  const rows = await all(both, [hashes]);
  const [caller, subject] = hashes.map((hash) => rows.find((row) => hash.equals(row.secret_hash)));
  if (!caller?.service_account || !caller.applied_permissions?.includes('INTROSPECT_TOKEN'))
    return void response.writeHead(caller ? 403 : 401).end();
  const body = JSON.stringify(subject ? activeAnswer(subject) : { active: false });
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  response.writeHead(200, headers).end(body);
}

const activeAnswer = ({ token_id, id, username, applied_permissions, expires_at, created_at }: Row) => ({
  active: true,
  scope: applied_permissions.join(' '),
  client_id: username,
  username,
  token_type: 'Bearer',
  ...(expires_at ? { exp: Math.floor(expires_at / 1_000) } : {}),
  iat: Math.floor(created_at / 1_000),
  sub: id,
  jti: token_id,
  permissions: applied_permissions,
  resources: null,
});
