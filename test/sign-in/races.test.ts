/**
 * A password that is compared while it is changed or its user is disabled starts no session. On PostgreSQL: locks held by the
 * test make the order certain, and a stress test leaves it to chance (SIGN_IN_ROUNDS for the long form).
 */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { eq, sql } from 'drizzle-orm';
import { sessions, signInAttempts } from '../../schema/sessions.ts';
import { users } from '../../schema/users.ts';
import type { Db } from '../../src/db/database.ts';
import * as owner from '../../src/domain/people/owner.ts';
import { hashPassword } from '../../src/domain/sign-in/passwords.ts';
import { type Latchkey, pepper, startLatchkey } from '../server.ts';
import { ask, type Person, password, passwordHash, people } from '../test-users.ts';

const rounds = Number(process.env.SIGN_IN_ROUNDS ?? 2);
const another = 'another ferry copper 92';

let server: Latchkey;
let admin: Person;
let person: Person;
beforeAll(async () => {
  server = await startLatchkey('postgres', { TRUSTED_PROXIES: '127.0.0.0/8' });
  admin = await people(server).owner();
});
afterAll(() => server.stop());
beforeEach(async () => {
  person = await people(server).having();
  await server.db.update(users).set({ passwordHash }).where(eq(users.id, person.id));
});

const post = (path: string, body: object, headers: Record<string, string> = {}) =>
  fetch(server.url + path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
const signIn = (given: string, from = '198.51.100.1') =>
  post('/sign-in', { username: person.username, password: given }, { 'X-Forwarded-For': from });
const cookieOf = (response: Response) => response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
const isAlive = async (cookie: string) => (await ask(server, { Cookie: cookie }, '{ me { id } }')).data?.me != null;
const sessionsOf = (id: string) => server.db.select().from(sessions).where(eq(sessions.userId, id));

/** Resolves once this many statements wait for a lock, or `done` is settled. */
async function untilWaiting(count: number, done: Promise<unknown>): Promise<void> {
  const waiting = sql`select count(*)::int as count from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`;
  let over = false;
  done.finally(() => {
    over = true;
  });
  while (!over && Number(((await server.db.execute(waiting)) as { rows: { count: number }[] }).rows[0]?.count) < count)
    await new Promise((resolve) => setTimeout(resolve, 5));
}

/** Runs `asked` while another transaction has made the change and not yet committed it. */
async function meanwhile<T>(change: ReturnType<typeof sql>, asked: () => Promise<T>): Promise<T> {
  let answer: Promise<T> | undefined;
  await server.db.transaction(async (tx: Db) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`turn at user ${person.id}`}, 0))`);
    await tx.execute(sql`${change} where id = ${person.id}`);
    answer = asked();
    await untilWaiting(1, answer);
  });
  return answer as Promise<T>;
}

const changes = {
  'given another password': sql`update users set password_hash = 'another'`,
  disabled: sql`update users set enabled = false`,
  'turned into a service account': sql`update users set service_account = true`,
};

describe.each(Object.entries(changes))('of a user who is %s meanwhile', (_, change) => {
  test('a sign-in is refused and creates no session', async () => {
    const response = await meanwhile(change, () => signIn(password));
    expect([response.status, await sessionsOf(person.id)]).toEqual([401, []]);
  });

  test('a session is not confirmed', async () => {
    const { ask: by } = await person.signedIn();
    const long = { passwordConfirmedAt: sql`now() - interval '1 day'` };
    const [before] = await server.db.update(sessions).set(long).where(eq(sessions.userId, person.id)).returning();
    const query = `mutation { confirmPassword(current_password: "${password}") { success } }`;
    const { errors } = await meanwhile(change, () => by(query));
    expect(errors?.[0]?.extensions.code).toBeDefined();
    expect((await sessionsOf(person.id))[0]?.passwordConfirmedAt).toEqual(before?.passwordConfirmedAt);
  });
});

describe('a one-time link', () => {
  const passwordOf = async () => (await server.db.select().from(users).where(eq(users.id, person.id)))[0]?.passwordHash;

  test('sets no password when its user is disabled meanwhile', async () => {
    const { secret } = await owner.resetLink(server.db, person.username);
    const response = await meanwhile(changes.disabled, () => post(`/set-password/${secret}`, { password: another }));
    expect([response.status, await passwordOf()]).toEqual([404, passwordHash]);
  });

  test('that is issued while another one is used is issued after that, and works', async () => {
    const first = await owner.resetLink(server.db, person.username);
    await person.signedIn();
    let used: Promise<Response> | undefined;
    let made: Promise<Awaited<ReturnType<typeof owner.resetLink>>> | undefined;
    await server.db.transaction(async (tx: Db) => {
      // Setting the password deletes the session, so it waits here after the link was found valid.
      await tx.execute(sql`select from sessions where user_id = ${person.id} for update`);
      used = post(`/set-password/${first.secret}`, { password: another });
      await untilWaiting(1, used);
      made = owner.resetLink(server.db, person.username);
      await untilWaiting(2, made);
    });
    expect((await (used as Promise<Response>)).status).toBe(200);
    const second = (await made)?.secret;
    expect((await fetch(`${server.url}/set-password/${second}`)).status).toBe(200);
  });
});

describe('many concurrent sign-ins', () => {
  const change = (input: object) =>
    admin.ask(
      'mutation ($id: Int64Bit!, $input: UpdateUserMutationInput) { updateUser(id: $id, input: $input) { enabled } }',
      { id: person.id, input },
    );
  // With the real cost of hashing, so that the sign-ins take a while.
  let costly: string;
  beforeAll(async () => {
    costly = await hashPassword(pepper, password);
  });

  const endings: Record<string, () => Promise<unknown>> = {
    'a password set with a one-time link': async () => {
      const { secret } = await owner.resetLink(server.db, person.username);
      expect((await post(`/set-password/${secret}`, { password: another })).status).toBe(200);
    },
    'disabling and enabling': async () => {
      expect((await change({ enabled: false })).data.updateUser).toEqual({ enabled: false });
    },
  };

  test.each(Object.entries(endings))('leave no session of before after %s', async (_, end) => {
    let signedIn = 0;
    for (let round = 0; round < rounds; round++) {
      await server.db.delete(signInAttempts);
      await server.db.update(users).set({ passwordHash: costly }).where(eq(users.id, person.id));
      const all = Array.from({ length: 12 }, (_, index) => signIn(password, `198.51.100.${index}`));
      await Promise.race(all);
      await end();
      const answers = await Promise.all(all);
      await change({ enabled: true });
      const made = answers.filter(({ status }) => status === 200);
      const alive = await Promise.all(made.map((answer) => isAlive(cookieOf(answer))));
      expect([alive.filter(Boolean), await sessionsOf(person.id)]).toEqual([[], []]);
      signedIn += made.length;
    }
    expect(signedIn).toBeGreaterThan(0);
  });
});
