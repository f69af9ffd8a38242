/** Protection against guessing: attempts are counted per user and per network before a password is compared. */
import { availableParallelism } from 'node:os';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { eq, like, sql } from 'drizzle-orm';
import { logs } from '../../schema/logs.ts';
import { signInAttempts } from '../../schema/sessions.ts';
import { users } from '../../schema/users.ts';
import { kinds, type Latchkey, startLatchkey } from '../server.ts';
import { password, passwordHash, people } from '../test-users.ts';

async function signInable(server: Latchkey, change: object = {}): Promise<{ id: string; username: string }> {
  const { id, username } = await people(server).having();
  await server.db
    .update(users)
    .set({ passwordHash, ...change })
    .where(eq(users.id, id));
  return { id, username };
}

const signIn = (server: Latchkey, username: string, given: string, headers = {}) =>
  fetch(`${server.url}/sign-in`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify({ username, password: given }),
  });

const from = (address: string) => ({ 'X-Forwarded-For': address });

const attemptsIn = async (server: Latchkey) =>
  Object.fromEntries((await server.db.select().from(signInAttempts)).map((row) => [row.key, row.attempts]));

describe.each(kinds)('guessing on %s', (kind) => {
  let server: Latchkey;
  let username: string;
  let user: string;
  beforeAll(async () => {
    server = await startLatchkey(kind, { TRUSTED_PROXIES: '127.0.0.0/8' });
    const { id, username: name } = await signInable(server);
    [user, username] = [`user:${id}`, name];
  });
  afterAll(() => server.stop());
  beforeEach(() => server.db.delete(signInAttempts).then(() => undefined));

  const statusOf = async (given: string, headers = {}) => (await signIn(server, username, given, headers)).status;
  const attempts = () => attemptsIn(server);

  /** Adds failed attempts, made some time ago. */
  const failed = (key: string, number: number, ago: string) =>
    server.db
      .insert(signInAttempts)
      .values({ key, attempts: number, windowStartedAt: sql`clock_timestamp() - ${ago}::interval` });

  /** Moves all attempts back by this time. */
  const later = (time: string) =>
    server.db
      .update(signInAttempts)
      .set({ windowStartedAt: sql`${signInAttempts.windowStartedAt} - ${time}::interval` });

  test('parallel attempts are all counted, and after ten the account is locked with the usual error', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => signIn(server, username, 'wrong')));
    expect(await attempts()).toMatchObject({ [user]: 12 });
    const refused = await signIn(server, username, password);
    expect([...answers, refused].map(({ status }) => status)).toEqual(Array(13).fill(401));
    expect(await refused.text()).toBe(await answers[0]?.text());
    expect(refused.headers.has('retry-after')).toBe(false);
  });

  test('an attempt is counted before the password is compared', async () => {
    server.statements.length = 0;
    expect(await statusOf('wrong')).toBe(401);
    const order = server.statements.flatMap((text) => /"(sign_in_attempts|users|logs)"/.exec(text)?.[1] ?? []);
    expect(order).toEqual(['sign_in_attempts', 'users', 'sign_in_attempts', 'logs']);
  });

  test('the tenth attempt is accepted, and the eleventh is refused', async () => {
    await failed(user, 9, '1 minute');
    expect(await statusOf(password)).toBe(200);
    await failed(user, 10, '1 minute');
    expect(await statusOf(password)).toBe(401);
  });

  test('an account is locked for 15 minutes from the first failed attempt, and later attempts do not prolong that', async () => {
    await failed(user, 10, '14 minutes 30 seconds');
    expect(await statusOf('wrong')).toBe(401);
    expect(await statusOf(password)).toBe(401);
    await later('31 seconds');
    expect(await statusOf(password)).toBe(200);
  });

  test('a correct password resets the failed attempts of the user, and does not count for the network', async () => {
    await failed(user, 9, '1 minute');
    expect(await statusOf('wrong')).toBe(401);
    await failed('network:203.0.113.7', 40, '1 minute');
    await server.db.update(signInAttempts).set({ attempts: 9 }).where(eq(signInAttempts.key, user));
    expect(await statusOf(password, from('203.0.113.7'))).toBe(200);
    expect(await attempts()).toEqual({ 'network:127.0.0.1': 1, 'network:203.0.113.7': 40 });
  });

  test('another account is not locked', async () => {
    await failed(user, 1_000, '1 minute');
    expect((await signIn(server, (await signInable(server)).username, password)).status).toBe(200);
  });

  test('a network has 100 attempts, and an IPv6 network of 64 bits counts as one', async () => {
    await statusOf('wrong', from('2001:db8:1:2::1'));
    await statusOf('wrong', from('2001:db8:1:2:ffff::9'));
    await statusOf('wrong', from('::ffff:203.0.113.7'));
    expect(await attempts()).toMatchObject({ 'network:2001:db8:1:2::': 2, 'network:203.0.113.7': 1 });
    await server.db.update(signInAttempts).set({ attempts: 100 }).where(like(signInAttempts.key, 'network:%'));
    for (const address of ['2001:db8:1:2:abcd::', '203.0.113.7'])
      expect(await statusOf(password, from(address))).toBe(401);
    for (const address of ['2001:db8:1:3::1', '203.0.113.8']) expect(await statusOf(password, from(address))).toBe(200);
  });

  test('a network over its limit costs one statement besides that of the firewall, and gets the usual error with Retry-After', async () => {
    const usual = await (await signIn(server, username, 'wrong', from('203.0.113.9'))).text();
    await server.db.update(signInAttempts).set({ attempts: 100 }).where(like(signInAttempts.key, 'network:%'));
    for (const name of [username, 'nobody-of-that-name', 'ﷺ'.repeat(2_000)]) {
      server.statements.length = 0;
      const answer = await signIn(server, name, password, from('203.0.113.9'));
      expect([answer.status, await answer.text(), server.statements.length]).toEqual([401, usual, 2]);
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(14 * 60);
    }
    expect(Object.keys(await attempts()).filter((key) => !key.startsWith('network:'))).toEqual([user]);
  });

  test('attempts by user name and email address, before and after they change, are counted together', async () => {
    const { id, username: before } = await signInable(server);
    const after = `${before}-renamed`;
    for (let i = 0; i < 5; i++) {
      await signIn(server, before.toUpperCase(), 'wrong');
      await signIn(server, `${before}@example.com`, 'wrong');
    }
    const renamed = await (await people(server).owner()).ask(
      'mutation ($id: Int64Bit!, $input: UpdateUserMutationInput) { updateUser(id: $id, input: $input) { username } }',
      { id, input: { username: after, email_address: `${after}@example.com` } },
    );
    expect(renamed.data.updateUser).toEqual({ username: after });
    for (const name of [after, `${after}@example.com`]) expect((await signIn(server, name, password)).status).toBe(401);
    expect(await attempts()).toMatchObject({ [`user:${id}`]: 12 });
  });

  test('a user whose user name is the email address of another cannot sign in as that user or lock that user out', async () => {
    const { id, username: name } = await signInable(server);
    const address = `${name}@example.com`;
    for (const taker of await Promise.all([signInable(server), signInable(server)])) {
      const taken = { username: address, usernameKey: address, passwordHash: null };
      const other = { username: taker.username, usernameKey: taker.username };
      await server.db.update(users).set(taken).where(eq(users.id, taker.id));
      const response = await signIn(server, address, password);
      expect(await response.json()).toMatchObject({ user: { id, username: name } });
      await server.db.update(users).set(other).where(eq(users.id, taker.id));
    }
  });

  test('an unknown name costs the same statements as an existing one, and is not stored', async () => {
    const disabled = await signInable(server, { enabled: false });
    const costOf = async (name: string) => {
      server.statements.length = 0;
      expect((await signIn(server, name, 'wrong')).status).toBe(401);
      return [...server.statements];
    };
    const known = await costOf(username);
    for (const name of [disabled.username, 'nobody-of-that-name', '漢'.repeat(254)])
      expect(await costOf(name)).toEqual(known);
    const rows = await server.db.select().from(signInAttempts);
    expect(rows.filter(({ key }) => /^name:[0-9a-f]{4}$/.test(key)).length).toBe(2);
    const written = JSON.stringify([rows, await server.db.select().from(logs)]);
    for (const typed of ['nobody-of', '漢']) expect(written).not.toContain(typed);
  });

  test('a name that is too long gets the same error without a look-up', async () => {
    const usual = await (await signIn(server, 'nobody-of-that-name', 'wrong')).text();
    for (const name of ['x'.repeat(255), 'ﷺ'.repeat(2_000), randomIdeographs(2_000)]) {
      server.statements.length = 0;
      const answer = await signIn(server, name, 'wrong');
      expect([answer.status, await answer.text(), server.statements.length]).toEqual([401, usual, 2]);
    }
  });

  test('the longest valid email address can sign in', async () => {
    const label = 'x'.repeat(60);
    const address = `${'a'.repeat(63)}@${label}.${label}.${label}.example`;
    const long = { emailAddress: address, emailAddressKey: address };
    expect(address).toHaveLength(254);
    await signInable(server, long);
    expect((await signIn(server, address, password)).status).toBe(200);
  });
});

const randomIdeographs = (length: number) =>
  Array.from({ length }, () => String.fromCodePoint(0x4e00 + Math.floor(Math.random() * 0x5000))).join('');

describe('many concurrent sign-ins', () => {
  let server: Latchkey;
  beforeAll(async () => {
    server = await startLatchkey('postgres', { TRUSTED_PROXIES: '127.0.0.0/8' });
  });
  afterAll(() => server.stop());

  const crowd = (length: number, headers: (index: number) => object) =>
    Array.from({ length }, (_, index) => signIn(server, `user ${index}`, password, headers(index)));

  test('are queued, those beyond the queue get 429 with Retry-After, and queries are answered meanwhile', async () => {
    const places = availableParallelism() * 17;
    const everywhere = crowd(places + 20, (index) => from(`198.51.100.${index}`));
    const owner = await people(server).owner();
    expect((await owner.ask('{ me { id } }')).data).toEqual({ me: { id: owner.id } });
    const answers = await Promise.all(everywhere);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401, 429]));
    for (const { status, headers } of answers) expect(headers.get('retry-after')).toBe(status === 429 ? '5' : null);
  });

  test('from one network do not delay others, and those beyond the queue are not counted', async () => {
    const { id, username } = await signInable(server);
    const guesses = Array.from({ length: 60 }, () => signIn(server, username, 'wrong', from('203.0.113.7')));
    const other = await signInable(server);
    expect((await signIn(server, other.username, password, from('203.0.113.8'))).status).toBe(200);
    const statuses = (await Promise.all(guesses)).map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([401, 429]));
    const compared = statuses.filter((status) => status === 401).length;
    expect(await attemptsIn(server)).toMatchObject({ [`user:${id}`]: compared, 'network:203.0.113.7': compared });
  });
});
