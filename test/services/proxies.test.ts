/**
 * Reverse proxies protect a site as docs/services.md configures them: the real nginx and Caddy of this machine, and the
 * requests that Traefik and Envoy send according to their documentation.
 */
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { rawRequest, sendText } from '../kit/raw-request.ts';
import { programOf, type ReverseProxy, startReverseProxy } from '../kit/reverse-proxies.ts';
import { readDocument } from '../stories/document.ts';
import type { Person } from '../test-users.ts';
import { inBrowser, made, revoke, world } from '../tokens/acts.ts';
import { bearer, get, type Headers } from './asking.ts';
import { needs, registered } from './openapi.ts';

const { blocks } = readDocument('docs/services.md');
const configured = (language: string, name = '') =>
  blocks.find((block) => block.language === language && block.code.includes(name))?.code ?? '';

interface Site {
  url: string;
  /** The headers of the requests that have reached it. */
  received: IncomingHttpHeaders[];
  stop(): void;
}

/** Answers every request, and refuses nobody. */
async function startSite(): Promise<Site> {
  const received: IncomingHttpHeaders[] = [];
  const server: Server = createServer((incoming, outgoing) => {
    received.push(incoming.headers);
    incoming.resume().on('end', () => outgoing.end(`${incoming.method} ${incoming.url}`));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

const at = world('postgres', () => ({ TRUSTED_PROXIES: '127.0.0.0/8' }));
let site: Site;
let ada: Person;
beforeAll(async () => {
  site = await startSite();
  ada = await at.as.having('READ_USER');
});
afterAll(() => site?.stop());

const hostOf = (url: string) => new URL(url).host;

const ofLatchkey = (headers: IncomingHttpHeaders | undefined) =>
  Object.fromEntries(Object.entries(headers ?? {}).filter(([name]) => /^x[-_]latchkey/.test(name)));

describe.each([
  ['nginx', 'conf', 200],
  ['caddy', 'caddyfile', 400],
] as const)('%s', (name, language, statusOfNamedHeaders) => {
  const isThere = programOf(name) !== null;
  if (!isThere) {
    test.skip(`is not installed here and cannot be installed, so its tests are skipped`, () => undefined);
    return;
  }

  let proxy: ReverseProxy;
  beforeAll(async () => {
    const written = configured(language)
      .replaceAll('127.0.0.1:4000', hostOf(at.server.url))
      .replaceAll('127.0.0.1:8000', hostOf(site.url));
    proxy = await startReverseProxy(name, written);
  });
  afterAll(() => proxy?.stop());

  const send = (headers: Headers, path = '/orders?x=1', init: RequestInit = {}) =>
    fetch(proxy.url + path, { headers, ...init });

  test('passes on requests with a token that has the permission, and the site gets to know whose it is', async () => {
    const { id, token } = await made(await inBrowser(at.server, ada));
    site.received.length = 0;
    const response = await send(bearer(token));
    expect([response.status, await response.text()]).toEqual([200, 'GET /orders?x=1']);
    expect(ofLatchkey(site.received[0])).toEqual({
      'x-latchkey-user': ada.username,
      'x-latchkey-user-id': ada.id,
      'x-latchkey-token': id,
      'x-latchkey-permissions': 'READ_USER',
    });
    const posted = await send(bearer(token), '/orders', {
      method: 'POST',
      body: 'x'.repeat(200_000),
      headers: bearer(token),
    });
    expect([posted.status, await posted.text()]).toEqual([200, 'POST /orders']);
  });

  test('refuses a revoked token on the very next request', async () => {
    const by = await inBrowser(at.server, ada);
    for (let round = 0; round < 3; round++) {
      const { id, token } = await made(by);
      expect((await send(bearer(token))).status).toBe(200);
      await revoke(by, id);
      const refused = await send(bearer(token));
      expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([401, 'Bearer error="invalid_token"']);
    }
  });

  test('passes on the challenge: 401 without a token, and 403 with the scope that is missing', async () => {
    site.received.length = 0;
    const none = await send({});
    expect([none.status, none.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    const other = await at.as.having('READ_ROLE');
    const lacking = await send(bearer(other.token));
    expect([lacking.status, lacking.headers.get('www-authenticate')]).toEqual([
      403,
      'Bearer error="insufficient_scope", scope="READ_USER"',
    ]);
    expect(site.received).toEqual([]);
  });

  test('removes headers with which a client imitates somebody, and a requirement of the client', async () => {
    site.received.length = 0;
    const forged = {
      'X-Latchkey-User': 'owner',
      'X-Latchkey-User-Id': '1',
      'X-LATCHKEY-TOKEN': '1',
      'X-Latchkey-Permissions': 'UPDATE_USER',
      'X-Latchkey-Require': 'permission=READ_ROLE',
      'X-Latchkey_User': 'owner',
      X_LATCHKEY_TOKEN: '1',
      x_latchkey_user: 'owner',
    };
    expect((await send({ ...bearer(ada.token), ...forged })).status).toBe(200);
    expect(ofLatchkey(site.received[0])).toMatchObject({
      'x-latchkey-user': ada.username,
      'x-latchkey-user-id': ada.id,
      'x-latchkey-permissions': 'READ_USER',
    });
    expect(Object.keys(ofLatchkey(site.received[0])).toSorted()).toEqual([
      'x-latchkey-permissions',
      'x-latchkey-token',
      'x-latchkey-user',
      'x-latchkey-user-id',
    ]);
    expect(site.received[0]?.['x-latchkey-token']).not.toBe('1');
    const preflight = await send({ ...forged, 'Access-Control-Request-Method': 'GET' }, '/', {
      method: 'OPTIONS',
      headers: { ...forged, 'Access-Control-Request-Method': 'GET' },
    });
    expect([preflight.status, ofLatchkey(site.received[1])]).toEqual([200, {}]);
  });

  test('a client cannot remove the headers of the check by naming them in Connection', async () => {
    for (const Connection of ['X-Latchkey-User', 'keep-alive, x-latchkey-token, X-Latchkey-Permissions']) {
      site.received.length = 0;
      const status = await rawRequest(proxy.url, { path: '/', headers: { ...bearer(ada.token), Connection } });
      expect([Connection, status]).toEqual([Connection, statusOfNamedHeaders]);
      expect(site.received.map((headers) => Object.keys(ofLatchkey(headers)).toSorted())).toEqual(
        status === 400 ? [] : [['x-latchkey-permissions', 'x-latchkey-token', 'x-latchkey-user', 'x-latchkey-user-id']],
      );
    }
  });

  test('passes on preflights without a token, and other OPTIONS requests only with one', async () => {
    const headers = { Origin: 'https://other.example', 'Access-Control-Request-Method': 'DELETE' };
    expect((await fetch(proxy.url, { method: 'OPTIONS', headers })).status).toBe(200);
    expect((await fetch(proxy.url, { method: 'OPTIONS' })).status).toBe(401);
    expect((await fetch(proxy.url, { headers })).status).toBe(401);
  });

  test('refuses paths that are not canonical', async () => {
    site.received.length = 0;
    for (const path of ['/public/../orders', '//orders', '/a//b', '/a%2fb', '/a/%2e%2e/b'])
      expect([path, await rawRequest(proxy.url, { path, headers: bearer(ada.token) })]).toEqual([path, 403]);
    expect(site.received).toEqual([]);
  });

  test('subnets of a token are judged by the address of the client, which it cannot choose', async () => {
    const by = await inBrowser(at.server, ada);
    const local = await made(by, { allowed_subnets: ['127.0.0.0/8'] });
    const elsewhere = await made(by, { allowed_subnets: ['203.0.113.0/24'] });
    expect((await send(bearer(local.token))).status).toBe(200);
    const claimed = { ...bearer(elsewhere.token), 'X-Forwarded-For': '203.0.113.9' };
    expect((await send(claimed)).status).toBe(403);
  });
});

describe.each([
  ['nginx', 'conf'],
  ['caddy', 'caddyfile'],
] as const)('%s with an OpenAPI document', (name, language) => {
  if (!programOf(name)) {
    test.skip(`is not installed here and cannot be installed, so its tests are skipped`, () => undefined);
    return;
  }

  let proxy: ReverseProxy;
  beforeAll(async () => {
    const api = await registered(at.owner, {
      '/invoices': { get: needs('READ_USER'), post: needs('CREATE_USER') },
      '/invoices/{id}': { get: needs('READ_USER'), delete: needs('UPDATE_USER') },
      '/invoices/archive': { get: needs('READ_ROLE') },
    });
    const written = configured(language)
      .replaceAll('permission=READ_USER', `api=${api.name}`)
      .replaceAll('127.0.0.1:4000', hostOf(at.server.url))
      .replaceAll('127.0.0.1:8000', hostOf(site.url));
    proxy = await startReverseProxy(name, written);
  });
  afterAll(() => proxy?.stop());

  const statusOf = (method: string, path: string, more: Headers = {}) =>
    rawRequest(proxy.url, { path, method, headers: { ...bearer(ada.token), ...more } });

  test('lets through what the operation of the request allows, and names what is missing', async () => {
    for (const [method, path, status] of [
      ['GET', '/invoices?page=2', 200],
      ['HEAD', '/invoices', 200],
      ['GET', '/invoices/7', 200],
      ['POST', '/invoices', 403],
      ['DELETE', '/invoices/7', 403],
      ['PUT', '/invoices/7', 403],
      ['GET', '/orders', 403],
    ] as const)
      expect([method, path, await statusOf(method, path)]).toEqual([method, path, status]);
    const lacking = await fetch(`${proxy.url}/invoices`, { method: 'POST', headers: bearer(ada.token) });
    expect(lacking.headers.get('www-authenticate')).toBe('Bearer error="insufficient_scope", scope="CREATE_USER"');
    expect((await fetch(`${proxy.url}/invoices`)).status).toBe(401);
  });

  test('refuses tricks with paths, methods and headers, and the site gets none of these requests', async () => {
    site.received.length = 0;
    for (const path of [
      '/invoices/archive',
      '/invoices/%61rchive',
      '/invoices/ARCHIVE',
      '/invoices/archive;x=1',
      '/invoices/archive.json',
      '/invoices/%2561rchive',
      '/invoices/7/../archive',
      '/invoices/7%2f..%2farchive',
      '/invoices/',
      '//invoices',
    ])
      expect([path, await statusOf('GET', path)]).toEqual([path, 403]);
    const described = { 'X-Forwarded-Method': 'GET', 'X-Forwarded-Uri': '/invoices' };
    expect(await statusOf('POST', '/invoices', described)).toBe(403);
    expect(await statusOf('GET', '/invoices/archive', described)).toBe(403);
    for (const header of ['X-HTTP-Method-Override', 'X-Method-Override', 'X-Original-URL', 'X-Rewrite-URL'])
      expect([header, await statusOf('GET', '/invoices', { [header]: 'DELETE' })]).toEqual([header, 403]);
    const lower = `get /invoices HTTP/1.1\r\nHost: ${hostOf(proxy.url)}\r\nConnection: close\r\nAuthorization: Bearer ${ada.token}\r\n\r\n`;
    expect(await sendText(proxy.url, lower)).toMatch(/^HTTP\/1.1 (400|403|405)/);
    expect(site.received).toEqual([]);
  });
});

test('nginx and Caddy do not let a request through while Latchkey does not answer', async () => {
  for (const [name, language] of [
    ['nginx', 'conf'],
    ['caddy', 'caddyfile'],
  ] as const) {
    if (!programOf(name)) continue;
    const silent = await startSite();
    silent.stop();
    const written = configured(language)
      .replaceAll('127.0.0.1:4000', hostOf(silent.url))
      .replaceAll('127.0.0.1:8000', hostOf(site.url));
    const proxy = await startReverseProxy(name, written);
    site.received.length = 0;
    const { status } = await fetch(proxy.url, { headers: bearer(ada.token) });
    await proxy.stop();
    expect([name, status >= 500, site.received]).toEqual([name, true, []]);
  }
});

describe('Traefik', () => {
  const written = configured('yaml', 'forwardAuth');
  const [, path = ''] = /address: "http:\/\/127.0.0.1:4000(.+)"/.exec(written) ?? [];

  /** ForwardAuth sends a GET with the headers of the request, and describes the request in headers. */
  const check = (headers: Headers, uri = '/orders?x=1') =>
    get(at.server, path, {
      ...headers,
      'X-Forwarded-Method': 'DELETE',
      'X-Forwarded-Proto': 'https',
      'X-Forwarded-Host': 'site.example',
      'X-Forwarded-Uri': uri,
      'X-Forwarded-For': '203.0.113.9',
    });

  test('lets a request through for an answer of 2xx, and passes others on to the client', async () => {
    const passing = await check({ ...bearer(ada.token), Cookie: 'latchkey=something' });
    expect([passing.status, passing.headers['x-latchkey-user']]).toEqual([200, ada.username]);
    const { token } = await at.as.having();
    expect((await check(bearer(token))).headers['www-authenticate']).toContain('scope="READ_USER"');
    expect((await check({})).status).toBe(401);
    expect((await check(bearer(ada.token), '/a/../b')).status).toBe(403);
  });

  test('takes the headers of the answer, and removes those of the client with such names', () => {
    const [, expression = ''] = /authResponseHeadersRegex: "(.+)"/.exec(written) ?? [];
    for (const name of ['User', 'User-Id', 'Token', 'Permissions', 'Require'])
      expect(`X-Latchkey-${name}`).toMatch(new RegExp(expression));
  });
});

describe('Envoy', () => {
  const written = configured('yaml', 'ext_authz');
  const [, prefix = ''] = /path_prefix: (\S+)/.exec(written) ?? [];
  const [, required = ''] = /key: x-latchkey-require\s+value: (\S+)/.exec(written) ?? [];

  /** ext_authz sends the method of the request, its path behind the prefix, and few headers. */
  const check = async (headers: Headers, path = '/orders?resource=9', method = 'DELETE') => {
    const sent = {
      ...headers,
      'x-latchkey-require': required,
      'x-forwarded-for': '203.0.113.9',
      'content-length': '0',
    };
    return rawRequest(at.server.url, { path: prefix + path, method, headers: sent });
  };

  test('lets a request through for 200, whatever its method and path are', async () => {
    for (const [method, path] of [
      ['GET', '/'],
      ['DELETE', '/orders/7?permission_of=x'],
      ['POST', '/graphql'],
      ['OPTIONS', '/'],
    ] as const)
      expect([method, await check(bearer(ada.token), path, method)]).toEqual([method, 200]);
    const { token } = await at.as.having();
    expect([await check(bearer(token)), await check({}), await check(bearer(ada.token), '/a/../b')]).toEqual([
      403, 401, 403,
    ]);
  });

  test('a client cannot weaken the requirement by its query', async () => {
    const { token } = await at.as.having('READ_ROLE');
    expect(await check(bearer(token), '/orders?permission=READ_ROLE')).toBe(400);
  });

  test('removes the headers of the client before the check, and takes those of the answer', () => {
    for (const name of ['user', 'user-id', 'token', 'permissions', 'require'])
      expect(written.indexOf(`remove: x-latchkey-${name}\n`)).toBeGreaterThan(0);
    expect(written.indexOf('header_mutation')).toBeLessThan(written.indexOf('ext_authz'));
    expect(written).toMatch(/allowed_upstream_headers:\s+patterns:\s+- prefix: x-latchkey-/);
    expect(written).toMatch(/failure_mode_allow: false/);
  });
});
