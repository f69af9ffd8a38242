/** The middleware for Hono, Express and Fastify: who is let through, and how the others are answered (RFC 6750). */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createClient } from '../../src/client/client.ts';
import { sendText } from '../kit/raw-request.ts';
import { basic, bearer, serviceHaving } from '../services/asking.ts';
import type { Person } from '../test-users.ts';
import { freshName, grant, inBrowser, made, project, world } from '../tokens/acts.ts';
import { frameworks, type Start } from './frameworks.ts';
import { type Listening, revokeTokens, serve } from './service.ts';

const at = world('pglite');
let service: Person;
beforeAll(async () => {
  service = await serviceHaving(at.server, 'INTROSPECT_TOKEN');
});

describe.each(Object.entries(frameworks))('with %s', (name, start) => {
  let api: Listening;
  let handled = 0;
  const starting = (url: string, begin: Start) =>
    begin(createClient({ url, token: service.token }), (viewer) => {
      handled++;
      return { username: viewer?.user.username };
    });
  beforeAll(async () => {
    api = await starting(at.server.url, start);
  });
  afterAll(() => api?.stop());

  async function get(path: string, headers: Record<string, string> = {}, url = api.url) {
    const response = await fetch(url + path, { headers });
    const body = (await response.json()) as Record<string, string>;
    return { status: response.status, challenge: response.headers.get('WWW-Authenticate'), body, response };
  }

  /** Requires that the handler was not called. */
  async function refused(path: string, headers: Record<string, string>, url = api.url) {
    const before = handled;
    const answer = await get(path, headers, url);
    expect(handled).toBe(before);
    return answer;
  }

  test('a valid token is let through, as Bearer and as the user name of Basic, and the handler gets its viewer', async () => {
    const who = await at.as.having('READ_USER');
    const lenient = { Authorization: `bearer  ${who.token}` };
    for (const credential of [bearer(who.token), lenient, basic(who.token, '')])
      for (const path of ['/me', '/users'])
        expect(await get(path, credential)).toMatchObject({ status: 200, body: { username: who.username } });
  });

  test('a request without a credential is answered with 401 and a challenge without an error', async () => {
    expect(await refused('/me', {})).toMatchObject({
      status: 401,
      challenge: 'Bearer',
      body: { error: 'invalid_request' },
    });
  });

  test('a credential that is no valid token is answered with 401 and invalid_token', async () => {
    const who = await at.as.having('READ_USER');
    const others = ['Bearer lku_unknown', 'Bearer', 'Basic !', `Token ${who.token}`];
    const credentials = others.map((Authorization) => ({ Authorization }));
    for (const credential of [...credentials, basic(who.username, who.token)])
      expect(await refused('/users', credential)).toMatchObject({
        status: 401,
        challenge: 'Bearer error="invalid_token"',
        body: { error: 'invalid_token' },
      });
  });

  test('two Authorization headers are refused, because a proxy may have checked the other one', async () => {
    const who = await at.as.having();
    const before = handled;
    const lines = ['GET /me HTTP/1.1', 'Host: api', ...Array(2).fill(`Authorization: Bearer ${who.token}`)];
    expect(await sendText(api.url, [...lines, 'Connection: close', '', ''].join('\r\n'))).toMatch(/^HTTP\/1\.1 401 /);
    expect(handled).toBe(before);
  });

  test('a token without the permission is answered with 403 and the permission as scope', async () => {
    const who = await at.as.having('READ_ROLE');
    expect(await refused('/users', bearer(who.token))).toMatchObject({
      status: 403,
      challenge: 'Bearer error="insufficient_scope", scope="READ_USER"',
      body: { error: 'insufficient_scope', error_description: 'This requires READ_USER.' },
    });
  });

  test('a revoked token is refused by the very next request', async () => {
    const who = await at.as.having('READ_USER');
    expect((await get('/users', bearer(who.token))).status).toBe(200);
    await revokeTokens(at, who);
    expect(await refused('/users', bearer(who.token))).toMatchObject({
      status: 401,
      challenge: 'Bearer error="invalid_token"',
    });
  });

  test('a permission on the resource of the request is enough, and is none on another resource', async () => {
    const [own, other] = [await project(at), await project(at)];
    const who = await at.as.having();
    await grant(at, 'grant', own.key, { user_id: who.id });
    const limits = { name: freshName(), type: 'PROJECT_ANALYSIS', project_key: own.key };
    const { token } = await made(await inBrowser(at.server, who), limits);
    expect((await get(`/projects/${own.key}`, bearer(token))).status).toBe(200);
    expect(await refused(`/projects/${other.key}`, bearer(token))).toMatchObject({
      status: 403,
      challenge: 'Bearer error="insufficient_scope", scope="EXECUTE_ANALYSIS"',
    });
  });

  test('a token that is limited to subnets is let through from an address within them', async () => {
    const { token } = await made(at.owner, { allowed_subnets: ['203.0.113.0/24'] });
    expect((await get('/me', { ...bearer(token), 'X-Client': '203.0.113.7' })).status).toBe(200);
    expect((await refused('/me', { ...bearer(token), 'X-Client': '192.0.2.1' })).status).toBe(401);
    expect((await refused('/users', { ...bearer(token), 'X-Client': '203.0.113.7' })).status).toBe(401);
  });

  test('nobody is let through while Latchkey does not answer', async () => {
    const who = await at.as.having('READ_USER');
    const away = await serve(() => undefined);
    await away.stop();
    const other = await starting(away.url, start);
    const answer = await refused('/users', bearer(who.token), other.url);
    expect(answer).toMatchObject({ status: 503, challenge: null, body: { error: 'temporarily_unavailable' } });
    expect(answer.response.headers.get('Retry-After')).toBe('1');
    await other.stop();
  });

  test('a permission without a value is refused when the service starts', async () => {
    const { requireToken } = await import(`../../src/client/${name.toLowerCase()}.ts`);
    expect(() => requireToken({}, { permission: undefined })).toThrow('permission must be the name of a permission');
  });
});
