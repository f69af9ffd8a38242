/** Emails about access requests: to the users who may grant them, and to the requester. An unreachable mail server changes nothing else. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { type MailServer, startMailServer } from '../kit/mail.ts';
import { kinds } from '../server.ts';
import { inBrowser, made, world } from '../tokens/acts.ts';
import { decline, done, end, grant, madeAnHourAgo, powerOf, request } from './acts.ts';

const addressOf = ({ username }: { username: string }) => `${username}@example.com`;

describe.each(kinds)('on %s', (kind) => {
  let mailServer: MailServer;
  beforeAll(async () => {
    mailServer = await startMailServer();
  });
  const at = world(kind, () => ({ SMTP_URL: mailServer.url }));
  afterAll(() => mailServer.stop());

  const someone = async (language = 'en') => {
    const person = await at.as.having('READ_USER');
    await at.server.db.execute(sql`update users set language = ${language} where id = ${person.id}`);
    return { ...person, by: await inBrowser(at.server, person) };
  };

  test('users who may sign in and grant the whole request get one email, and no other user gets one', async () => {
    const may = ['UPDATE_ACCESS_REQUEST', 'READ_ROLE', 'READ_ALL_LOGS'] as const;
    const [asker, disabled, fenced, robot] = [
      await at.as.having('UPDATE_ACCESS_REQUEST'),
      await at.as.having(...may),
      await at.as.having(...may),
      await at.as.having(...may),
    ];
    await at.as.having('UPDATE_ACCESS_REQUEST', 'READ_ROLE');
    await at.as.having('READ_ROLE', 'READ_ALL_LOGS');
    await at.server.db.execute(sql`update users set enabled = false where id = ${disabled.id}`);
    await at.server.db.execute(sql`update users set fenced_at = now() where id = ${fenced.id}`);
    await at.server.db.execute(sql`update users set service_account = true where id = ${robot.id}`);
    const decider = await at.as.having(...may);
    const by = await inBrowser(at.server, asker);
    const input = { permissions: ['READ_ROLE', 'READ_ALL_LOGS'], reason: 'For <b>the</b> audit' };
    await done(request(by, input));
    await done(request(by, input));
    const email = await mailServer.next(addressOf(decider));
    expect(email.subject).toBe(`${asker.username} requests access`);
    expect(email.text).toContain(`${asker.username} requests READ_ROLE, READ_ALL_LOGS.`);
    expect(email.html).toContain('For &lt;b&gt;the&lt;/b&gt; audit');
    const { data } = await at.owner(`{ users(super_admin: true) { entities { email_address } } }`);
    const admins = data.users.entities.map(({ email_address }: { email_address: string }) => email_address);
    expect(mailServer.emails.map(({ to }) => to[0]).sort()).toEqual([...admins, addressOf(decider)].sort());
  });

  test('the reason of the requester is quoted line by line', async () => {
    const decider = await at.as.having('UPDATE_ACCESS_REQUEST', 'DELETE_ROLE');
    const { by, username } = await someone();
    const reason = 'Please.\nSign in at https://evil.example\r\n<a href="https://evil.example">here</a>';
    await done(request(by, { permissions: ['DELETE_ROLE'], reason }));
    const email = await mailServer.next(addressOf(decider));
    expect(email.text).toContain(
      `${username} writes:\n\n> Please.\n> Sign in at https://evil.example\n> <a href="https://evil.example">here</a>\n\nSign in to grant or decline the request.`,
    );
    expect(email.html).toMatch(/<blockquote[^>]*>Please\..*&lt;a href.*<\/blockquote><p>Sign in to grant/s);
  });

  test('of the requests of a user within an hour three are emailed', async () => {
    const decider = await at.as.having('UPDATE_ACCESS_REQUEST', 'READ_PROJECT', 'CREATE_ROLE');
    const { by, id, username } = await someone();
    const mails = () =>
      mailServer.emails.filter(({ to, text }) => to[0] === addressOf(decider) && text.includes(username));
    for (let time = 1; time <= 5; time++) {
      const { id } = await done(request(by, { permissions: ['CREATE_ROLE'] }));
      while (mails().length < Math.min(time, 3)) await new Promise((resolve) => setTimeout(resolve, 5));
      await done(end(by, id));
    }
    await madeAnHourAgo(at.server, id);
    await done(request(by, { permissions: ['READ_PROJECT'] }));
    const arrived = () => mails().length >= 4 && mails().some(({ text }) => text.includes('READ_PROJECT'));
    while (!arrived()) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(mails()).toHaveLength(4);
  });

  test('at most 20 users get an email', async () => {
    mailServer.emails.length = 0;
    const deciders = await Promise.all(
      Array.from({ length: 21 }, () => at.as.having('UPDATE_ACCESS_REQUEST', 'CREATE_NOTE')),
    );
    const { by } = await someone();
    await done(request(by, { permissions: ['CREATE_NOTE'] }));
    // The emails of the next request are sent after those of the request before.
    const { id } = await done(request(by, { permissions: ['UPDATE_TOKEN_POLICY'] }));
    while (mailServer.emails.length < 21) await new Promise((resolve) => setTimeout(resolve, 5));
    await done(end(by, id));
    const recipients = new Set(
      mailServer.emails.filter(({ text }) => text.includes('CREATE_NOTE')).map(({ to }) => to[0]),
    );
    expect(recipients.size).toBe(20);
    expect(deciders.filter((one) => recipients.has(addressOf(one))).length).toBeGreaterThanOrEqual(18);
  });

  test.each([
    [
      'en',
      'Your request for access was granted',
      'only for your token “<i>nightly</i>”',
      'It is valid until',
      'The answer:\n\n> Go <b>ahead</b>.',
    ],
    [
      'fr',
      'Votre demande d’accès a été accordée',
      'uniquement pour votre jeton « <i>nightly</i> »',
      'C’est valable jusqu’au',
      'La réponse :\n\n> Go <b>ahead</b>.',
    ],
  ])('the requester gets an email in their language, without HTML tags: %s', async (language, subject, ...words) => {
    const asker = await someone(language);
    const token = await made(asker.by, { name: '<i>nightly</i>' });
    const { id } = await done(request(asker.by, { permissions: ['READ_ROLE'], personal_access_token_id: token.id }));
    await done(grant(at.owner, id, { for_hours: 2, answer: 'Go <b>ahead</b>.' }));
    const email = await mailServer.next(addressOf(asker));
    expect(email.subject).toBe(subject);
    for (const part of ['READ_ROLE', ...words]) expect(email.text).toContain(part);
    expect(email.html).not.toMatch(/<[bi]>/);
    const second = await done(request(asker.by, { permissions: ['READ_ALL_LOGS'] }));
    await done(decline(at.owner, second.id));
    expect((await mailServer.next(addressOf(asker))).subject).toMatch(/declined|refusée/);
  });

  test('the end of a grant is in the time zone of the system settings', async () => {
    const set = (timezone: string) =>
      at.owner('mutation ($input: UpdateSystemSettingsMutationInput) { updateSystemSettings(input: $input) { id } }', {
        input: { timezone },
      });
    const lineOf = async (timezone: string) => {
      expect((await set(timezone)).errors).toBeUndefined();
      const asker = await someone();
      const { id } = await done(request(asker.by, { permissions: ['READ_ROLE'] }));
      await done(grant(at.owner, id, { for_hours: 2 }));
      const { text } = await mailServer.next(addressOf(asker));
      const { rows } = (await at.server.db.execute(
        sql`select expires_at from access_requests where id = ${id}`,
      )) as unknown as { rows: { expires_at: string }[] };
      const options = { dateStyle: 'long', timeStyle: 'short', timeZone: timezone } as const;
      const end = new Intl.DateTimeFormat('en', options).format(new Date(rows[0]?.expires_at as string));
      return { text, end };
    };
    const [kiritimati, utc] = [await lineOf('Pacific/Kiritimati'), await lineOf('UTC')];
    expect(kiritimati.text).toContain(`It is valid until ${kiritimati.end} (Pacific/Kiritimati).`);
    expect(utc.text).toContain(`It is valid until ${utc.end} UTC.`);
  });
});

describe('without a reachable mail server', () => {
  const at = world('pglite', () => ({ SMTP_URL: 'smtp://127.0.0.1:1' }));

  test('requests are made and granted, and the log reports each email that was not sent', async () => {
    const by = await inBrowser(at.server, await at.as.having());
    const { id } = await done(request(by, { permissions: ['READ_ROLE'] }));
    await done(grant(at.owner, id));
    expect(await powerOf(by)).toEqual(['READ_ROLE']);
    while (at.server.logged.filter((line) => line.includes('an email was not sent')).length < 2)
      await new Promise((resolve) => setTimeout(resolve, 5));
  });
});
