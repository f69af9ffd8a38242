/** Requests of commands to a server that is busy, or that answers what should not reach a terminal. */
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { asking } from '../../src/commands/server.ts';

let server: Server | undefined;
afterEach(async () => {
  server?.close();
  server?.closeAllConnections();
});

type Reply = (response: ServerResponse) => unknown;

/** Starts a server that gives these answers in turn, the last one again and again. */
async function answering(...replies: Reply[]) {
  let requests = 0;
  server = createServer((request, response) => {
    request.resume();
    replies[Math.min(requests++, replies.length - 1)]?.(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, ask: asking(url, 'lku_x'), requests: () => requests };
}

const reply =
  (status: number, body: string, headers: Record<string, string> = {}): Reply =>
  (response) =>
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(body);
const refusal = (message: string, code = 'LIMITED') => JSON.stringify({ errors: [{ message, extensions: { code } }] });
const well = reply(200, '{"data": {"me": {"id": "1"}}}');

test.each([
  [429, refusal('Too many requests.')],
  [503, refusal('The server is busy.')],
  [503, '<html>An answer of a proxy</html>'],
])('the answer %s with Retry-After is waited for, and the request is sent again', async (status, body) => {
  const { ask, requests } = await answering(reply(status, body, { 'Retry-After': '1' }), well);
  expect(await ask('{ me { id } }')).toEqual({ me: { id: '1' } });
  expect(requests()).toBe(2);
});

test('a server that is always busy is given up after five requests, with its message', async () => {
  const { ask, requests } = await answering(reply(503, refusal('The server is busy.'), { 'Retry-After': '0.01' }));
  await expect(ask('{ me { id } }')).rejects.toMatchObject({ message: 'The server is busy.', code: 'LIMITED' });
  expect(requests()).toBe(5);
});

test.each<[string, Record<string, string>]>([
  ['longer than a minute', { 'Retry-After': '61' }],
  ['for an unknown time', {}],
])('a server that is busy %s is not asked again', async (_, headers) => {
  const { ask, requests } = await answering(reply(429, refusal('Too many requests.'), headers), well);
  await expect(ask('{ me { id } }')).rejects.toThrow('Too many requests.');
  expect(requests()).toBe(1);
});

test('other refusals are not sent again', async () => {
  const { ask, requests } = await answering(reply(200, refusal('This requires READ_USER.', 'FORBIDDEN')), well);
  await expect(ask('{ me { id } }')).rejects.toMatchObject({ code: 'FORBIDDEN' });
  expect(requests()).toBe(1);
});

test('a redirect is not followed, because it could lead the token elsewhere', async () => {
  const { ask, requests } = await answering(reply(307, '', { Location: '/other' }), well);
  await expect(ask('{ me { id } }')).rejects.toThrow(/\/api\/graphql answered 307 without JSON\.$/);
  expect(requests()).toBe(1);
});

test('control and format characters in a message are shown as escapes', async () => {
  const { ask } = await answering(reply(200, refusal('\u001b[2JNothing is to be changed.\nIt \u202ereversed')));
  await expect(ask('{ me { id } }')).rejects.toThrow('\\u{1b}[2JNothing is to be changed.\\u{a}It \\u{202e}reversed');
});
