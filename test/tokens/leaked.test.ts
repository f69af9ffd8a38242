/** Reporting leaked tokens: anybody who has found their values ends them at once, and owner and issuer are notified. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { newToken } from '../../src/domain/base/secrets.ts';
import { contents, lastEntries } from '../access/writing.ts';
import { type Email, type MailServer, startMailServer } from '../kit/mail.ts';
import { kinds } from '../server.ts';
import type { Person } from '../test-users.ts';
import { done, edit, holding, inBrowser, inDays, made, regenerate, revoke, rowsOf, world } from './acts.ts';

describe.each(kinds)('on %s', (kind) => {
  let mailServer: MailServer;
  beforeAll(async () => {
    mailServer = await startMailServer();
  });
  const at = world(kind, () => ({ SMTP_URL: mailServer.url, TRUSTED_PROXIES: '127.0.0.1/32' }));
  afterAll(() => mailServer.stop());
  beforeEach(() => void mailServer.emails.splice(0));

  let network = 0;
  async function report(body: string, type = 'text/plain', ip = `192.0.2.${++network % 250}`) {
    const headers = { 'Content-Type': type, 'X-Forwarded-For': ip };
    const response = await at.server.fetch('/leaked', { method: 'POST', headers, body });
    return { status: response.status, headers: response.headers, body: (await response.json()) as object };
  }
  const reported = async (body: string, type?: string) => (await report(body, type)).body;

  const works = async (token: string) => (await holding(at.server, token)('{ me { id } }')).status === 200;
  const emailOf = ({ username }: Person) => `${username}@example.com`;
  const state = async (id: string) => {
    const query = sql`select revoked_at is not null as revoked, revoke_reason from personal_access_tokens where id = ${id}`;
    return (await rowsOf<{ revoked: boolean; revoke_reason: string | null }>(at.server, query))[0];
  };
  async function outboxIsEmpty(): Promise<void> {
    while ((await rowsOf(at.server, sql`select id from outbox`)).length > 0)
      await new Promise((resolve) => setTimeout(resolve, 5));
  }
  async function person(language = 'en') {
    const who = await at.as.having('READ_USER');
    await at.server.db.execute(sql`update users set language = ${language} where id = ${who.id}`);
    return { ...who, by: await inBrowser(at.server, who) };
  }

  test('revokes all tokens in a text at once and no other, and says how many it found and revoked', async () => {
    const { by } = await person();
    const [one, two, other] = [await made(by), await made(by), await made(by)];
    const text = `see\n${one.token}\n"${two.token}" ${newToken('lku_')} again ${one.token}, lku_short`;
    expect(await reported(text)).toEqual({ found: 3, revoked: 2 });
    expect(await Promise.all([one, two, other].map(({ token }) => works(token)))).toEqual([false, false, true]);
    expect([await state(one.id), await state(two.id)]).toEqual(
      Array(2).fill({ revoked: true, revoke_reason: 'leaked' }),
    );
  });

  test.each<[string, string, (token: string) => string]>([
    ['text/plain', 'between letters', (token) => `key${token}key`],
    ['application/json', 'after an escaped line end', (token) => JSON.stringify({ log: `x\n${token}\n` })],
    ['application/json', 'with an escaped underscore', (token) => `{"log":"${token.replace('_', '\\u005F')}"}`],
    ['application/x-www-form-urlencoded', 'in a form', (token) => String(new URLSearchParams({ a: `\n${token}\n` }))],
    ['application/x-www-form-urlencoded', 'with a coded underscore', (token) => `a=${token.replace('_', '%5F')}`],
    ['multipart/form-data; boundary=b', 'in a file', (token) => `--b\r\n\r\n${token}\r\n--b--`],
    ['text/plain', 'after the beginning of another', (token) => `lku_${'x'.repeat(33)}${token}`],
  ])('finds a token in %s, %s', async (type, _where, textWith) => {
    const { token } = await made((await person()).by);
    expect(await reported(textWith(token), type)).toEqual({ found: 1, revoked: 1 });
    expect(await works(token)).toBe(false);
  });

  test('the owner gets an email in the language of the owner, even with all emails turned off', async () => {
    const who = await person('fr');
    await who.by(
      'mutation { updateMe(input: { muted_emails: [TOKEN_EXPIRES_SOON, TOKEN_EXPIRED, TOKEN_UNUSED, LATENT_PERMISSIONS_NEEDED, ACCESS_REQUESTED, ACCESS_DECIDED] }) { id } }',
    );
    const { token } = await made(who.by, { name: '<u>CI</u>' });
    await report(token, 'text/plain', '198.51.100.7');
    const email = await mailServer.next(emailOf(who));
    expect(email.subject).toBe('Le jeton « <u>CI</u> » a fuité et a été révoqué');
    expect(email.text).toContain('198.51.100.7');
    expect(email.text).toContain('/account/tokens');
    expect(email.html).not.toContain('<u>');
    expect(email.raw).not.toContain(token.slice(4, 34));
  });

  test('the user who issued the token for its owner gets an email, too, and each gets one', async () => {
    const [owner, issuer] = [await person(), await at.as.having('CREATE_PERSONAL_ACCESS_TOKEN', 'READ_USER')];
    const { token } = await made(await inBrowser(at.server, issuer), { name: 'deploy', user_id: owner.id });
    await report(token);
    const [first, second] = [await mailServer.next(emailOf(owner)), await mailServer.next(emailOf(issuer))];
    expect(first.text).toContain('Your personal access token “deploy”'.replace('Your', 'The value of your'));
    expect(second.text).toContain(`of ${owner.username}, which you issued,`);
    const later = await person();
    await report((await made(later.by)).token);
    await mailServer.next(emailOf(later));
    expect(mailServer.emails.map(({ to }) => to[0]).sort()).toEqual([owner, issuer, later].map(emailOf).sort());
  });

  test('a report of many tokens sends one email to each owner and issuer, which lists all that concern the recipient', async () => {
    const [ada, ben] = [await person(), await person('fr')];
    const issuer = await at.as.having('CREATE_PERSONAL_ACCESS_TOKEN', 'READ_USER');
    const byIssuer = await inBrowser(at.server, issuer);
    const tokens: string[] = [];
    for (const n of [1, 2, 3, 4, 5])
      for (const who of [ada, ben]) {
        tokens.push((await made(who.by, { name: `own ${n}` })).token);
        tokens.push((await made(byIssuer, { name: `issued ${n}`, user_id: who.id })).token);
      }
    expect(await reported(tokens.join('\n'))).toEqual({ found: 20, revoked: 20 });
    const [toAda, toBen, toIssuer] = [
      await mailServer.next(emailOf(ada)),
      await mailServer.next(emailOf(ben)),
      await mailServer.next(emailOf(issuer)),
    ];
    const listed = ({ text }: Email) => text.split('\n').filter((line) => line.startsWith('- '));
    const names = (name: string, as: (name: string) => string) => [1, 2, 3, 4, 5].map((n) => `- ${as(`${name} ${n}`)}`);
    const english = (name: string) => `“${name}”`;
    expect(toAda.subject).toBe('10 tokens have leaked and were revoked');
    expect(listed(toAda)).toEqual([...names('issued', english), ...names('own', english)]);
    expect(toBen.subject).toBe('10 jetons ont fuité et ont été révoqués');
    expect(listed(toBen)).toEqual(['issued', 'own'].flatMap((name) => names(name, (name) => `« ${name} »`)));
    const owners = [ada, ben].map(({ username }) => username).sort();
    expect(listed(toIssuer)).toEqual(owners.flatMap((owner) => names('issued', (name) => `“${name}” of ${owner}`)));
    expect(toIssuer.text).toContain('Tokens that you issued for others, which were revoked');
    expect([toAda.text.includes('/account/tokens'), toIssuer.text.includes('/account/tokens')]).toEqual([true, false]);
    await outboxIsEmpty();
    expect(mailServer.emails).toHaveLength(3);
  });

  test('an email about several tokens says of which only an old value has ended', async () => {
    const who = await person();
    const [replaced, whole] = [await made(who.by, { name: '<u>old</u>' }), await made(who.by, { name: 'whole' })];
    await done(regenerate(who.by, replaced.id, { overlap_minutes: 60 }));
    expect(await reported(`${replaced.token} ${whole.token}`)).toEqual({ found: 2, revoked: 2 });
    const email = await mailServer.next(emailOf(who));
    expect(email.subject).toBe('Values of 2 tokens have leaked');
    expect(email.text).toMatch(
      /revoked at once and do not work any more:\s+- “whole”\s+Your tokens of which an old value/,
    );
    expect(email.text).toMatch(/the new value does:\s+- “<u>old<\/u>”/);
    expect(email.html).not.toContain('<u>');
  });

  test('the log has the reason and the address of the report, and nobody as its user', async () => {
    const { id, token, name } = await made((await person()).by);
    await report(token, 'text/plain', '198.51.100.8');
    const [entry] = await lastEntries(at.server);
    expect(entry).toMatchObject({
      loggable_id: id,
      message: `Personal access token ${name} was revoked.`,
      current: { revoked: true, revoke_reason: 'leaked', reported_from: '198.51.100.8' },
      user_id: null,
      credential: 'system',
    });
  });

  test('revokes an expired token, which a new expiry would make valid again', async () => {
    const { by } = await person();
    const { id, token } = await made(by, { expires_at: inDays(1) });
    await at.server.db.execute(sql`update personal_access_tokens set expires_at = now() where id = ${id}`);
    expect(await reported(token)).toEqual({ found: 1, revoked: 1 });
    expect((await edit(by, id, { expires_at: inDays(2) })).errors?.[0]?.extensions.code).toBe('CONFLICT');
    expect(await works(token)).toBe(false);
  });

  test('of a replaced value ends only that value, and the new one works on', async () => {
    const who = await person();
    const before = await made(who.by, { name: 'rotated' });
    const after = await done(regenerate(who.by, before.id, { overlap_minutes: 60 }));
    expect(await works(before.token)).toBe(true);
    expect(await reported(before.token)).toEqual({ found: 1, revoked: 1 });
    expect((await lastEntries(at.server))[0]?.message).toContain('rotated was reported as leaked and ended.');
    expect((await mailServer.next(emailOf(who))).subject).toBe('An old value of the token “rotated” has leaked');
    expect(await reported(before.token)).toEqual({ found: 1, revoked: 0 });
    expect(await works(before.token)).toBe(false);
    expect(await works(after.token)).toBe(true);
  });

  test('of revoked, unknown and mistyped values changes nothing and sends nothing', async () => {
    const who = await person();
    const { id, token } = await made(who.by);
    await revoke(who.by, id, 'lost');
    await outboxIsEmpty();
    const before = await contents(at.server);
    const mistyped = token.replace(/.$/, (last) => (last === 'x' ? 'y' : 'x'));
    expect(await reported(`${token} ${newToken('lkp_')} ${mistyped}`)).toEqual({ found: 2, revoked: 0 });
    expect(await reported('')).toEqual({ found: 0, revoked: 0 });
    expect(await contents(at.server)).toBe(before);
    // Emails of the test before may be on their way.
    const about = sql`about ->> 'tokenId' = ${id} or about ->> 'userId' = ${who.id}`;
    expect(await rowsOf(at.server, sql`select kind from outbox where ${about}`)).toEqual([]);
    expect(mailServer.emails.filter(({ to }) => to[0] === emailOf(who))).toEqual([]);
  });

  test('tokens are found in text of UTF-16', async () => {
    const { by } = await person();
    for (const order of ['little', 'big']) {
      const { token } = await made(by);
      const text = Buffer.from(`a file with ${token} in it`, 'utf16le');
      const body = order === 'big' ? text.swap16() : text;
      const answer = await fetch(`${at.server.url}/leaked`, { method: 'POST', body });
      expect([order, await answer.json()]).toEqual([order, { found: 1, revoked: 1 }]);
    }
  });

  test('of more than 300 tokens is refused as a whole, and so is a body of more than 64,000 bytes', async () => {
    const { token } = await made((await person()).by);
    const many = `${token} ${Array.from({ length: 300 }, () => newToken('lku_')).join(' ')}`;
    expect(await report(many)).toMatchObject({
      status: 400,
      body: { errors: [{ extensions: { code: 'INVALID_INPUT' } }] },
    });
    expect((await report(`${token}${' '.repeat(64_000)}`)).status).toBe(413);
    expect(await works(token)).toBe(true);
    expect(await reported(many.slice(0, -41))).toEqual({ found: 300, revoked: 1 });
  });

  test('is limited for each network, and says when to try again', async () => {
    const { token } = await made((await person()).by);
    await at.server.db.execute(sql`insert into sign_in_attempts (key, attempts) values ('leaked:203.0.113.9', 60)`);
    const refused = await report(token, 'text/plain', '203.0.113.9');
    expect(refused).toMatchObject({ status: 429, body: { errors: [{ extensions: { code: 'LIMITED' } }] } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await works(token)).toBe(true);
    expect((await report(token, 'text/plain', '203.0.113.10')).status).toBe(200);
  });

  test('a failure leaves all tokens of the report as they were', async () => {
    const { by } = await person();
    const [one, two] = [await made(by), await made(by)];
    await at.server.db.execute(sql`alter table outbox rename to outbox_away`);
    expect((await report(`${one.token} ${two.token}`)).status).toBe(500);
    await at.server.db.execute(sql`alter table outbox_away rename to outbox`);
    expect([await works(one.token), await works(two.token)]).toEqual([true, true]);
  });

  test('is accepted only as POST', async () => {
    const response = await at.server.fetch('/leaked');
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
  });

  test('no value that was reported is in the log of requests', async () => {
    const { token } = await made((await person()).by);
    await report(token);
    expect(at.server.logged.join('')).toContain('/leaked');
    expect(at.server.logged.join('')).not.toContain(token.slice(4, 34));
  });
});
