/** What slows guessing down: tries are counted per account and per network, before any password is compared. */
import { availableParallelism } from 'node:os';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { eq, sql } from 'drizzle-orm';
import { signInAttempts } from '../../schema/sessions.ts';
import { users } from '../../schema/users.ts';
import { hashPassword } from '../../src/domain/passwords.ts';
import { people } from '../people.ts';
import { kinds, type Latchkey, pepper, startLatchkey } from '../server.ts';

const password = 'plum tractor seldom 47';

async function signInable(server: Latchkey): Promise<string> {
  const { id, username } = await people(server).owner();
  await server.db
    .update(users)
    .set({ passwordHash: await hashPassword(pepper, password) })
    .where(eq(users.id, id));
  return username;
}

const signIn = (server: Latchkey, username: string, given: string, headers = {}) =>
  fetch(`${server.url}/sign-in`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify({ username, password: given }),
  });

describe.each(kinds)('guessing on %s', (kind) => {
  let server: Latchkey;
  let username: string;
  beforeAll(async () => {
    server = await startLatchkey(kind, { TRUSTED_PROXIES: '127.0.0.0/8' });
    username = await signInable(server);
  });
  afterAll(() => server.stop());
  beforeEach(() => server.db.delete(signInAttempts).then(() => undefined));

  const statusOf = async (given: string, headers = {}) => (await signIn(server, username, given, headers)).status;
  const from = (address: string) => ({ 'X-Forwarded-For': address });
  const attempts = async () =>
    Object.fromEntries((await server.db.select().from(signInAttempts)).map((row) => [row.key, row.attempts]));

  /** As if so many tries had been made a while ago. */
  const tried = (number: number, ago: string) =>
    server.db.insert(signInAttempts).values({
      key: `account:${username}`,
      attempts: number,
      windowStartedAt: sql`clock_timestamp() - ${ago}::interval`,
    });

  test('tries at once are all counted, and after ten the account waits and hears what it always hears', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => signIn(server, username, 'wrong')));
    expect(await attempts()).toMatchObject({ [`account:${username}`]: 12 });
    const refused = await signIn(server, username, password);
    expect([...answers, refused].map(({ status }) => status)).toEqual(Array(13).fill(401));
    expect(await refused.text()).toBe(await answers[0]?.text());
  });

  test('the try is counted before the password is compared', async () => {
    await tried(8, '1 minute');
    server.statements.length = 0;
    expect(await statusOf('wrong')).toBe(401);
    const order = server.statements.map((text) => /"(sign_in_attempts|users|logs)"/.exec(text)?.[1]);
    expect(order).toEqual(['sign_in_attempts', 'users', 'logs']);
  });

  test('the tenth try is one, the eleventh is none', async () => {
    await tried(9, '1 minute');
    expect(await statusOf(password)).toBe(200);
    await tried(10, '1 minute');
    expect(await statusOf(password)).toBe(401);
  });

  test('it waits a quarter of an hour, from the first try on', async () => {
    await tried(1_000, '14 minutes 50 seconds');
    expect(await statusOf(password)).toBe(401);
    await server.db.delete(signInAttempts);
    await tried(1_000, '15 minutes 1 second');
    expect(await statusOf(password)).toBe(200);
  });

  test('one who signs in starts anew', async () => {
    await tried(9, '1 minute');
    expect(await statusOf(password)).toBe(200);
    expect(Object.keys(await attempts())).toEqual(['network:127.0.0.1']);
  });

  test('another account is not held up', async () => {
    await tried(1_000, '1 minute');
    expect((await signIn(server, await signInable(server), password)).status).toBe(200);
  });

  test('a network has a hundred tries, and a household of IPv6 counts as one', async () => {
    await statusOf('wrong', from('2001:db8:1:2::1'));
    await statusOf('wrong', from('2001:db8:1:2:ffff::9'));
    await statusOf('wrong', from('::ffff:203.0.113.7'));
    expect(await attempts()).toMatchObject({ 'network:2001:db8:1:2::': 2, 'network:203.0.113.7': 1 });
    await server.db.update(signInAttempts).set({ attempts: 100 }).where(sql`key like 'network:%'`);
    for (const address of ['2001:db8:1:2:abcd::', '203.0.113.7'])
      expect(await statusOf(password, from(address))).toBe(401);
    for (const address of ['2001:db8:1:3::1', '203.0.113.8']) expect(await statusOf(password, from(address))).toBe(200);
  });
});

describe('a crowd of sign-ins', () => {
  test('is let in by turns, what does not fit is told to try again, and queries are answered meanwhile', async () => {
    const server = await startLatchkey('postgres');
    const crowd = Array.from({ length: availableParallelism() * 17 + 20 }, (_, index) =>
      signIn(server, `user ${index}`, password),
    );
    const owner = await people(server).owner();
    expect((await owner.ask('{ me { id } }')).data).toEqual({ me: { id: owner.id } });
    const statuses = new Set((await Promise.all(crowd)).map(({ status }) => status));
    expect(statuses).toEqual(new Set([401, 429]));
    await server.stop();
  });
});
