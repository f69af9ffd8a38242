/** The session with which `latchkey apply` changes a server: what it needs, how it begins, and that it ends. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { roles } from '../../schema/roles.ts';
import { sessions, signInAttempts } from '../../schema/sessions.ts';
import { type MailServer, startMailServer } from '../kit/mail.ts';
import { type Latchkey, startLatchkey } from '../server.ts';
import { createFactor, enrollApp, verifyFactor } from '../sign-in/factor-acts.ts';
import { type Person, people } from '../test-users.ts';
import { type Applying, applying } from './applying.ts';

let mail: MailServer;
let server: Latchkey;
let owner: Person;
let inSession: Person['ask'];
let run: Applying | undefined;
beforeAll(async () => {
  mail = await startMailServer();
  server = await startLatchkey('pglite', { SMTP_URL: mail.url });
});
afterAll(async () => {
  await server?.stop();
  await mail?.stop();
});
beforeEach(async () => {
  owner = await people(server).owner();
  inSession = (await owner.signedIn()).ask;
});
afterEach(() => {
  run?.remove();
  run = undefined;
});

const role = (...names: string[]) =>
  `name: sessions\nroles:\n${names.map((name) => `  ${name}: { permissions: [READ_USER] }\n`).join('')}`;
const roleCalled = async (name: string) => (await server.db.select().from(roles).where(eq(roles.name, name)))[0];
const sessionsOf = (id: string) => server.db.select().from(sessions).where(eq(sessions.userId, id));

test('it ends with the command', async () => {
  await server.db.delete(sessions).where(eq(sessions.userId, owner.id));
  run = applying(server, 'server', owner);
  expect((await run.apply(role('Ended'))).code).toBe(0);
  expect((await run.apply(role('Ended').replace('READ_USER', 'READ_EVERYTHING'))).code).toBe(1);
  expect(await sessionsOf(owner.id)).toEqual([]);
});

test('it needs the permissions for what is changed, and the error names the line', async () => {
  const reader = await people(server).having('READ_ROLE', 'READ_USER', 'READ_PERSONAL_ACCESS_TOKEN');
  await reader.signedIn();
  run = applying(server, 'server', reader);
  const { code, err } = await run.apply(role('Refused'));
  expect(err).toMatch(/access\.yaml:3:3 The role Refused: This requires CREATE_ROLE\./);
  expect(code).toBe(1);
  expect((await run.apply(role('Refused'), { dryRun: true, token: reader.token })).code).toBe(2);
});

test('a wrong password is sent once, and the error says so', async () => {
  await server.db.delete(signInAttempts);
  run = applying(server, 'server', { username: owner.username, password: 'not the password of anybody' });
  expect(await run.apply(role('Unknown'))).toEqual({
    code: 1,
    out: '',
    err: 'The user name or the password is wrong.',
  });
  const counted = await server.db.select({ attempts: signInAttempts.attempts }).from(signInAttempts);
  expect(counted.length).toBeGreaterThan(0);
  expect(counted.every(({ attempts }) => attempts === 1)).toBe(true);
  expect(await roleCalled('Unknown')).toBeUndefined();
  await server.db.delete(signInAttempts);
});

test('the password is sent again where each change requires it', async () => {
  const policy = async (minutes: number) => {
    const { ask } = await owner.signedIn();
    const { errors } = await ask(
      'mutation ($input: UpdateTokenPolicyMutationInput) { updateTokenPolicy(input: $input) { tokens_per_user } }',
      { input: { password_confirmation_minutes: minutes, current_password: 'plum tractor seldom 47' } },
    );
    expect(errors).toBeUndefined();
  };
  await policy(0);
  run = applying(server, 'server', owner);
  expect((await run.apply(role('Confirmed'))).code).toBe(0);
  await policy(10);
});

test('a second factor is asked for, with its types', async () => {
  const { app } = await enrollApp(inSession);
  const asked: (readonly string[])[] = [];
  const code = async (types: readonly string[]) => {
    asked.push(types);
    return app(1);
  };
  run = applying(server, 'server', { username: owner.username, code });
  expect(await run.apply(role('Two factors'))).toMatchObject({ code: 0, err: '' });
  expect(asked).toEqual([['TOTP']]);
});

test('a wrong code ends it, and nothing is written', async () => {
  await enrollApp(inSession);
  run = applying(server, 'server', { username: owner.username, code: async () => '000000' });
  const { code, err } = await run.apply(role('Wrong code'));
  expect(err).toMatch(/not a valid code|wrong/);
  expect(code).toBe(1);
  expect(await roleCalled('Wrong code')).toBeUndefined();
});

/** The code in the next email that has one. */
async function mailedCode(): Promise<string> {
  for (;;) {
    const [, code] = /^> (\d{6})$/m.exec((await mail.next(`${owner.username}@example.com`)).text) ?? [];
    if (code) return code;
  }
}

async function enrollEmail(): Promise<void> {
  await createFactor(inSession, { type: 'EMAIL' });
  expect((await verifyFactor(inSession, 'EMAIL', await mailedCode())).errors).toBeUndefined();
}

/** How often a code by email was requested at a sign-in. */
const requested = () => server.logged.filter((line) => JSON.parse(line).route === '/sign-in/factor/email').length;

test('a code by email is requested if there is no app that shows codes', async () => {
  await enrollEmail();
  const before = requested();
  run = applying(server, 'server', { username: owner.username, code: mailedCode });
  expect(await run.apply(role('By email'))).toMatchObject({ code: 0, err: '' });
  expect(requested()).toBe(before + 1);
});

test('no code by email is requested if there is an app that shows codes', async () => {
  await enrollEmail();
  const { app } = await enrollApp(inSession);
  const before = requested();
  run = applying(server, 'server', { username: owner.username, code: async () => app(1) });
  expect(await run.apply(role('By app'))).toMatchObject({ code: 0, err: '' });
  expect(requested()).toBe(before);
});

test('if somebody changes the same record at the same time, the run fails and says that it made its changes', async () => {
  const byHand = async () =>
    owner.ask('mutation ($id: Int64Bit!) { updateRole(id: $id, input: { applied_permissions: [READ_ROLE] }) { id } }', {
      id: (await roleCalled('Contested'))?.id,
    });
  const sent = async (document: string) => document.includes('createRole') && byHand();
  run = applying(server, 'server', { username: owner.username, sent });
  const one = await run.apply(role('Contested'));
  expect(one.err).toMatch(
    /access\.yaml:3:3 The role Contested was changed by somebody else at the same time\. Run it again\.\nThe change was made\.$/,
  );
  expect(one).toMatchObject({ code: 1, out: expect.stringMatching(/\n1 change made\.$/) });
  const two = await run.apply(role('Contested', 'Another'));
  expect(two.err).toMatch(/The role Contested was changed by somebody else .*\nAll 2 changes were made\.$/);
  expect(two.code).toBe(1);
  expect((await run.apply(role('Contested', 'Another'))).code).toBe(0);
});
