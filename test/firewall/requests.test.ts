/** What the application firewall refuses: every request from an address that no rule admits, in every process at once. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { newToken } from '../../src/domain/base/secrets.ts';
import { contents } from '../access/writing.ts';
import { kinds, type Latchkey, startLatchkey } from '../server.ts';
import { ask, type Person, password, people } from '../test-users.ts';
import { cookieOf } from '../tokens/acts.ts';
import { askFrom, bearer, from, type Headers, setFirewall, settings } from './sending.ts';

const [inside, outside] = ['192.0.2.7', '203.0.113.9'];
const me = '{ me { id } }';

describe.each(kinds)('on %s', (kind) => {
  let server: Latchkey;
  let owner: Person;
  let cookie: string;
  beforeAll(async () => {
    server = await startLatchkey(kind, settings);
    owner = await people(server).owner();
    cookie = await cookieOf(server, owner);
  });
  afterAll(() => server?.stop());
  beforeEach(() => setFirewall(server, true, '192.0.2.0/24', '2001:db8::/32'));

  const refusal = (address: string) => `Requests from the address ${address} are not accepted.`;

  test.each([
    [inside, true],
    ['::ffff:192.0.2.7', true],
    ['2001:db8:5::1', true],
    ['2001:DB8:0:0::1', true],
    [outside, false],
    ['::ffff:203.0.113.9', false],
    ['2001:db9::1', false],
    ['::1', false],
    // Not the IPv4 address 192.0.2.7, though its last 32 bits are the same.
    ['64:ff9b::192.0.2.7', false],
  ])('a request with a token from %s is admitted: %s', async (address, isAdmitted) => {
    const { status, data } = await askFrom(server, address, bearer(owner.token), me);
    expect([status, data]).toEqual(isAdmitted ? [200, { me: { id: owner.id } }] : [403, undefined]);
  });

  test('the refusal of the API has status 403 and names the address and nothing else', async () => {
    const answer = await askFrom(server, '::ffff:203.0.113.9', bearer(owner.token), me);
    const extensions = { code: 'FORBIDDEN', reason: 'ADDRESS_REFUSED', values: { address: outside } };
    expect(answer.status).toBe(403);
    expect(answer.errors).toEqual([{ message: refusal(outside), extensions }]);
    expect(answer.headers.get('www-authenticate')).toBeNull();
  });

  const credentials: [string, () => Headers][] = [
    ['a token', () => bearer(owner.token)],
    ['a session', () => ({ Cookie: cookie })],
    ['no credential', () => ({})],
    ['an unknown token', () => bearer(newToken('lku_'))],
    ['a malformed token', () => bearer('hunter2')],
    ['an unknown session', () => ({ Cookie: 'latchkey=nonsense' })],
    ['two credentials', () => ({ ...bearer(owner.token), Cookie: cookie })],
  ];
  const requests: [string, string, RequestInit][] = [
    ['a query', '/api/graphql', { method: 'POST', body: JSON.stringify({ query: me }) }],
    ['a method that there is not', '/api/graphql', { method: 'PUT' }],
    ['a check of a token', '/api/authentication/validate', {}],
    ['a download', '/api/personal_access_tokens.csv', {}],
    ['a report of leaked tokens', '/leaked', { method: 'POST', body: 'a text' }],
    ['a lookup of hashes', '/leaked/abcde', {}],
    ['a call by URL', '/1.0/me', {}],
    ['a call by URL with a token', '/1.0/me?session=nonsense', {}],
    ['a list of tokens for SonarQube’s clients', '/api/user_tokens/search', {}],
    ['users for identity providers', '/scim/v2/Users', {}],
    ['a path of SCIM that there is not', '/scim/v2/Groups', { method: 'POST', body: '{}' }],
    ['the page to sign in', '/sign-in', {}],
    ['the second step of signing in', '/sign-in/factor', {}],
    ['a code', '/sign-in/factor', { method: 'POST', body: JSON.stringify({ one_time_password: '123456' }) }],
    ['a code by email', '/sign-in/factor/email', { method: 'POST', body: '{}' }],
    ['a challenge for a passkey', '/sign-in/passkey/options', { method: 'POST', body: '{}' }],
    ['a passkey', '/sign-in/passkey', { method: 'POST', body: JSON.stringify({ passkey: {} }) }],
    ['a page', '/account', {}],
    ['GraphiQL', '/graphiql', {}],
    ['a file of a page', '/assets/any.js', {}],
    ['an address without a page', '/nothing/here', {}],
    ['a one-time link', '/set-password/secret', {}],
  ];
  test.each(credentials)('with %s every page and endpoint answers 403 from outside', async (_what, headers) => {
    // The process has seen the firewall on.
    await askFrom(server, inside, bearer(owner.token), me);
    for (const [what, path, init] of requests) {
      const sent = { 'Content-Type': 'application/json', ...headers(), ...from(outside) };
      const answer = await server.fetch(path, { ...init, headers: sent });
      // SCIM has a form of its own.
      const { errors, detail } = (await answer.json()) as { errors?: { message: string }[]; detail?: string };
      expect([what, answer.status, path.startsWith('/scim/') ? detail : errors?.[0]?.message]).toEqual([
        what,
        403,
        refusal(outside),
      ]);
    }
  });

  test('a browser gets a page that names the address and leads nowhere', async () => {
    for (const path of ['/sign-in', '/account', '/nothing']) {
      const answer = await server.fetch(path, { headers: { Accept: 'text/html,*/*;q=0.8', ...from(outside) } });
      const page = await answer.text();
      expect([answer.status, answer.headers.get('content-type')]).toEqual([403, 'text/html; charset=UTF-8']);
      expect(page).toContain(refusal(outside));
      expect(page).not.toMatch(/<a |<form|<script/);
    }
  });

  test('health is answered to every address', async () => {
    for (const path of ['/healthz', '/readyz'])
      expect((await server.fetch(path, { headers: from(outside) })).status).toBe(200);
  });

  test('from outside nobody signs in, and nothing is written', async () => {
    await owner.signedIn().catch(() => undefined);
    const before = await contents(server);
    const send = (address: string) =>
      server.fetch('/sign-in', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...from(address) },
        body: JSON.stringify({ username: owner.username, password }),
      });
    expect((await send(outside)).status).toBe(403);
    expect(await contents(server)).toBe(before);
    expect((await send(inside)).status).toBe(200);
  });

  test('a change takes effect with the next request, whatever its credential', async () => {
    for (const [what, headers] of credentials.slice(0, 3)) {
      const statusOf = async () =>
        (await ask(server, { ...headers(), ...from(outside) }, '{ my_ip_address { ip } }')).status;
      await setFirewall(server, true, '203.0.113.0/24');
      expect([what, await statusOf()]).toEqual([what, 200]);
      await setFirewall(server, true, '192.0.2.0/24');
      expect([what, await statusOf()]).toEqual([what, 403]);
      await setFirewall(server, false, '192.0.2.0/24');
      expect([what, await statusOf()]).toEqual([what, 200]);
    }
  });

  test('a subnet of all IPv6 addresses admits no IPv4 address', async () => {
    const statusOf = async (address: string) => (await askFrom(server, address, bearer(owner.token), me)).status;
    for (const wide of ['::/0', '::/64', '::fffe:0:0/95']) {
      await setFirewall(server, true, wide);
      expect([wide, await statusOf(outside)]).toEqual([wide, 403]);
    }
    await setFirewall(server, true, '::/0', '203.0.113.0/24');
    expect([await statusOf(outside), await statusOf('2001:db8::1')]).toEqual([200, 200]);
  });

  test('enabled without rules it refuses every address', async () => {
    await setFirewall(server, true);
    expect((await askFrom(server, inside, bearer(owner.token), me)).status).toBe(403);
  });

  test('requests with a token, valid or not, cost as many statements as without a firewall', async () => {
    const cost = async (headers: Headers) => {
      server.statements.length = 0;
      await askFrom(server, inside, headers, me);
      return server.statements.length;
    };
    const counts = async () => [
      await cost(bearer(owner.token)),
      await cost({ Cookie: cookie }),
      await cost(bearer(newToken('lku_'))),
    ];
    await counts();
    const on = await counts();
    await setFirewall(server, false);
    expect([on, await counts()]).toEqual([
      [2, 2, 2],
      [2, 2, 2],
    ]);
  });

  test('a mutation whose address is no longer admitted when it writes is refused', async () => {
    const { confirm, findToken } = await import('../../src/domain/access/authenticate.ts');
    const viewer = await findToken(server.db, owner.token, inside);
    if (!viewer) throw new Error('The token is not valid.');
    await setFirewall(server, true, '198.51.100.0/24');
    await expect(server.db.transaction((tx) => confirm(tx as never, viewer))).rejects.toThrow(refusal(inside));
  });
});
