/** Emails about tokens that expire: one a week before, one afterwards, each once and in the owner's language. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import type { Language } from '../../src/domain/base/languages.ts';
import type { Delivery } from '../../src/domain/outbox/handler.ts';
import { expired, warn } from '../../src/domain/tokens/jobs.ts';
import { type MailServer, startMailServer } from '../kit/mail.ts';
import { kinds } from '../server.ts';
import { dayMs, done, edit, freshName, inBrowser, inDays, made, regenerate, rowsOf, world } from './acts.ts';

describe.each(kinds)('on %s', (kind) => {
  let mailServer: MailServer;
  beforeAll(async () => {
    mailServer = await startMailServer();
  });
  const at = world(kind, () => ({ SMTP_URL: mailServer.url }));
  afterAll(() => mailServer.stop());
  beforeEach(async () => {
    mailServer.emails.length = 0;
    await at.server.db.execute(sql`delete from personal_access_tokens`);
    await at.server.db.execute(sql`delete from outbox`);
  });

  const faults: unknown[] = [];
  const worker = (days: number, mail = at.server.mail): Delivery => ({
    db: at.server.db,
    mail,
    now: new Date(Date.now() + days * dayMs),
    failed: (error) => void faults.push(error),
  });

  /** A user with a token that expires in so many days. */
  async function person(days: number, input: { language?: Language; address?: string; name?: string } = {}) {
    const { language = 'en', address, name = freshName() } = input;
    const who = await at.as.having();
    const email = address ?? `${who.username}@example.com`;
    await at.server.db.execute(
      sql`update users set language = ${language}, email_address = ${email}, name = 'Ada' where id = ${who.id}`,
    );
    const by = await inBrowser(at.server, who);
    return { ...who, by, email, token: await made(by, { name, expires_at: inDays(days) }) };
  }
  const received = () => mailServer.emails.map(({ to, subject }) => [to[0], subject]);
  const marks = (id: string) =>
    rowsOf(at.server, sql`select expiry_warned_at, expiry_told_at from personal_access_tokens where id = ${id}`);

  test('the owner is warned a week before, not earlier and not twice', async () => {
    const { email, token } = await person(30);
    const warning = [email, `Your token “${token.name}” expires soon`];
    for (const [days, emails] of [
      [0, []],
      [22.9, []],
      [23.1, [warning]],
      [23.1, [warning]],
      [29, [warning]],
    ] as const) {
      await warn(worker(days));
      expect(received()).toEqual(emails);
    }
  });

  test('the day is that of the time zone of the system settings', async () => {
    const dayIn = (timeZone: string) =>
      new Intl.DateTimeFormat('en', { dateStyle: 'long', timeZone }).format(new Date('2099-05-31T23:30:00Z'));
    const [utc, paris] = [dayIn('UTC'), dayIn('Europe/Paris')];
    expect([utc, paris]).toEqual(['May 31, 2099', 'June 1, 2099']);
    for (const [timezone, day] of [
      ['UTC', utc],
      ['Europe/Paris', paris],
    ]) {
      await at.server.db.execute(sql`update system_settings set timezone = ${timezone}`);
      const { email, token } = await person(3);
      await at.server.db.execute(
        sql`update personal_access_tokens set expires_at = '2099-05-31T23:30:00Z' where id = ${token.id}`,
      );
      await warn({ ...worker(0), now: new Date('2099-05-30T00:00:00Z') });
      const sent = mailServer.emails.find(({ to }) => to[0] === email);
      expect(sent?.text).toContain(`expires on ${day}.`);
    }
    await at.server.db.execute(sql`update system_settings set timezone = 'UTC'`);
  });

  test('the owner of a token that expires within a week is warned at once', async () => {
    const { email } = await person(2);
    expect(await warn(worker(0))).toBe(1);
    expect(received()).toEqual([[email, expect.any(String)]]);
  });

  test('after a token has expired its owner is notified once', async () => {
    const { email, token } = await person(3);
    await expired(worker(2.9));
    expect(received()).toEqual([]);
    for (const days of [3.1, 3.1, 4]) await expired(worker(days));
    expect(received()).toEqual([[email, `Your token “${token.name}” has expired`]]);
  });

  test('emails that were missed while no server ran are sent later, without warnings of tokens that have expired meanwhile', async () => {
    const [over, ahead] = [await person(3), await person(12)];
    for (const job of [warn, expired]) await job(worker(10));
    expect(received()).toEqual([
      [ahead.email, expect.stringContaining('expires soon')],
      [over.email, expect.stringContaining('has expired')],
    ]);
  });

  test('several workers at once send each email once', async () => {
    const people = await Promise.all(Array.from({ length: 8 }, () => person(5)));
    const workers = Array.from({ length: 4 }, () => warn(worker(0)));
    expect((await Promise.all(workers)).reduce((sum, sent) => sum + sent)).toBe(8);
    await Promise.all(Array.from({ length: 4 }, () => expired(worker(6))));
    const addresses = (word: string) =>
      mailServer.emails.filter(({ subject }) => subject.includes(word)).map(({ to }) => to[0]);
    for (const word of ['soon', 'has expired'])
      expect(addresses(word).toSorted()).toEqual(people.map(({ email }) => email).toSorted());
    expect(mailServer.emails).toHaveLength(16);
  });

  test('an email whose worker was killed while sending is sent by another worker after ten minutes', async () => {
    await person(5);
    let started = () => {};
    const isSending = new Promise<void>((resolve) => {
      started = resolve;
    });
    const killed = { ...at.server.mail, send: () => new Promise<void>(() => started()) };
    void warn(worker(0, killed));
    await isSending;
    expect(await warn(worker(0))).toBe(0);
    expect(await warn(worker(0.02))).toBe(1);
  });

  test('an address that bounces or is invalid does not stop other emails and is tried again after an hour', async () => {
    mailServer.refuse('bounces@example.com');
    const bad = ['bounces@example.com', '', 'nobody', '<>'];
    const first = await person(5);
    for (const address of bad) await person(5, { address });
    const last = await person(5);
    faults.length = 0;
    expect(await warn(worker(0))).toBe(2);
    expect(received().map(([to]) => to)).toEqual([first.email, last.email]);
    expect(faults).toHaveLength(bad.length);
    await warn(worker(0.02));
    expect(faults).toHaveLength(bad.length);
    await warn(worker(0.05));
    expect(faults).toHaveLength(2 * bad.length);
    expect(mailServer.emails).toHaveLength(2);
  });

  test('an email that failed because the mail server was away is sent when it is back', async () => {
    const { email, token } = await person(5);
    const { mail } = at.server;
    const away = { ...mail, send: () => Promise.reject(new Error('connect ECONNREFUSED')) };
    expect(await warn(worker(0, away))).toBe(0);
    expect(await marks(token.id)).toEqual([{ expiry_warned_at: null, expiry_told_at: null }]);
    expect(await warn(worker(0.001))).toBe(1);
    expect(received()).toEqual([[email, expect.any(String)]]);
  });

  test('without a mail server nothing is sent and nothing is marked as sent', async () => {
    const { email, token } = await person(5);
    const none = { ...at.server.mail, configured: false };
    for (const job of [warn, expired]) expect(await job(worker(0, none))).toBe(0);
    await expired(worker(6, none));
    expect(await marks(token.id)).toEqual([{ expiry_warned_at: null, expiry_told_at: null }]);
    await warn(worker(0));
    expect(received().map(([to]) => to)).toEqual([email]);
  });

  test('disabled owners and the owners of revoked tokens and of tokens without expiry get no email', async () => {
    const [disabled, revoked, endless] = [await person(5), await person(5), await person(5)];
    await at.server.db.execute(sql`update users set enabled = false where id = ${disabled.id}`);
    await at.server.db.execute(
      sql`update personal_access_tokens set revoked_at = now() where id = ${revoked.token.id}`,
    );
    await done(edit(endless.by, endless.token.id, { unset_expires_at: true }));
    for (const days of [0, 6]) for (const job of [warn, expired]) await job(worker(days));
    expect(received()).toEqual([]);
  });

  test('after a new expiry, by editing or regenerating, the owner is warned again', async () => {
    const { by, token } = await person(5);
    await warn(worker(0));
    await done(edit(by, token.id, { expires_at: inDays(6) }));
    await warn(worker(0));
    await done(regenerate(by, token.id, { expires_at: inDays(40) }));
    await warn(worker(0));
    expect(mailServer.emails).toHaveLength(2);
    await warn(worker(34));
    await expired(worker(41));
    expect(mailServer.emails).toHaveLength(4);
  });

  test('owners of tokens that expired more than 30 days ago are not notified', async () => {
    await person(3);
    await expired(worker(34));
    expect(received()).toEqual([]);
  });

  test.each([
    ['en', 'Hello Ada,', 'expires on', 'expired on'],
    ['fr', 'Bonjour Ada,', 'expire le', 'a expiré'],
    ['de', 'Guten Tag Ada,', 'läuft am', 'abgelaufen'],
  ] as const)('both texts are in the owner’s language, plain and as HTML: %s', async (language, hello, soon, over) => {
    await person(5, { language, name: 'Ünïcode' });
    await warn(worker(0));
    await expired(worker(6));
    const [warning, end] = mailServer.emails;
    for (const [email, words] of [
      [warning, soon],
      [end, over],
    ] as const) {
      expect(email?.subject).toContain('Ünïcode');
      for (const body of [email?.text, email?.html])
        for (const part of [hello, words, 'Ünïcode', String(new Date(Date.now() + 5 * dayMs).getUTCFullYear())])
          expect(body).toContain(part);
      expect(email?.html).toContain(`<html lang="${language}">`);
    }
  });

  test('a token name with HTML tags is escaped', async () => {
    const name = '<b>bold</b> & "quoted" <script>alert(1)</script>';
    await person(5, { name });
    await warn(worker(0));
    const [email] = mailServer.emails;
    expect(email?.subject).toContain(name);
    expect(email?.text).toContain(name);
    expect(email?.html).not.toMatch(/<b>|<script>/);
    expect(email?.html).toContain('&lt;b&gt;bold&lt;/b&gt; &amp; &quot;quoted&quot; &lt;script&gt;');
  });
});
