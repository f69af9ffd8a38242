/** The limit on the requests that a user sends in a minute. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createRequestRate, windowMs } from '../../src/http/request-rate.ts';
import { kinds, type Latchkey, startLatchkey } from '../server.ts';
import { type Person, people } from '../test-users.ts';
import { inBrowser, made } from '../tokens/acts.ts';

describe('the count of one process', () => {
  const clock = { at: 1_000 };
  const rate = (most: number) => createRequestRate({ most, firstPortion: most, now: () => clock.at });

  test('lets exactly so many requests pass, and begins anew a minute after the first', async () => {
    const { take } = rate(3);
    const passes = async () => (await take('ada')).isWithin;
    for (let count = 0; count < 3; count++) {
      expect(await passes()).toBe(true);
      clock.at += 10_000;
    }
    expect(await take('ada')).toEqual({ isWithin: false, left: 0, resetMs: windowMs - 30_000 });
    clock.at += 29_999;
    expect(await passes()).toBe(false);
    clock.at += 1;
    expect(await take('ada')).toEqual({ isWithin: true, left: 2, resetMs: windowMs });
  });

  test('of one user does not count for another', async () => {
    const { take } = rate(1);
    expect([await take('ada'), await take('bob')].map(({ isWithin }) => isWithin)).toEqual([true, true]);
  });
});

const query = '{ me { id } }';

describe.each(kinds)('on %s', (kind) => {
  let server: Latchkey;
  let ada: Person;
  beforeAll(async () => {
    server = await startLatchkey(kind, { REQUESTS_PER_MINUTE: '5' });
    ada = await people(server).owner();
  });
  afterAll(() => server?.stop());

  test('each answer contains the limit, what is left of it and when it begins anew', async () => {
    const { headers, status } = await ada.ask(query);
    expect([status, headers.get('ratelimit-policy')]).toEqual([200, '"requests";q=5;w=60']);
    expect(headers.get('ratelimit')).toMatch(/^"requests";r=4;t=(60|5\d)$/);
    expect(headers.get('retry-after')).toBeNull();
  });

  test('beyond it requests are answered 429 with Retry-After, of all tokens of a user together', async () => {
    const by = await inBrowser(server, ada);
    const { token } = await made(by, { name: 'second' });
    const send = (secret: string) =>
      server.fetch('/api/graphql', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${secret}` },
        body: JSON.stringify({ query }),
      });
    for (const secret of [ada.token, token, ada.token, token]) expect((await send(secret)).status).toBe(200);
    for (const secret of [ada.token, token]) {
      const refused = await send(secret);
      const seconds = Number(refused.headers.get('retry-after'));
      expect(refused.status).toBe(429);
      expect([seconds > 0, seconds <= 60]).toEqual([true, true]);
      expect(refused.headers.get('ratelimit')).toBe(`"requests";r=0;t=${seconds}`);
      const { errors } = (await refused.json()) as { errors: object[] };
      expect(errors).toEqual([
        {
          message: `The limit of 5 requests a minute is reached. Try again in ${seconds} seconds.`,
          extensions: { code: 'LIMITED', reason: 'MOST_REQUESTS_A_MINUTE', values: { most: 5, seconds } },
        },
      ]);
    }
    const download = await server.fetch('/api/personal_access_tokens.csv', {
      headers: { Authorization: `Bearer ${token}` },
    });
    expect(download.status).toBe(429);
  });

  test('the pages of a user whose programs have reached it are still served, and so are other users', async () => {
    expect((await ada.ask(query)).status).toBe(429);
    expect((await (await inBrowser(server, ada))(query)).status).toBe(200);
    expect((await (await people(server).having()).ask(query)).status).toBe(200);
  });

  test('sessions of a user have the same limit, together', async () => {
    const bob = await people(server).having();
    const browsers = [await inBrowser(server, bob), await inBrowser(server, bob)];
    const statuses = [];
    for (let count = 0; count < 6; count++)
      statuses.push((await (browsers[count % 2] as typeof bob.ask)(query)).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
  });

  test('a service account has the limit of a user', async () => {
    const account = await people(server).having();
    await server.db.execute(`update users set service_account = true where id = ${account.id}`);
    const statuses = [];
    for (let count = 0; count < 6; count++) statuses.push((await account.ask(query)).status);
    expect(statuses.slice(4)).toEqual([200, 429]);
  });

  test('an invalid token is refused as such, and requests without a credential are not counted', async () => {
    const send = (headers: Record<string, string>) =>
      server.fetch('/api/graphql', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...headers },
        body: '{"query":"{ my_ip_address { ip } }"}',
      });
    for (let count = 0; count < 8; count++) {
      const answer = await send({});
      expect([answer.status, answer.headers.get('ratelimit')]).toEqual([200, null]);
    }
    for (let count = 0; count < 8; count++) expect((await send({ Authorization: 'Bearer hunter2' })).status).toBe(401);
  });

  test('a refused request runs nothing, and none costs a further statement', async () => {
    const person = await people(server).owner();
    server.statements.length = 0;
    await person.ask(query);
    const usual = server.statements.length;
    const unlimited = await server.beside({ REQUESTS_PER_MINUTE: '0' });
    server.statements.length = 0;
    await fetch(`${unlimited}/api/graphql`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${person.token}` },
      body: JSON.stringify({ query }),
    });
    expect(server.statements).toHaveLength(usual);
    for (let count = 0; count < 4; count++) await person.ask(query);
    const role = 'mutation { createRole(input: { name: "limited", applied_permissions: [] }) { id } }';
    expect((await person.ask(role)).status).toBe(429);
    expect(
      (await (await people(server).owner()).ask('{ roles(name: "limited") { page_info { total_count } } }')).data,
    ).toEqual({
      roles: { page_info: { total_count: 0 } },
    });
  });

  test('checks of tokens have a limit of their own, which is off by default', async () => {
    const check = (address: string, person: Person) =>
      fetch(`${address}/api/authentication/validate`, { headers: { Authorization: `Bearer ${person.token}` } });
    const eve = await people(server).having();
    for (let count = 0; count < 8; count++) {
      const answer = await check(server.url, eve);
      expect([answer.status, await answer.json()]).toEqual([200, { valid: true }]);
    }
    expect((await eve.ask(query)).headers.get('ratelimit')).toContain('r=4');
    const limited = await server.beside({ TOKEN_CHECKS_PER_MINUTE: '2' });
    const answers = [];
    for (let count = 0; count < 3; count++) answers.push(await check(limited, eve));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect(answers[2]?.headers.get('ratelimit-policy')).toBe('"checks";q=2;w=60');
  });

  test('with 0 there is no limit and nothing is said about one', async () => {
    const unlimited = await server.beside({ REQUESTS_PER_MINUTE: '0' });
    const dan = await people(server).having();
    for (let count = 0; count < 12; count++) {
      const answer = await fetch(`${unlimited}/api/graphql`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${dan.token}` },
        body: JSON.stringify({ query }),
      });
      expect([answer.status, answer.headers.get('ratelimit-policy')]).toEqual([200, null]);
    }
  });
});
