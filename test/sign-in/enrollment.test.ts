/** Enrolling, replacing and removing second factors through the API. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { authenticationFactors } from '../../schema/factors.ts';
import { signInAttempts } from '../../schema/sessions.ts';
import { expectRefusal, lastEntries } from '../access/writing.ts';
import { type MailServer, startMailServer } from '../kit/mail.ts';
import { kinds, type Latchkey, startLatchkey } from '../server.ts';
import { type Person, people } from '../test-users.ts';
import { type Ask, inBrowser } from '../tokens/acts.ts';
import {
  appOf,
  createFactor,
  enrollApp,
  enrollRecoveryCodes,
  firstStep,
  ownFactors,
  reenroll,
  removeFactor,
  requestCode,
  signInWith,
  verifyFactor,
  waitSteps,
} from './factor-acts.ts';

describe.each(kinds)('on %s', (kind) => {
  let server: Latchkey;
  let mail: MailServer;
  let person: Person;
  let by: Ask;
  beforeAll(async () => {
    mail = await startMailServer();
    server = await startLatchkey(kind, { SMTP_URL: mail.url });
  });
  afterAll(async () => {
    await server.stop();
    await mail.stop();
  });
  beforeEach(async () => {
    person = await people(server).having();
    by = await inBrowser(server, person);
    await server.db.delete(signInAttempts);
  });

  const address = () => `${person.username}@example.com`;
  const factorsIn = () =>
    server.db.select().from(authenticationFactors).where(eq(authenticationFactors.userId, person.id));
  const signsInWithPassword = async () => (await firstStep(server, person.username)).status === 200;

  test('an authenticator app is enrolled with its secret, counts once it was verified, and the user gets an email', async () => {
    const { data } = await createFactor(by, { type: 'TOTP' });
    expect(data.done).toMatchObject({ type: 'TOTP', is_verified: false, data: null });
    const uri = new URL(data.done.secret_data);
    expect([uri.protocol, uri.host]).toEqual(['otpauth:', 'totp']);
    expect(decodeURIComponent(uri.pathname)).toBe(`/Latchkey:${person.username}`);
    expect(uri.searchParams.get('secret')).toMatch(/^[A-Z2-7]{32}$/);
    expect(await signsInWithPassword()).toBe(true);
    const app = appOf(data.done.secret_data);
    expect((await verifyFactor(by, 'TOTP', app(-1))).data.done).toMatchObject({ is_verified: true, secret_data: null });
    expect(await signsInWithPassword()).toBe(false);
    expect(await ownFactors(by)).toMatchObject([{ type: 'TOTP', is_verified: true, secret_data: null }]);
    expect(await lastEntries(server)).toMatchObject([
      { loggable_id: person.id, user_id: person.id, message: expect.stringMatching(/was added: an authenticator app/) },
    ]);
    expect((await mail.next(address())).subject).toBe('Your two-step sign-in was changed');
  });

  test('the code with which a factor was verified does not sign in', async () => {
    const { data } = await createFactor(by, { type: 'TOTP' });
    const code = appOf(data.done.secret_data)();
    await verifyFactor(by, 'TOTP', code);
    expect((await signInWith(server, person.username, code)).status).toBe(401);
  });

  test('a new secret replaces the old one only once it was verified', async () => {
    const { id, app } = await enrollApp(by);
    const { data } = await reenroll(by, id);
    expect((await signInWith(server, person.username, app())).status).toBe(200);
    const next = appOf(data.done.secret_data);
    expect((await signInWith(server, person.username, next())).status).toBe(401);
    expect((await verifyFactor(by, 'TOTP', next(-1))).errors).toBeUndefined();
    await waitSteps(server, person.id);
    expect((await signInWith(server, person.username, app(1))).status).toBe(401);
    expect((await signInWith(server, person.username, next(1))).status).toBe(200);
    expect(await factorsIn()).toHaveLength(1);
  });

  test('new recovery codes replace the old ones', async () => {
    await enrollApp(by);
    const { id, codes } = await enrollRecoveryCodes(by);
    const { data } = await reenroll(by, id);
    const next = data.done.secret_data.split('\n');
    expect(next).toHaveLength(10);
    expect((await signInWith(server, person.username, codes[0] as string)).status).toBe(401);
    expect((await signInWith(server, person.username, next[0])).status).toBe(200);
  });

  test('removing a factor ends it; with the last one the recovery codes go, and the user gets an email', async () => {
    const { id } = await enrollApp(by);
    await enrollRecoveryCodes(by);
    expect((await removeFactor(by, id)).data.done).toEqual({ success: true });
    expect(await lastEntries(server)).toMatchObject([{ message: expect.stringMatching(/was removed/) }]);
    expect(await factorsIn()).toEqual([]);
    expect(await signsInWithPassword()).toBe(true);
    await mail.next(address());
    await mail.next(address());
    expect((await mail.next(address())).text).toMatch(/an authenticator app was removed from your account/);
  });

  test('recovery codes need another factor, and count as none', async () => {
    await expectRefusal(server, 'CONFLICT', () => createFactor(by, { type: 'RECOVERY_CODES' }));
    const { id } = await enrollApp(by);
    await enrollRecoveryCodes(by);
    await removeFactor(by, id);
    expect(await signsInWithPassword()).toBe(true);
  });

  test('codes by email are refused where no mail server is configured', async () => {
    const silent = await startLatchkey(kind);
    const someone = await people(silent).having();
    const session = await inBrowser(silent, someone);
    await expectRefusal(silent, 'CONFLICT', () => createFactor(session, { type: 'EMAIL' }));
    await silent.stop();
  });

  test('the address of codes by email is shown shortened', async () => {
    const { data } = await createFactor(by, { type: 'EMAIL' });
    expect(data.done).toMatchObject({ data: 'p…@example.com', secret_data: null, is_verified: false });
  });

  test('a token may do none of this, and sees the types of its own factors but no secret', async () => {
    const { id } = await enrollApp(by);
    for (const act of [
      () => createFactor(person.ask, { type: 'EMAIL' }),
      () => verifyFactor(person.ask, 'TOTP', '123456'),
      () => reenroll(person.ask, id),
      () => removeFactor(person.ask, id),
      () => requestCode(person.ask, 'EMAIL'),
    ])
      await expectRefusal(server, 'FORBIDDEN', act);
    expect(await ownFactors(person.ask)).toMatchObject([{ type: 'TOTP', secret_data: null }]);
  });

  test('creating, replacing and removing require a confirmed password', async () => {
    const { id } = await enrollApp(by);
    const late = await inBrowser(server, person, 11);
    for (const act of [
      () => createFactor(late, { type: 'EMAIL' }),
      () => reenroll(late, id),
      () => removeFactor(late, id),
    ])
      await expectRefusal(server, 'PASSWORD_CONFIRMATION_REQUIRED', act);
  });

  test('bad input is refused with what is wrong: SMS, a passkey without a name, a wrong code, a passkey that is none', async () => {
    const fieldsOf = async (act: () => ReturnType<Ask>) =>
      (await expectRefusal(server, 'INVALID_INPUT', act)).extensions.fields;
    expect(await fieldsOf(() => createFactor(by, { type: 'SMS' }))).toEqual({
      type: 'must not be SMS: this server sends no text messages.',
    });
    expect(await fieldsOf(() => createFactor(by, { type: 'PASSKEY' }))).toHaveProperty('data');
    await createFactor(by, { type: 'TOTP' });
    expect(await fieldsOf(() => verifyFactor(by, 'TOTP', '000000'))).toHaveProperty('one_time_password');
    for (const answer of [
      '',
      '{}',
      'null',
      '{"response": {}}',
      JSON.stringify({ id: 'x', response: { clientDataJSON: 'e30' } }),
    ])
      expect(await fieldsOf(() => verifyFactor(by, 'PASSKEY', answer))).toHaveProperty('one_time_password');
  });

  test('what is enrolled already, or was not begun, conflicts', async () => {
    const { id } = await enrollApp(by);
    await expectRefusal(server, 'CONFLICT', () => createFactor(by, { type: 'TOTP' }));
    await expectRefusal(server, 'CONFLICT', () => verifyFactor(by, 'TOTP', '000000'));
    await expectRefusal(server, 'CONFLICT', () => verifyFactor(by, 'EMAIL', '000000'));
    await expectRefusal(server, 'CONFLICT', () => verifyFactor(by, 'RECOVERY_CODES', '000000'));
    await expectRefusal(server, 'CONFLICT', () => requestCode(by, 'EMAIL'));
    const other = await inBrowser(server, await people(server).owner());
    for (const act of [() => reenroll(other, id), () => removeFactor(other, id)])
      await expectRefusal(server, 'NOT_FOUND', act);
  });

  test('attempts to verify are limited together with those at sign-in', async () => {
    await enrollApp(by);
    await createFactor(by, { type: 'EMAIL' });
    // Sending the code stores its hash.
    await mail.next(address());
    expect((await mail.next(address())).subject).toBe('Your Latchkey code');
    for (let i = 0; i < 3; i++) await expectRefusal(server, 'INVALID_INPUT', () => verifyFactor(by, 'EMAIL', '000000'));
    for (let i = 0; i < 2; i++) expect((await signInWith(server, person.username, '000000')).status).toBe(401);
    await expectRefusal(server, 'LIMITED', () => verifyFactor(by, 'EMAIL', '000000'));
    expect((await signInWith(server, person.username, '000000')).status).toBe(429);
  });

  test('two apps enrolled at once are one', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => createFactor(by, { type: 'TOTP' })));
    expect(new Set(answers.map(({ data }) => data.done.id)).size).toBe(1);
    expect(await factorsIn()).toHaveLength(1);
  });
});
