/** Credentials over HTTP: every invalid one gets the same error, and none is treated as anonymous. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eq, sql } from 'drizzle-orm';
import { personalAccessTokens } from '../../schema/tokens.ts';
import { users } from '../../schema/users.ts';
import { newToken } from '../../src/domain/base/secrets.ts';
import { sendText } from '../kit/raw-request.ts';
import { kinds, type Latchkey, startLatchkey } from '../server.ts';
import { ask, type Person, people } from '../test-users.ts';
import { rowsOf } from '../tokens/acts.ts';

const whoAmI = '{ me { id } my_ip_address { ip } }';

describe.each(kinds)('on %s', (kind) => {
  let server: Latchkey;
  let as: ReturnType<typeof people>;
  let owner: Person;
  beforeAll(async () => {
    server = await startLatchkey(kind);
    as = people(server);
    owner = await as.owner();
  });
  afterAll(() => server.stop());

  const authorized = (authorization: string) => ask(server, { Authorization: authorization }, whoAmI);

  /** The token of a new user, after this change of its row. */
  async function tokenAfter(change: object): Promise<string> {
    const { id, token } = await as.owner();
    await server.db.update(personalAccessTokens).set(change).where(eq(personalAccessTokens.userId, id));
    return token;
  }

  async function disabledOwners(): Promise<string> {
    const { id, token } = await as.owner();
    await server.db.update(users).set({ enabled: false }).where(eq(users.id, id));
    return token;
  }

  test.each(['Bearer ', 'bearer ', 'BEARER ', 'bEaReR   '])('a token may follow the scheme "%s"', async (scheme) => {
    expect((await authorized(scheme + owner.token)).data.me).toEqual({ id: owner.id });
  });

  const wrong: [string, () => string | Promise<string>][] = [
    ['nothing after the scheme', () => 'Bearer'],
    ['an empty header', () => ''],
    ['no scheme', () => owner.token],
    ['another scheme', () => `Digest ${owner.token}`],
    ['two tokens', () => `Bearer ${owner.token} ${owner.token}`],
    ['a text that is not a token', () => 'Bearer hunter2'],
    ['a truncated token', () => `Bearer ${owner.token.slice(0, -1)}`],
    ['a token in upper case', () => `Bearer ${owner.token.toUpperCase()}`],
    ['a wrong checksum', () => `Bearer ${owner.token.slice(0, -1)}${owner.token.endsWith('0') ? '1' : '0'}`],
    ['a well-formed unknown token', () => `Bearer ${newToken('lku_')}`],
    ['the hash of a token', () => `Bearer ${createHash('sha256').update(owner.token).digest('hex')}`],
    ['a session secret', async () => `Bearer ${(await owner.signedIn()).cookie.split('=')[1]}`],
    ['a revoked token', async () => `Bearer ${await tokenAfter({ revokedAt: sql`now()` })}`],
    ['an expired token', async () => `Bearer ${await tokenAfter({ expiresAt: sql`clock_timestamp()` })}`],
    ["a disabled owner's token", async () => `Bearer ${await disabledOwners()}`],
  ];
  test.each(wrong)('%s is answered 401 with the same error, not treated as anonymous', async (_what, authorization) => {
    const { status, headers, data, errors } = await authorized(await authorization());
    expect([status, data, headers.get('www-authenticate')]).toEqual([401, undefined, 'Bearer error="invalid_token"']);
    const message = 'The token is not valid: it is malformed, unknown, expired or revoked.';
    expect(errors).toEqual([{ message, extensions: { code: 'UNAUTHENTICATED' } }]);
  });

  test('a token is valid until the instant at which it expires', async () => {
    const token = await tokenAfter({ expiresAt: sql`clock_timestamp() + interval '1 hour'` });
    expect((await authorized(`Bearer ${token}`)).status).toBe(200);
  });

  test('a token with a wrong checksum is refused without a database query', async () => {
    server.statements.length = 0;
    await authorized(`Bearer ${owner.token.slice(0, -6)}000000`);
    expect(server.statements).toEqual([]);
  });

  test('two credentials in one request are answered 400, even if both belong to one user', async () => {
    const [{ cookie }, other] = [await owner.signedIn(), await as.owner()];
    for (const token of [owner.token, other.token, 'nonsense']) {
      const answer = await ask(server, { Authorization: `Bearer ${token}`, Cookie: cookie }, whoAmI);
      expect(answer).toMatchObject({ status: 400, errors: [{ extensions: { code: 'INVALID_INPUT' } }] });
      expect(answer.data).toBeUndefined();
    }
  });

  test('two session cookies with different values are answered 400 everywhere, and two equal ones are one', async () => {
    const [{ cookie }, { cookie: another }] = [await owner.signedIn(), await owner.signedIn()];
    const statusOf = async (path: string, Cookie: string) => {
      const headers = { Cookie, 'Content-Type': 'application/json' };
      const body = path === '/api/graphql' ? JSON.stringify({ query: whoAmI }) : undefined;
      return (await server.fetch(path, body ? { method: 'POST', headers, body } : { headers })).status;
    };
    const [graphql, sessions] = ['/api/graphql', sql`select id from sessions order by id`];
    const before = await rowsOf(server, sessions);
    for (const second of [another, 'latchkey=nonsense', 'latchkey=']) {
      for (const path of [graphql, '/account', '/sign-in'])
        expect([path, await statusOf(path, `${cookie}; a=b; ${second}`)]).toEqual([path, 400]);
      expect(await statusOf(graphql, `${second}; ${cookie}`)).toBe(400);
    }
    for (const path of ['/sign-in', '/sign-out']) {
      const sent = { method: 'POST', headers: { Cookie: `${cookie}; ${another}` }, body: new URLSearchParams() };
      expect([path, (await server.fetch(path, sent)).status]).toEqual([path, 400]);
    }
    expect(await rowsOf(server, sessions)).toEqual(before);
    expect(await statusOf(graphql, `${cookie}; latchkey-device=x; ${cookie}`)).toBe(200);
  });

  test.each(['/api/graphql', '/api/personal_access_tokens.csv'])(
    'two Authorization headers are answered 400, even if they are equal: %s',
    async (path) => {
      const { host } = new URL(server.url);
      const body = JSON.stringify({ query: whoAmI });
      for (const second of [owner.token, 'nonsense']) {
        const head = [
          `${path === '/api/graphql' ? 'POST' : 'GET'} ${path} HTTP/1.1`,
          `Host: ${host}`,
          'Connection: close',
          'Content-Type: application/json',
          `Content-Length: ${body.length}`,
          `Authorization: Bearer ${owner.token}`,
          `Authorization: Bearer ${second}`,
        ];
        const answer = await sendText(server.url, `${head.join('\r\n')}\r\n\r\n${body}`);
        expect(answer).toMatch(/^HTTP\/1\.1 400 /);
        expect(answer).toContain('"code":"INVALID_INPUT"');
      }
    },
  );

  test('a caller without a credential is anonymous', async () => {
    const { status, data, errors } = await as.nobody.ask(whoAmI);
    expect([status, data]).toEqual([200, undefined]);
    expect(errors?.[0]?.extensions).toEqual({ code: 'UNAUTHENTICATED' });
  });
});
