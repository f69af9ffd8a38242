/** Bodies that are sent slowly or not to their end, and answers without a body. */
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { holding, inBrowser, made, revoke, world } from '../tokens/acts.ts';

const at = world('postgres');

const body = JSON.stringify({ query: '{ me { id } }' });

/** Sends the head of a request with a token, without its body. */
function begin(token: string): Socket {
  const { hostname, port, host } = new URL(at.server.url);
  const socket = connect({ host: hostname, port: Number(port) });
  const head = [
    'POST /api/graphql HTTP/1.1',
    `Host: ${host}`,
    'Content-Type: application/json',
    `Authorization: Bearer ${token}`,
    `Content-Length: ${body.length}`,
    'Connection: close',
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n`);
  return socket;
}

async function answerOf(socket: Socket): Promise<string> {
  let text = '';
  for await (const chunk of socket) text += chunk;
  return text;
}

test('a token that is revoked while the body of a request is awaited is refused', async () => {
  const by = await inBrowser(at.server, await at.as.having('READ_USER'));
  const { id, token } = await made(by);
  const socket = begin(token);
  await sleep(1_200);
  await revoke(by, id);
  socket.write(body);
  expect(await answerOf(socket)).toMatch(/^HTTP\/1\.1 401 /);
});

test('requests whose body is cut off do not keep places of their user', async () => {
  const by = await inBrowser(at.server, await at.as.having('READ_USER'));
  const { token } = await made(by);
  const cut = Array.from({ length: 30 }, () => begin(token));
  await sleep(300);
  for (const socket of cut) socket.destroy();
  expect((await holding(at.server, token)('{ me { username } }')).errors).toBeUndefined();
});

test('HEAD of the inventory as CSV has its headers and does not read all tokens', async () => {
  const owner = await made(at.owner);
  // More than are read with one statement.
  await at.server.db.execute(sql`
    insert into personal_access_tokens (user_id, name, name_key, secret_hash, start, last_four)
    select ${at.ownerId}, 'many ' || n, 'many ' || n, sha256(n::text::bytea), 'lku_', '0000' from generate_series(1, 25000) n`);
  at.server.statements.length = 0;
  const response = await fetch(`${at.server.url}/api/personal_access_tokens.csv`, {
    method: 'HEAD',
    headers: { Authorization: `Bearer ${owner.token}` },
  });
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
  await sleep(1_000);
  expect(at.server.statements.filter((text) => text.includes('"last_four"')).length).toBeLessThanOrEqual(1);
});
