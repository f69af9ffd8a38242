/** Changing one's own email address: it takes effect when the link is opened that was sent to it. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { eq, sql } from 'drizzle-orm';
import { mfaSettings } from '../../schema/mfa-settings.ts';
import { signInAttempts } from '../../schema/sessions.ts';
import { users } from '../../schema/users.ts';
import * as operator from '../../src/domain/people/owner.ts';
import { lastEntries } from '../access/writing.ts';
import { type MailServer, startMailServer } from '../kit/mail.ts';
import { kinds, type Latchkey, startLatchkey } from '../server.ts';
import { ask, type Person, people } from '../test-users.ts';
import { type Ask, cookieOf } from '../tokens/acts.ts';

describe.each(kinds)('on %s', (kind) => {
  let mail: MailServer;
  let server: Latchkey;
  let person: Person;
  let cookie: string;
  let by: Ask;
  let old: string;
  let next: string;
  let count = 0;
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
    cookie = await cookieOf(server, person);
    by = (query, variables) => ask(server, { Cookie: cookie }, query, variables);
    old = `${person.username}@example.com`;
    next = `new-${count++}-${kind}@example.com`;
  });

  const change = (email_address: string, more: object = {}) =>
    by('mutation ($input: UpdateMeMutationInput) { updateMe(input: $input) { email_address pending_email_address } }', {
      input: { email_address, ...more },
    });
  const read = async () => (await by('{ me { email_address pending_email_address email_verified } }')).data.me;
  /** The path of the link in the next email to this address. */
  const linkTo = async (address: string) => {
    const { text } = await mail.next(address);
    return new URL(/http\S+\/confirm-address\/\w+/.exec(text)?.[0] as string).pathname;
  };
  const open = (path: string, Cookie = cookie, method = 'POST') =>
    server.fetch(path, {
      method,
      headers: { Cookie, 'Content-Type': 'application/json' },
      ...(method === 'POST' && { body: '{}' }),
    });

  test('the old address stays until the link is opened and gets an email, and the new one is verified then', async () => {
    const { data } = await change(next, { name: 'Another name' });
    expect(data.updateMe).toEqual({ email_address: old, pending_email_address: next });
    expect(await lastEntries(server)).toMatchObject([
      { message: `${person.username} asked to change the email address.`, current: { pending_email_address: next } },
    ]);
    expect((await mail.next(old)).text).toContain(`replace this address by ${next}`);
    const path = await linkTo(next);
    const page = await open(path, cookie, 'GET');
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining(person.username)]);
    expect(await read()).toEqual({ email_address: old, pending_email_address: next, email_verified: false });
    expect((await open(path)).status).toBe(200);
    expect(await read()).toEqual({ email_address: next, pending_email_address: null, email_verified: true });
    expect((await open(path)).status).toBe(404);
    expect((await by('{ me { name } }')).data.me.name).toBe('Another name');
  });

  test('a session that must enroll a second factor first does not open the link', async () => {
    await change(next);
    const path = await linkTo(next);
    await server.db.update(mfaSettings).set({ isMfaRequired: true });
    const page = await open(path, cookie, 'GET');
    const sent = await open(path);
    await server.db.update(mfaSettings).set({ isMfaRequired: false });
    expect([page.status, page.headers.get('location')]).toEqual([302, '/account']);
    expect([sent.status, await sent.json()]).toMatchObject([
      403,
      { errors: [{ extensions: { code: 'SECOND_FACTOR_REQUIRED' } }] },
    ]);
    expect(await read()).toMatchObject({ email_address: old, pending_email_address: next });
  });

  test('the link works only for its user', async () => {
    await change(next);
    const path = await linkTo(next);
    const other = await cookieOf(server, await people(server).having());
    expect((await open(path, other)).status).toBe(404);
    const anonymous = await open(path, '', 'GET');
    expect([anonymous.status, anonymous.headers.get('location')]).toEqual([
      302,
      `/sign-in?next=${encodeURIComponent(path)}`,
    ]);
    expect((await open(path, '')).status).toBe(404);
    expect((await read()).email_address).toBe(old);
  });

  const ends: [string, () => Promise<unknown>][] = [
    ['24 hours', () => server.db.update(users).set({ pendingEmailUntil: sql`now()` }).where(eq(users.id, person.id))],
    ['another link', async () => change(`other-${next}`)],
    [
      'a change by an administrator',
      async () =>
        (await people(server).owner()).ask(
          'mutation ($id: Int64Bit!, $input: UpdateUserMutationInput) { updateUser(id: $id, input: $input) { id } }',
          { id: person.id, input: { email_address: `by-admin-${next}` } },
        ),
    ],
    ['a new password', () => by('mutation { updateMe(input: { password: "walnut ferry copper 92" }) { id } }')],
  ];
  test.each(ends)('a link ends after %s', async (_what, end) => {
    await change(next);
    const path = await linkTo(next);
    await end();
    expect((await open(path)).status).not.toBe(200);
    const [user] = await server.db.select().from(users).where(eq(users.id, person.id));
    expect(user?.emailAddress).not.toBe(next);
  });

  test('an address of another user is refused, when it is asked for and when the link is opened', async () => {
    const other = await people(server).having();
    expect((await change(`${other.username}@example.com`)).errors?.[0]?.extensions).toMatchObject({
      code: 'CONFLICT',
      fields: { email_address: '`email_address` is taken.' },
    });
    await change(next);
    const path = await linkTo(next);
    const taken = { emailAddress: next, emailAddressKey: next };
    await server.db.update(users).set(taken).where(eq(users.id, other.id));
    expect((await open(path)).status).toBe(409);
    expect((await read()).email_address).toBe(old);
  });

  test('the own address is no change, and too many changes are refused', async () => {
    for (let i = 0; i < 12; i++) expect((await change(old)).errors).toBeUndefined();
    expect((await read()).pending_email_address).toBeNull();
    await server.db.insert(signInAttempts).values({ key: `address link:${person.id}`, attempts: 10 });
    expect((await change(next)).errors?.[0]?.extensions.code).toBe('LIMITED');
    expect((await read()).pending_email_address).toBeNull();
  });

  test('an emailed link to set a password verifies the address, and one that was passed on does not', async () => {
    const owner = await people(server).owner();
    const ownerCookie = await cookieOf(server, owner);
    const verified = async () =>
      (await server.db.select().from(users).where(eq(users.id, person.id)))[0]?.emailVerifiedAt ?? null;
    const setWith = (path: string) =>
      server.fetch(path, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ password: 'walnut ferry copper 92' }),
      });
    const renew = () =>
      ask(
        server,
        { Cookie: ownerCookie },
        'mutation ($id: Int64Bit!) { done: resendUserCreationEmail(user_id: $id) { message } }',
        {
          id: person.id,
        },
      );
    const { secret } = await operator.resetLink(server.db, person.username);
    expect((await setWith(`/set-password/${secret}`)).status).toBe(200);
    expect(await verified()).toBeNull();
    await renew();
    const { text } = await mail.next(old);
    expect((await setWith(new URL(/http\S+\/set-password\/\w+/.exec(text)?.[0] as string).pathname)).status).toBe(200);
    expect(await verified()).not.toBeNull();
  });
});

describe('without a mail server', () => {
  test('the address changes at once and is not verified', async () => {
    const server = await startLatchkey('pglite');
    const person = await people(server).having();
    await server.db.update(users).set({ emailVerifiedAt: sql`now()` }).where(eq(users.id, person.id));
    const Cookie = await cookieOf(server, person);
    const { data } = await ask(
      server,
      { Cookie },
      'mutation { updateMe(input: { email_address: "now@example.com" }) { email_address pending_email_address email_verified } }',
    );
    expect(data.updateMe).toEqual({
      email_address: 'now@example.com',
      pending_email_address: null,
      email_verified: false,
    });
    await server.stop();
  });
});
