/** One-time links to set a password: sent by email or shown to the administrator, usable once, and only the newest works. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eq, sql } from 'drizzle-orm';
import { passwordLinks } from '../../schema/sessions.ts';
import { users } from '../../schema/users.ts';
import { type MailServer, startMailServer } from '../kit/mail.ts';
import { kinds, type Latchkey, startLatchkey } from '../server.ts';
import { type Person, people } from '../test-users.ts';

const strong = 'walnut ferry copper 92';

describe.each(kinds)('on %s', (kind) => {
  let mailServer: MailServer;
  let server: Latchkey;
  let owner: Person;
  let browser: Awaited<ReturnType<Person['signedIn']>>;
  beforeAll(async () => {
    mailServer = await startMailServer();
    server = await startLatchkey(kind, { SMTP_URL: mailServer.url, PUBLIC_URL: 'https://id.example.com' });
    owner = await people(server).owner();
    browser = await owner.signedIn();
  });
  afterAll(async () => {
    await server.stop();
    await mailServer.stop();
  });

  let made = 0;
  /** Creates a user by the API; the answer's `createUser`. */
  async function create(input: object = {}) {
    const username = `new-${++made}`;
    const all = { name: 'New', public_name: 'New', username, email_address: `${username}@example.com`, ...input };
    const query =
      'mutation ($input: CreateUserMutationInput) { createUser(input: $input) { id username email_address setup_link setup_email } }';
    const { data, errors } = await owner.ask(query, { input: all });
    expect(errors).toBeUndefined();
    return data.createUser as Record<'id' | 'username' | 'email_address' | 'setup_email', string> & {
      setup_link: string | null;
    };
  }

  const linkIn = (text: string) => /https:\/\/id\.example\.com(\/set-password\/\w{30})/.exec(text)?.[1] ?? 'no link';
  const mailed = async (address: string) => linkIn((await mailServer.next(address)).text);
  const resend = (id: string) =>
    browser.ask('mutation ($id: Int64Bit!) { resendUserCreationEmail(user_id: $id) { success message email } }', {
      id,
    });
  const post = (path: string, body: object) =>
    server.fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
  const set = (path: string, password = strong) => post(path, { password });
  const opens = async (path: string) => (await server.fetch(path)).status === 200;
  const signsIn = async (username: string, password = strong) =>
    (await post('/sign-in', { username, password })).status;

  test('a new user gets a link by email, sets a password with it and signs in', async () => {
    const { username, email_address, setup_link } = await create();
    expect(setup_link).toBeNull();
    const link = await mailed(email_address);
    expect(await opens(link)).toBe(true);
    expect(await signsIn(username)).toBe(401);
    expect((await set(link)).status).toBe(200);
    expect(await signsIn(username)).toBe(200);
  });

  test.each([
    [
      'en',
      'Set your Latchkey password',
      'Hello <b>Ann</b> & "Co",',
      'Hello &lt;b&gt;Ann&lt;/b&gt; &amp; &quot;Co&quot;,',
    ],
    [
      'fr',
      'Choisissez votre mot de passe Latchkey',
      'Bonjour <b>Ann</b> & "Co",',
      'Bonjour &lt;b&gt;Ann&lt;/b&gt; &amp; &quot;Co&quot;,',
    ],
  ])(
    "the email is in the recipient's language (%s), and a name in it is escaped",
    async (language, subject, text, html) => {
      const { username, email_address } = await create({ language, name: '<b>Ann</b> & "Co"' });
      const email = await mailServer.next(email_address);
      expect(email).toMatchObject({ to: [email_address], subject });
      expect(email.text).toContain(text);
      expect(email.text).toContain(username);
      expect(email.html).toContain(html);
      expect(email.html).toContain(`href="https://id.example.com${linkIn(email.text)}"`);
      expect(email.html).not.toContain('<b>');
    },
  );

  test('a link works once, also when two browsers use it at the same time', async () => {
    const { email_address } = await create();
    const link = await mailed(email_address);
    const statuses = await Promise.all([set(link), set(link, 'another ferry copper 92')]);
    expect(statuses.map(({ status }) => status).sort()).toEqual([200, 404]);
    expect([await opens(link), (await set(link)).status]).toEqual([false, 404]);
  });

  test('a new link withdraws the earlier one', async () => {
    const { id, username, email_address } = await create();
    const first = await mailed(email_address);
    expect((await resend(id)).data.resendUserCreationEmail).toEqual({ success: true, message: null, email: 'SENT' });
    const second = await mailed(email_address);
    expect([await opens(first), (await set(first)).status, await signsIn(username)]).toEqual([false, 404, 401]);
    expect((await set(second)).status).toBe(200);
  });

  test('a weak password is refused with the reason, and the link still works', async () => {
    const { username, email_address } = await create();
    const link = await mailed(email_address);
    for (const weak of ['short', 'password1234', `${username}${username}`, 'latchkeylatchkey']) {
      const response = await set(link, weak);
      expect([weak, response.status]).toEqual([weak, 400]);
      const fields = { password: expect.any(String) };
      expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'INVALID_INPUT', fields } }] });
    }
    expect((await set(link)).status).toBe(200);
  });

  test('a link for the first password works for seven days, a link for a new password for one day', async () => {
    const { id, email_address } = await create();
    const link = await mailed(email_address);
    const left = async () => {
      const seconds = sql<string>`extract(epoch from expires_at - clock_timestamp())`;
      const [row] = await server.db.select({ seconds }).from(passwordLinks).where(eq(passwordLinks.userId, id));
      return Number(row?.seconds) / 3600;
    };
    expect(await left()).toBeCloseTo(7 * 24, 0);
    await set(link);
    await resend(id);
    const another = await mailed(email_address);
    expect(await left()).toBeCloseTo(24, 0);
    await server.db
      .update(passwordLinks)
      .set({ expiresAt: sql`clock_timestamp()` })
      .where(eq(passwordLinks.userId, id));
    expect([await opens(another), (await set(another)).status]).toEqual([false, 404]);
  });

  test('the link of a disabled user does not work', async () => {
    const { id, email_address } = await create();
    const link = await mailed(email_address);
    await server.db.update(users).set({ enabled: false }).where(eq(users.id, id));
    expect([await opens(link), (await set(link)).status]).toEqual([false, 404]);
  });

  test('a new password ends all sessions of the user', async () => {
    const other = await people(server).owner();
    const browser = await other.signedIn();
    await resend(other.id);
    expect((await set(await mailed(`${other.username}@example.com`))).status).toBe(200);
    expect((await browser.ask('{ me { id } }')).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });

  test('an address that bounces does not make the mutation fail and is logged', async () => {
    mailServer.refuse('gone@example.com');
    const { id } = await create({ email_address: 'gone@example.com' });
    expect((await resend(id)).data.resendUserCreationEmail.success).toBe(true);
    expect(server.logged.filter((line) => line.includes('an email was not sent'))).toHaveLength(2);
    await create();
  });

  test('the answer says whether the email was sent, and a failure is in the history of the user', async () => {
    mailServer.refuse('lost@example.com');
    expect((await create()).setup_email).toBe('SENT');
    expect((await create({ service_account: true })).setup_email).toBeNull();
    const { id, setup_email, setup_link } = await create({ email_address: 'lost@example.com' });
    expect([setup_email, setup_link]).toEqual(['FAILED', null]);
    const failed = { success: true, message: null, email: 'FAILED' };
    expect((await resend(id)).data.resendUserCreationEmail).toEqual(failed);
    const { data } = await owner.ask(`{ logs(loggable_type: "User", loggable_id: ${id}) { entities { message } } }`);
    const messages = data.logs.entities.map(({ message }: { message: string }) => message);
    const failure = 'The email with the link to set a password could not be sent to lost@example.com.';
    expect(messages.filter((message: string) => message === failure)).toHaveLength(2);
  });
});

test('without a mail server the answer contains the link', async () => {
  const server = await startLatchkey('postgres');
  const owner = await people(server).owner();
  const input = '{ name: "New", public_name: "New", username: "new", email_address: "new@example.com" }';
  const { data } = await owner.ask(`mutation { createUser(input: ${input}) { id setup_link setup_email } }`);
  const address = /^http:\/\/localhost:0\/set-password\/\w{30}$/;
  expect(data.createUser.setup_link).toMatch(address);
  expect(data.createUser.setup_email).toBe('NOT_CONFIGURED');
  const browser = await owner.signedIn();
  const again = await browser.ask(
    `mutation { resendUserCreationEmail(user_id: ${data.createUser.id}) { message email } }`,
  );
  expect(again.data.resendUserCreationEmail.message).toMatch(address);
  expect(again.data.resendUserCreationEmail.email).toBe('NOT_CONFIGURED');
  const page = await fetch(server.url + new URL(again.data.resendUserCreationEmail.message).pathname);
  expect(page.status).toBe(200);
  const { data: later } = await owner.ask('{ users(username: "new") { entities { setup_link } } }');
  expect(later.users.entities).toEqual([{ setup_link: null }]);
  await server.stop();
});
