/** Bodies above the limit: they are refused before they are sent or read, and never kept. */
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Latchkey, startLatchkey } from '../server.ts';
import { people } from '../test-users.ts';

let server: Latchkey;
let token: string;
beforeAll(async () => {
  server = await startLatchkey('pglite');
  ({ token } = await people(server).owner());
});
afterAll(() => server.stop());
beforeEach(() => void server.logged.splice(0));

interface Connection {
  socket: Socket;
  /** Resolves when the received text matches. */
  receives(pattern: RegExp): Promise<string>;
  /** Resolves with all that was received when the server has closed the connection. */
  closed: Promise<string>;
}

/** Sends the head of a POST, without its body. */
function begin(path: string, ...headers: string[]): Connection {
  const { hostname, port, host } = new URL(server.url);
  let text = '';
  const socket = connect(Number(port), hostname).setEncoding('utf8');
  const receives = (pattern: RegExp) =>
    new Promise<string>((resolve, reject) => {
      const check = () => pattern.test(text) && resolve(text);
      socket.on('data', check).on('close', () => reject(new Error(`closed after: ${text}`)));
      check();
    });
  const closed = new Promise<string>((resolve) => socket.on('close', () => resolve(text)));
  socket
    .on('error', () => undefined)
    .on('data', (part: string) => {
      text += part;
    });
  socket.write([`POST ${path} HTTP/1.1`, `Host: ${host}`, 'Content-Type: application/json', ...headers].join('\r\n'));
  socket.write('\r\n\r\n');
  return { socket, receives, closed };
}

const bearer = (secret: string) => `Authorization: Bearer ${secret}`;
const large = 'Content-Length: 40000000';
const waiting = 'Expect: 100-continue';
const body = '{"query": "{ __typename }"}';
const length = `Content-Length: ${body.length}`;
const api = '/api/graphql';

test.each([
  ['with a token', () => begin(api, bearer(token), large)],
  ['without a credential', () => begin(api, large)],
  ['of a sign-in', () => begin('/sign-in', large)],
  ['to a path without an endpoint', () => begin('/nothing', large)],
])('a body that declares too large a length is refused before any of it is sent: %s', async (_what, open) => {
  const { socket, receives } = open();
  expect(await receives(/"code":"LIMITED"\}\}\]\}$/)).toMatch(/^HTTP\/1\.1 413 [\s\S]*\r\nConnection: close\r\n/);
  expect(server.logged.map((line) => JSON.parse(line).status)).toEqual([413]);
  socket.destroy();
});

describe('a client that waits to continue', () => {
  test('receives 100 Continue for a body within the limit', async () => {
    const { socket, receives } = begin(api, bearer(token), length, waiting);
    await receives(/^HTTP\/1\.1 100 Continue\r\n\r\n$/);
    socket.write(body);
    expect(await receives(/"__typename":"Query"/)).toMatch(/HTTP\/1\.1 200 /);
    socket.destroy();
  });

  test.each([
    ['too large a body', api, () => [bearer(token), large], 413],
    ['an invalid token', api, () => [bearer('nonsense'), length], 401],
    ['an invalid token and a chunked body', api, () => [bearer('nonsense'), 'Transfer-Encoding: chunked'], 401],
    ['another media type', api, () => ['Content-Type: text/plain', bearer(token), length], 415],
    ['a path without an endpoint', '/nothing', () => [length], 404],
  ] as const)('is refused at once for %s', async (_what, path, headers, status) => {
    const { socket, receives } = begin(path, ...headers(), waiting);
    const text = await receives(/\]\}$/);
    expect(text).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(text).toContain('\r\nConnection: close\r\n');
    socket.destroy();
  });
});

/** Sends as much as the server takes, and returns how many bytes the system took. */
async function flood({ socket, closed }: Connection, part: string): Promise<number> {
  let taken = 0;
  while (taken < 100_000_000) {
    const isTaken = new Promise<boolean>((done) => socket.write(part, (error) => done(!error)));
    if (!(await Promise.race([isTaken, closed.then(() => false)]))) break;
    taken += part.length;
  }
  return taken;
}

test.each([
  ['a declared length', large, 'a'.repeat(100_000)],
  ['chunks', 'Transfer-Encoding: chunked', `186a0\r\n${'a'.repeat(100_000)}\r\n`],
])('the connection of a client that goes on sending a refused body with %s is closed', async (_what, header, part) => {
  const connection = begin(api, bearer(token), header);
  // Much of it waits in the buffers of the system.
  expect(await flood(connection, part)).toBeLessThan(30_000_000);
  expect(server.logged.map((line) => JSON.parse(line).status)).toEqual([413]);
});

test('a chunked body that no endpoint reads ends the connection only if it is too large', async () => {
  const { socket, receives, closed } = begin('/healthz', 'Transfer-Encoding: chunked');
  socket.write('5\r\naaaaa\r\n0\r\n\r\n');
  expect(await receives(/\}$/)).not.toContain('Connection: close');
  const { host } = new URL(server.url);
  socket.write(`GET /healthz HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
  expect(await closed).toMatch(/ok$/);
});
