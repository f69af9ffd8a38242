/** Passkeys over HTTP: signing in and confirming with one, and what may have changed since its challenge. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { eq, sql } from 'drizzle-orm';
import { authenticationFactors, passkeyChallenges } from '../../schema/factors.ts';
import { sessions, signInAttempts } from '../../schema/sessions.ts';
import { users } from '../../schema/users.ts';
import type { Db } from '../../src/db/database.ts';
import { expectRefusal, lastEntries } from '../access/writing.ts';
import {
  type AssertionAnswer,
  createAuthenticator,
  type SoftwareAuthenticator,
} from '../kit/software-authenticator.ts';
import { kinds, type Latchkey, startLatchkey } from '../server.ts';
import { type Person, people } from '../test-users.ts';
import { type Ask, inBrowser, rowsOf } from '../tokens/acts.ts';
import { createFactor, ownFactors, removeFactor, requestCode, setPassword, verifyFactor } from './factor-acts.ts';

describe.each(kinds)('on %s', (kind) => {
  let server: Latchkey;
  let person: Person;
  let by: Ask;
  let passkey: SoftwareAuthenticator;
  let factorId: string;
  beforeAll(async () => {
    server = await startLatchkey(kind);
  });
  afterAll(() => server?.stop());
  beforeEach(async () => {
    await server.db.delete(signInAttempts);
    person = await people(server).having();
    by = await inBrowser(server, person);
    passkey = createAuthenticator(server.url);
    const { data } = await createFactor(by, { type: 'PASSKEY', data: 'Laptop' });
    const verified = await verifyFactor(by, 'PASSKEY', passkey.create(data.done.secret_data));
    expect(verified.errors).toBeUndefined();
    factorId = verified.data.done.id;
  });

  const post = (path: string, body: object) =>
    server.fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
  const challenge = async () => (await (await post('/sign-in/passkey/options', {})).json()) as { challenge: string };
  const send = async (answer: object) => {
    const response = await post('/sign-in/passkey', { passkey: answer });
    const { errors } = (await response.json()) as { errors?: { message: string; extensions: { code: string } }[] };
    return { status: response.status, cookies: response.headers.getSetCookie(), message: errors?.[0]?.message };
  };
  const refused = { status: 401, cookies: [], message: 'The passkey was not accepted.' };
  const sessionsOf = async () => (await server.db.select().from(sessions).where(eq(sessions.userId, person.id))).length;
  const entries = async () => (await rowsOf<{ count: number }>(server, sql`select count(*)::int from logs`))[0]?.count;
  const attemptsLeft = async () => (await server.db.select().from(signInAttempts)).map(({ attempts }) => attempts);
  const confirmWith = (ask: Ask, answer: AssertionAnswer) =>
    ask('mutation ($code: String) { confirmPassword(type: PASSKEY, one_time_password: $code) { success } }', {
      code: JSON.stringify(answer),
    });
  const confirmedAt = async () =>
    (
      await server.db.select({ at: sessions.passkeyConfirmedAt }).from(sessions).where(eq(sessions.userId, person.id))
    )[0]?.at;

  test('a passkey signs in without a password, and its attempts do not count', async () => {
    const answer = passkey.sign(await challenge());
    const { status, cookies } = await send(answer);
    expect([status, cookies[0]]).toEqual([200, expect.stringMatching(/^latchkey=/)]);
    expect(await lastEntries(server)).toMatchObject([
      { message: `${person.username} signed in.`, current: { factor: 'PASSKEY' } },
    ]);
    expect(await attemptsLeft()).toEqual([0]);
    expect(await send(answer)).toEqual(refused);
  });

  const changes: [string, () => Promise<unknown>][] = [
    [
      'the passkey is removed',
      async () => {
        await setPassword(server, person.id);
        expect((await removeFactor(by, factorId)).errors).toBeUndefined();
      },
    ],
    ['its user is disabled', () => server.db.update(users).set({ enabled: false }).where(eq(users.id, person.id))],
    [
      'its user becomes a service account',
      () => server.db.update(users).set({ serviceAccount: true }).where(eq(users.id, person.id)),
    ],
    ['the challenge expires', () => server.db.update(passkeyChallenges).set({ expiresAt: sql`clock_timestamp()` })],
  ];
  test.each(changes)(
    'it signs nobody in when %s after the challenge, and the refusal is recorded',
    async (_, change) => {
      const answer = passkey.sign(await challenge());
      await change();
      const before = await sessionsOf();
      expect(await send(answer)).toEqual(refused);
      expect(await sessionsOf()).toBe(before);
      expect(await lastEntries(server)).toMatchObject([
        { message: 'A sign-in was refused. The passkey was not accepted.', current: { ip: '127.0.0.1' } },
      ]);
    },
  );

  test('the passkey that is the only way to sign in stays', async () => {
    await server.db.update(users).set({ passwordHash: null }).where(eq(users.id, person.id));
    const refusal = await expectRefusal(server, 'CONFLICT', () => removeFactor(by, factorId));
    expect(refusal.message).toMatch(/^This is your only way to sign in\./);
    expect(await ownFactors(by)).toHaveLength(1);
    await setPassword(server, person.id);
    expect((await removeFactor(by, factorId)).data.done).toEqual({ success: true });
  });

  test('an answer that is none of a browser is refused', async () => {
    const answer = passkey.sign(await challenge());
    const signed = (challenge: unknown) => ({
      ...answer,
      response: { clientDataJSON: Buffer.from(JSON.stringify({ challenge })).toString('base64url') },
    });
    const wrong = [{ id: 'a\0' }, { id: 7 }, { response: null }, { response: {} }].map((one) => ({
      ...answer,
      ...one,
    }));
    for (const one of [...wrong, signed('a\0'), signed(['a']), { id: answer.id }])
      expect(await send(one)).toEqual(refused);
  });

  test('a challenge of a session is for that session alone, and one of a sign-in for no session', async () => {
    const other = await inBrowser(server, person);
    const ofSession = (await requestCode(by, 'PASSKEY')).data.done.message;
    expect(await send(passkey.sign(ofSession))).toEqual(refused);
    for (const answer of [passkey.sign(ofSession), passkey.sign(await challenge())]) {
      const { errors } = await confirmWith(other, answer);
      expect(errors?.[0]?.extensions.fields).toHaveProperty('one_time_password');
    }
    expect(await confirmedAt()).toBeNull();
    expect((await confirmWith(by, passkey.sign(ofSession))).errors).toBeUndefined();
    expect(await confirmedAt()).not.toBeNull();
  });

  test('an answer that names another user than the one of the passkey is refused', async () => {
    const named = async (user: unknown) => {
      const answer = passkey.sign(await challenge());
      return { ...answer, response: { ...(answer.response as object), userHandle: user } };
    };
    const handle = (id: string) => Buffer.from(id).toString('base64url');
    for (const user of [handle('999'), 7, {}]) expect(await send(await named(user))).toEqual(refused);
    expect(await send(await named(handle(person.id)))).not.toEqual(refused);
  });

  test('a session is not confirmed with the passkey of another user', async () => {
    const stranger = await inBrowser(server, await people(server).having());
    const foreign = createAuthenticator(server.url);
    const { data } = await createFactor(stranger, { type: 'PASSKEY', data: 'Phone' });
    await verifyFactor(stranger, 'PASSKEY', foreign.create(data.done.secret_data));
    const { message } = (await requestCode(stranger, 'PASSKEY')).data.done;
    const { errors } = await confirmWith(stranger, passkey.sign(message));
    expect(errors?.[0]?.extensions.fields).toHaveProperty('one_time_password');
    expect((await confirmWith(stranger, foreign.sign(message))).errors).toBeUndefined();
  });

  test('beyond the limit of its network an answer is refused with 429 before it is read, and nothing is recorded', async () => {
    const answer = passkey.sign(await challenge());
    await server.db.delete(signInAttempts);
    await server.db.insert(signInAttempts).values({ key: 'network:127.0.0.1', attempts: 99 });
    expect(await send({ ...answer, id: 'unknown' })).toEqual(refused);
    const before = await entries();
    server.statements.length = 0;
    expect((await send(answer)).status).toBe(429);
    expect(server.statements.filter((text) => /passkeys|insert into "logs"/.test(text))).toEqual([]);
    expect([await entries(), await sessionsOf()]).toEqual([before, 1]);
  });

  if (kind === 'postgres')
    test('a passkey that is being removed signs nobody in, also if it was found before', async () => {
      const answer = passkey.sign(await challenge());
      let sent: ReturnType<typeof send> | undefined;
      await server.db.transaction(async (tx: Db) => {
        await tx.delete(authenticationFactors).where(eq(authenticationFactors.id, factorId));
        sent = send(answer);
        const waiting = sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
        while ((await rowsOf(server, waiting)).length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      });
      expect(await sent).toEqual(refused);
      expect([await ownFactors(by), await sessionsOf()]).toEqual([[], 1]);
    });
});
