/** The second step of signing in: codes, how often they work, and how many attempts there are. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { eq, like, sql } from 'drizzle-orm';
import { authenticationFactors, recoveryCodes } from '../../schema/factors.ts';
import { pendingSignIns, sessions, signInAttempts } from '../../schema/sessions.ts';
import { users } from '../../schema/users.ts';
import * as owner from '../../src/domain/people/owner.ts';
import { countAttempt } from '../../src/domain/sign-in/factors/codes.ts';
import { lastEntries } from '../access/writing.ts';
import { kinds, type Latchkey, startLatchkey } from '../server.ts';
import { ask, type Person, people } from '../test-users.ts';
import { type Ask, inBrowser, rowsOf } from '../tokens/acts.ts';
import {
  type App,
  createFactor,
  enrollApp,
  enrollRecoveryCodes,
  firstStep,
  ownFactors,
  pendingOf,
  secondStep,
  sessionOf,
  signInWith,
  waitSteps,
} from './factor-acts.ts';

describe.each(kinds)('on %s', (kind) => {
  let server: Latchkey;
  let person: Person;
  let by: Ask;
  let app: App;
  beforeAll(async () => {
    server = await startLatchkey(kind);
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    person = await people(server).having('READ_ROLE');
    by = await inBrowser(server, person);
    ({ app } = await enrollApp(by));
  });

  const whoIs = async (cookie: string) => (await ask(server, { Cookie: cookie }, '{ me { id } }')).data?.me?.id;
  const sessionsOf = async () => (await server.db.select().from(sessions).where(eq(sessions.userId, person.id))).length;
  const wrong = 'The code is wrong, was already used or has expired.';

  test('after the password there is no session, and a code of the app creates one', async () => {
    const before = await sessionsOf();
    const first = await firstStep(server, person.username);
    expect(first.status).toBe(401);
    expect(first.body.errors[0].extensions).toEqual({ code: 'SECOND_FACTOR_REQUIRED', types: ['TOTP'] });
    expect(Object.keys(first.cookies)).toEqual(['latchkey-sign-in']);
    expect(first.headers.getSetCookie()[0]).toMatch(/HttpOnly; SameSite=Lax/);
    expect(await sessionsOf()).toBe(before);
    const second = await secondStep(server, pendingOf(first), app());
    expect([second.status, second.body.user]).toEqual([200, { id: person.id, username: person.username }]);
    expect(await whoIs(sessionOf(second))).toBe(person.id);
    expect(second.cookies['latchkey-sign-in']).toBe('');
    expect(await lastEntries(server)).toMatchObject([
      { message: `${person.username} signed in.`, current: { factor: 'TOTP' } },
    ]);
  });

  test('a pending sign-in is no session: it reads nothing, under either cookie', async () => {
    const { cookies } = await firstStep(server, person.username);
    const secret = cookies['latchkey-sign-in'];
    for (const Cookie of [`latchkey-sign-in=${secret}`, `latchkey=${secret}`])
      expect((await ask(server, { Cookie }, '{ me { id } }')).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });

  test('a token has no second step', async () => {
    server.statements.length = 0;
    expect((await person.ask('{ me { id } }')).data.me.id).toBe(person.id);
    expect(server.statements.filter((text) => /authentication_factors|mfa_settings/.test(text))).toEqual([]);
  });

  test('a wrong password and an unknown name get the same answer as without a second factor', async () => {
    const plain = await people(server).having();
    await plain.signedIn();
    const answers = [];
    for (const name of [person.username, plain.username, 'nobody-of-that-name']) {
      server.statements.length = 0;
      const { status, body, cookies } = await firstStep(server, name, 'wrong');
      answers.push(JSON.stringify([status, body, cookies, server.statements.length]));
    }
    expect(new Set(answers).size).toBe(1);
  });

  test('a wrong code is refused, recorded, and the pending sign-in stays', async () => {
    const pending = pendingOf(await firstStep(server, person.username));
    const before = await sessionsOf();
    for (const code of ['000000', 'abc', '', app(-5), app(5)]) {
      const { status, body, cookies } = await secondStep(server, pending, code);
      expect([status, body.errors[0].message, cookies]).toEqual([401, wrong, {}]);
    }
    expect(await lastEntries(server)).toMatchObject([
      { loggable_id: person.id, message: `A sign-in was refused. ${wrong}`, current: { ip: '127.0.0.1' } },
    ]);
    expect(await sessionsOf()).toBe(before);
    await server.db.delete(signInAttempts);
    expect((await secondStep(server, pending, app())).status).toBe(200);
  });

  test('codes of one step earlier and later are accepted, and of no other', async () => {
    for (const [steps, status] of [
      [-2, 401],
      [-1, 200],
      [1, 200],
      [2, 401],
    ] as const) {
      await waitSteps(server, person.id);
      expect([steps, (await signInWith(server, person.username, app(steps))).status]).toEqual([steps, status]);
    }
  });

  test('no code of the app works twice, and none of an earlier step after one of a later', async () => {
    const code = app();
    expect((await signInWith(server, person.username, code)).status).toBe(200);
    expect((await signInWith(server, person.username, code)).status).toBe(401);
    expect((await signInWith(server, person.username, app(1))).status).toBe(200);
    expect((await signInWith(server, person.username, app())).status).toBe(401);
  });

  test('the same code sent 20 times at once, in one sign-in or in several, signs in once', async () => {
    const one = pendingOf(await firstStep(server, person.username));
    const several = await Promise.all(
      Array.from({ length: 5 }, async () => pendingOf(await firstStep(server, person.username))),
    );
    for (const pendings of [Array(20).fill(one), Array.from({ length: 20 }, (_, at) => several[at % 5] as string)]) {
      await waitSteps(server, person.id);
      await server.db.delete(signInAttempts);
      const before = await sessionsOf();
      const code = app();
      const answers = await Promise.all(pendings.map((pending) => secondStep(server, pending, code)));
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      expect(await sessionsOf()).toBe(before + 1);
    }
  });

  test('a recovery code works once, in any form, and the number of the others is shown', async () => {
    const { codes } = await enrollRecoveryCodes(by);
    expect(codes).toHaveLength(10);
    expect(codes[0]).toMatch(/^([0-9a-z]{4}-){2}[0-9a-z]{4}$/);
    const [first = '', second = ''] = codes;
    const typed = ` ${first.toUpperCase().replaceAll('-', ' ').replaceAll('0', 'O').replaceAll('1', 'l')}`;
    expect((await signInWith(server, person.username, typed)).status).toBe(200);
    expect((await signInWith(server, person.username, first)).status).toBe(401);
    expect((await signInWith(server, person.username, second, 'TOTP')).status).toBe(401);
    expect((await signInWith(server, person.username, second, 'RECOVERY_CODES')).status).toBe(200);
    const left = (await ownFactors(by)).find(({ type }: { type: string }) => type === 'RECOVERY_CODES');
    expect(left).toMatchObject({ data: '8', secret_data: null });
  });

  test('the same recovery code sent 20 times at once signs in once', async () => {
    const { codes } = await enrollRecoveryCodes(by);
    const pendings = await Promise.all(
      Array.from({ length: 5 }, async () => pendingOf(await firstStep(server, person.username))),
    );
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, at) => secondStep(server, pendings[at % 5] as string, codes[0] as string)),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  test('there are 5 attempts a minute, 15 an hour and 30 a day, counted before a code is compared, and no more are recorded', async () => {
    const pending = pendingOf(await firstStep(server, person.username));
    const answers = await Promise.all(Array.from({ length: 12 }, () => secondStep(server, pending, '000000')));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
    const recorded = sql`select 1 from logs where loggable_id = ${person.id} and message like 'A sign-in was refused.%'`;
    expect(await rowsOf(server, recorded)).toHaveLength(5);
    const limited = answers.find(({ status }) => status === 429);
    expect(limited?.body.errors[0].extensions.code).toBe('LIMITED');
    expect((await secondStep(server, pending, app())).status).toBe(429);
    for (const [window, most] of [
      ['minute', 5],
      ['hour', 15],
      ['day', 30],
    ] as const) {
      await server.db.delete(signInAttempts);
      await waitSteps(server, person.id);
      const key = `factor ${window}:${person.id}`;
      await server.db.insert(signInAttempts).values({ key, attempts: most });
      const refused = await signInWith(server, person.username, app());
      expect([window, refused.status]).toEqual([window, 429]);
      const seconds = Number(refused.headers.get('retry-after'));
      expect(seconds).toBeGreaterThan({ minute: 30, hour: 3_000, day: 80_000 }[window]);
      const ended = sql`${signInAttempts.windowStartedAt} - ${`1 ${window} 1 second`}::interval`;
      await server.db.update(signInAttempts).set({ windowStartedAt: ended });
      expect((await signInWith(server, person.username, app())).status).toBe(200);
    }
  });

  test.each([
    // Refused attempts count as well, so that trying too often leaves fewer.
    ['6 attempts every 12 minutes', 6, 12, 26],
    ['5 attempts every half hour', 5, 30, 60],
  ])('of %s for two days few are compared', async (_how, atOnce, apart, most) => {
    let compared = 0;
    for (let minute = 0; minute < 2 * 24 * 60; minute += apart) {
      for (let attempt = 0; attempt < atOnce; attempt++)
        await countAttempt(server.db, person.id).then(
          () => compared++,
          (error) => expect(error).toMatchObject({ code: 'LIMITED' }),
        );
      const earlier = sql`${signInAttempts.windowStartedAt} - make_interval(mins => ${apart}::int)`;
      await server.db.update(signInAttempts).set({ windowStartedAt: earlier });
    }
    expect(compared).toBe(most);
  });

  test('a correct code does not count, and earlier wrong ones still do', async () => {
    await signInWith(server, person.username, '000000');
    expect((await signInWith(server, person.username, app())).status).toBe(200);
    const counted = await server.db
      .select()
      .from(signInAttempts)
      .where(like(signInAttempts.key, `factor %:${person.id}`));
    expect(counted.map(({ attempts }) => attempts)).toEqual([1, 1, 1]);
  });

  const endings: [string, () => Promise<unknown>][] = [
    ['ten minutes', () => server.db.update(pendingSignIns).set({ expiresAt: sql`clock_timestamp()` })],
    ['another password', () => server.db.update(users).set({ passwordHash: 'another' }).where(eq(users.id, person.id))],
    ['disabling the user', () => server.db.update(users).set({ enabled: false }).where(eq(users.id, person.id))],
  ];
  test.each(endings)('a pending sign-in ends after %s', async (_, end) => {
    const pending = pendingOf(await firstStep(server, person.username));
    await end();
    const { status, body } = await secondStep(server, pending, app());
    expect([status, body.errors[0].message]).toEqual([401, 'This sign-in has expired. Sign in again.']);
  });

  test('a one-time link sets the password, and signing in still asks for the code', async () => {
    const { secret } = await owner.resetLink(server.db, person.username);
    const given = 'another ferry copper 92';
    await server.fetch(`/set-password/${secret}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ password: given }),
    });
    const first = await firstStep(server, person.username, given);
    expect([first.status, first.cookies.latchkey]).toEqual([401, undefined]);
    expect((await secondStep(server, pendingOf(first), app())).status).toBe(200);
  });

  test('the database alone contains neither the secret of the app nor a code', async () => {
    const { data } = await createFactor(await inBrowser(server, await people(server).having()), { type: 'TOTP' });
    const secret = new URL(data.done.secret_data).searchParams.get('secret') as string;
    const { codes } = await enrollRecoveryCodes(by);
    const stored = JSON.stringify([
      await server.db.select().from(authenticationFactors),
      await server.db.select().from(recoveryCodes),
      await rowsOf(server, sql`select * from logs`),
      await rowsOf(server, sql`select * from outbox`),
    ]);
    for (const text of [secret, ...codes, ...codes.map((code) => code.replaceAll('-', ''))])
      expect(stored).not.toContain(text);
  });
});
