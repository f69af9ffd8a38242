/** Requests that come before the server has started. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Handlers, type Listener, listen } from '../../src/http/listener.ts';

const handlers: Handlers = {
  request: (_incoming, outgoing) => void outgoing.end('answered'),
  unreadable: (_error, socket) => void socket.destroy(),
};

let listener: Listener;
let ended: Promise<void> | undefined;
beforeEach(async () => {
  listener = await listen({ HOST: '127.0.0.1', PORT: 0, PUBLIC_URL: 'http://localhost:4000' });
  ended = undefined;
});
afterEach(() => ended ?? listener.stop({ lingerMs: 0 }));

const get = async (path: string) => {
  const response = await fetch(listener.url + path);
  return { status: response.status, text: await response.text() };
};

test('a request that comes before the start is answered after it', async () => {
  const early = get('/api/graphql');
  expect((await get('/healthz')).status).toBe(200);
  expect((await get('/readyz')).status).toBe(503);
  listener.serve(handlers);
  expect(await early).toEqual({ status: 200, text: 'answered' });
});

test('a request that waits for the start is refused when the server stops before', async () => {
  const early = get('/api/graphql');
  // Connections are accepted in their order.
  await get('/healthz');
  ended = listener.stop({ lingerMs: 0 });
  const { status, text } = await early;
  expect(status).toBe(503);
  expect(text).toContain('The server is stopping. Try again in a second.');
  await ended;
});
