/** Unused tokens: their owners are warned and some days later the tokens are revoked, if the token policy says so. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { unused } from '../../src/domain/tokens/jobs.ts';
import { type MailServer, startMailServer } from '../kit/mail.ts';
import { kinds } from '../server.ts';
import { dayMs, inBrowser, inDays, made, regenerate, rowsOf, setPolicy, world } from './acts.ts';

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
    await setPolicy(at, { revoke_unused_after_days: 90, warning_days: 7 });
  });

  const job = (days: number, mail = at.server.mail) =>
    unused({ db: at.server.db, mail, now: new Date(Date.now() + days * dayMs), failed: () => undefined });

  /** A user with a language and a new token. */
  async function person(language: 'en' | 'fr' = 'en', address?: string) {
    const who = await at.as.having();
    await at.server.db.execute(sql`delete from personal_access_tokens where user_id = ${who.id}`);
    const email = address ?? `${who.username}@example.com`;
    await at.server.db.execute(
      sql`update users set language = ${language}, email_address = ${email} where id = ${who.id}`,
    );
    const by = await inBrowser(at.server, who);
    return { email, by, token: await made(by, { name: '<i>Old</i>' }) };
  }
  const usedAfter = (id: string, days: number) =>
    at.server.db.execute(sql`insert into token_uses values (${id}, now() + make_interval(hours => ${days * 24}::int), '192.0.2.1')
      on conflict (token_id) do update set last_used_at = excluded.last_used_at`);
  const revoked = async (id: string) => {
    const query = sql`select revoke_reason as why from personal_access_tokens where id = ${id} and revoked_at is not null`;
    return (await rowsOf<{ why: string }>(at.server, query))[0]?.why;
  };

  test('without revoke_unused_after_days no token is revoked and nobody is warned', async () => {
    await setPolicy(at, { unset_revoke_unused_after_days: true });
    const { token } = await person();
    expect(await job(4000)).toBe(0);
    expect([mailServer.emails, await revoked(token.id)]).toEqual([[], undefined]);
  });

  test('the owner is warned once, and the token is revoked if it is not used afterwards', async () => {
    const { token, email } = await person();
    for (const [days, emails, why] of [
      [82, 0, undefined],
      [83.1, 1, undefined],
      [84, 1, undefined],
      [90, 1, undefined],
      [90.2, 1, 'unused'],
    ] as const) {
      await job(days);
      expect([days, mailServer.emails.length, await revoked(token.id)]).toEqual([days, emails, why]);
    }
    const [warning] = mailServer.emails;
    expect([warning?.to, warning?.subject]).toEqual([[email], 'Your token “<i>Old</i>” is not used']);
    const day = new Date(Date.now() + 90.1 * dayMs);
    expect(warning?.text).toContain(
      `will be revoked on ${day.toLocaleDateString('en', { dateStyle: 'long', timeZone: 'UTC' })}`,
    );
    expect(warning?.html).not.toContain('<i>');
    const log = sql`select credential from logs where loggable_id = ${token.id} and message like '%was revoked.'`;
    expect(await rowsOf(at.server, log)).toEqual([{ credential: 'system' }]);
  });

  test('the warning is in the owner’s language', async () => {
    await person('fr');
    await job(84);
    expect(mailServer.emails.map(({ subject }) => subject)).toEqual(['Votre jeton « <i>Old</i> » n’est pas utilisé']);
  });

  test('one use keeps the token, and the days are counted from it', async () => {
    const { token } = await person();
    await job(84);
    await usedAfter(token.id, 85);
    await job(100);
    expect([mailServer.emails.length, await revoked(token.id)]).toEqual([1, undefined]);
    await job(85 + 84);
    expect(mailServer.emails).toHaveLength(2);
    await job(85 + 92);
    expect(await revoked(token.id)).toBe('unused');
  });

  test('the days are counted from the last regeneration', async () => {
    const { by, token } = await person();
    await at.server.db.execute(
      sql`update personal_access_tokens set created_at = now() - interval '200 days' where id = ${token.id}`,
    );
    await regenerate(by, token.id);
    await job(1);
    expect(mailServer.emails).toEqual([]);
  });

  test('a token that is blocked since a restore does not count as unused, and its days are counted from its confirmation', async () => {
    const { by, token } = await person();
    const confirm = sql`select extract(day from now() - confirmed_at)::int as days from personal_access_tokens where id = ${token.id}`;
    await job(84);
    mailServer.emails.length = 0;
    await at.server.db.execute(sql`update personal_access_tokens set fenced_at = now() where id = ${token.id}`);
    await job(500);
    expect([mailServer.emails, await revoked(token.id)]).toEqual([[], undefined]);
    const query = 'mutation ($ids: [Int64Bit!]!) { confirmPersonalAccessTokens(ids: $ids) { success } }';
    expect((await by(query, { ids: [token.id] })).errors).toBeUndefined();
    expect(await rowsOf(at.server, confirm)).toEqual([{ days: 0 }]);
    await at.server.db.execute(
      sql`update personal_access_tokens set created_at = now() - interval '200 days' where id = ${token.id}`,
    );
    await job(80);
    expect([mailServer.emails, await revoked(token.id)]).toEqual([[], undefined]);
    await job(84);
    await job(92);
    expect([mailServer.emails.length, await revoked(token.id)]).toEqual([1, 'unused']);
  });

  test('a token of an owner who is blocked since a restore does not count as unused', async () => {
    const { token } = await person();
    await at.server.db.execute(
      sql`update users set fenced_at = now() where id = (select user_id from personal_access_tokens where id = ${token.id})`,
    );
    await job(84);
    await job(500);
    expect([mailServer.emails, await revoked(token.id)]).toEqual([[], undefined]);
  });

  test('when the policy is set later, owners of long unused tokens are warned first', async () => {
    const { token } = await person();
    await job(500);
    expect([mailServer.emails.length, await revoked(token.id)]).toEqual([1, undefined]);
    await job(507.1);
    expect(await revoked(token.id)).toBe('unused');
  });

  test('several workers at once warn once and revoke once', async () => {
    const { token } = await person();
    await Promise.all([job(84), job(84), job(84)]);
    expect(mailServer.emails).toHaveLength(1);
    await Promise.all([job(92), job(92), job(92)]);
    const log = sql`select id from logs where loggable_id = ${token.id} and message like '%was revoked.'`;
    expect(await rowsOf(at.server, log)).toHaveLength(1);
  });

  test('an owner whose address does not exist counts as warned; while the mail server is unreachable, no owner counts as warned', async () => {
    mailServer.refuse('gone@example.com');
    const [gone, none, fine] = [await person('en', 'gone@example.com'), await person('en', 'nobody'), await person()];
    const away = { ...at.server.mail, send: () => Promise.reject(new Error('connect ECONNREFUSED')) };
    await job(84, away);
    await job(92, away);
    for (const { token } of [gone, none, fine]) expect(await revoked(token.id)).toBeUndefined();
    await job(92.1);
    await job(99.2);
    for (const { token } of [gone, none, fine]) expect(await revoked(token.id)).toBe('unused');
    expect(mailServer.emails.map(({ to }) => to[0])).toEqual([fine.email]);
  });

  test('while the mail server refuses the login, no owner counts as warned and no token is revoked', async () => {
    const { token } = await person();
    const refusal = Object.assign(new Error('Invalid login'), {
      code: 'EAUTH',
      command: 'AUTH PLAIN',
      responseCode: 535,
    });
    const locked = { ...at.server.mail, send: () => Promise.reject(refusal) };
    for (const days of [84, 92, 99.2]) await job(days, locked);
    expect([await revoked(token.id), mailServer.emails]).toEqual([undefined, []]);
  });

  test('without a mail server, an unused token is revoked without a warning', async () => {
    const { token } = await person();
    const mute = { ...at.server.mail, configured: false };
    await job(89.9, mute);
    expect(await revoked(token.id)).toBeUndefined();
    await job(90.1, mute);
    expect([await revoked(token.id), mailServer.emails]).toEqual(['unused', []]);
  });

  test('an expired token is neither warned about nor revoked', async () => {
    const { by } = await person();
    const { id } = await made(by, { expires_at: inDays(50) });
    await job(84);
    await job(92);
    expect(mailServer.emails).toHaveLength(1);
    expect(await revoked(id)).toBeUndefined();
  });
});
