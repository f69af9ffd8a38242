/** The metadata of a provider: how much of it is read, and when it is read again. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { createProviderClient, type ProviderClient } from '../../../src/oidc/client.ts';
import type { Provider } from '../../../src/oidc/provider.ts';

let answer: object;
let asked = 0;
let provider: Provider;
let client: ProviderClient;
const server = createServer((_request, response) => {
  asked++;
  response.setHeader('Content-Type', 'application/json').end(JSON.stringify(answer));
});
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  provider = {
    id: 'acme',
    name: 'Acme',
    issuer,
    clientId: 'latchkey',
    clientSecret: 'secret',
    scopes: ['openid'],
    matchByEmail: false,
    createUsers: false,
    role: null,
    roleClaim: null,
    roles: new Map(),
    trustSecondFactor: false,
    trustProvisionedAddresses: false,
  };
});
afterAll(() => {
  jest.restoreAllMocks();
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  asked = 0;
  client = createProviderClient([provider], 'http://localhost:4000');
});

const right = () => ({ issuer: provider.issuer, authorization_endpoint: `${provider.issuer}/auth` });
const begin = () =>
  client.begin(provider).then(
    ({ url }) => new URL(url).pathname,
    ({ kind }) => kind,
  );

test('it is read once', async () => {
  answer = right();
  expect([await begin(), await begin()]).toEqual(['/auth', '/auth']);
  expect(asked).toBe(1);
});

test('of more than 1 MB nothing is used', async () => {
  answer = { ...right(), more: 'x'.repeat(1_000_000) };
  expect(await begin()).toBe('REFUSED');
  answer = { ...right(), more: 'x'.repeat(900_000) };
  client = createProviderClient([provider], 'http://localhost:4000');
  expect(await begin()).toBe('/auth');
});

test('if it was wrong it is read again some seconds later, and not with each sign-in', async () => {
  answer = { issuer: provider.issuer };
  expect([await begin(), await begin()]).toEqual(['REFUSED', 'REFUSED']);
  expect(asked).toBe(1);
  answer = right();
  const now = performance.now.bind(performance);
  jest.spyOn(performance, 'now').mockImplementation(() => now() + 4_000);
  expect(await begin()).toBe('/auth');
});
