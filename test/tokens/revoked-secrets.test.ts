/** Use of a revoked or replaced secret is logged and reported to the owner once a day. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { newToken } from '../../src/domain/base/secrets.ts';
import { type MailServer, startMailServer } from '../kit/mail.ts';
import { kinds } from '../server.ts';
import { ask } from '../test-users.ts';
import { done, holding, inBrowser, made, regenerate, revoke, rowsOf, world } from './acts.ts';

describe.each(kinds)('on %s', (kind) => {
  let mailServer: MailServer;
  beforeAll(async () => {
    mailServer = await startMailServer();
  });
  const at = world(kind, () => ({ SMTP_URL: mailServer.url, TRUSTED_PROXIES: '127.0.0.1/32' }));
  afterAll(() => mailServer.stop());
  beforeEach(() => void mailServer.emails.splice(0));

  const use = (token: string) =>
    ask(at.server, { Authorization: `Bearer ${token}`, 'X-Forwarded-For': '192.0.2.77' }, '{ me { id } }');
  const written = (id: string) =>
    rowsOf(at.server, sql`select message, current, credential from logs where loggable_id = ${id} and type = 'OTHER'`);

  async function person(language = 'en') {
    const who = await at.as.having();
    await at.server.db.execute(sql`update users set language = ${language} where id = ${who.id}`);
    const by = await inBrowser(at.server, who);
    return { ...who, by, email: `${who.username}@example.com`, made: await made(by, { name: '<u>CI</u>' }) };
  }

  /** When a later email has arrived, an earlier one would have arrived, too. */
  async function laterEmail() {
    const { by, email, made } = await person();
    await revoke(by, made.id);
    await use(made.token);
    await mailServer.next(email);
    mailServer.emails.splice(
      mailServer.emails.findIndex(({ to }) => to[0] === email),
      1,
    );
  }

  test.each(['regenerated', 'regenerated with an overlap that is over', 'revoked'])(
    'a value that was %s',
    async (how) => {
      const { by, email, made } = await person();
      if (how === 'revoked') await revoke(by, made.id);
      else {
        const overlap_minutes = how === 'regenerated' ? 0 : 60;
        const { token } = await done(regenerate(by, made.id, { overlap_minutes }));
        expect((await holding(at.server, token)('{ me { id } }')).status).toBe(200);
      }
      const answers = [await use(made.token), await use(newToken('lku_'))];
      const [revoked, unknown] = answers.map(({ status, errors }) => [status, errors]);
      expect(revoked).toEqual(unknown);
      const received = await mailServer.next(email);
      expect(received.subject).toBe('An old value of your token “<u>CI</u>” was used');
      expect(received.text).toContain('192.0.2.77');
      expect(received.html).not.toContain('<u>');
      for (const secret of [made.token, made.token.slice(4, 34)]) expect(received.raw).not.toContain(secret);
      const message = 'A revoked or replaced secret of personal access token <u>CI</u> was used.';
      expect(await written(made.id)).toEqual([{ message, current: '{"ip":"192.0.2.77"}', credential: 'system' }]);
    },
  );

  test('is reported once a day, however often the secret is used', async () => {
    const { by, email, made } = await person('fr');
    await revoke(by, made.id);
    await Promise.all(Array.from({ length: 20 }, () => use(made.token)));
    expect((await mailServer.next(email)).subject).toBe(
      'Une ancienne valeur de votre jeton « <u>CI</u> » a été utilisée',
    );
    await use(made.token);
    expect(await written(made.id)).toHaveLength(1);
    await at.server.db.execute(
      sql`update personal_access_tokens set dead_use_told_at = now() - interval '25 hours' where id = ${made.id}`,
    );
    await use(made.token);
    await mailServer.next(email);
    expect(await written(made.id)).toHaveLength(2);
    expect(mailServer.emails.filter(({ to }) => to[0] === email)).toHaveLength(2);
  });

  test('a disabled owner gets no email, but the use is logged', async () => {
    const { id, email, made } = await person();
    await at.owner(`mutation { updateUser(id: ${id}, input: { enabled: false }) { id } }`);
    await use(made.token);
    expect(await written(made.id)).toHaveLength(1);
    await laterEmail();
    expect(mailServer.emails.filter(({ to }) => to[0] === email)).toEqual([]);
  });

  test('use of an old secret during the overlap, of an expired token and of an unknown secret is not reported', async () => {
    const { by, made } = await person();
    await done(regenerate(by, made.id, { overlap_minutes: 60 }));
    expect((await use(made.token)).status).toBe(200);
    const expiring = await person();
    await at.server.db.execute(
      sql`update personal_access_tokens set expires_at = now() where id = ${expiring.made.id}`,
    );
    await use(expiring.made.token);
    await use(`${made.token.slice(0, -1)}!`);
    await laterEmail();
    expect([await written(made.id), await written(expiring.made.id), mailServer.emails]).toEqual([[], [], []]);
  });

  test('an owner whose address bounces does not change the answer', async () => {
    const { by, email, made } = await person();
    mailServer.refuse(email);
    await revoke(by, made.id);
    expect((await use(made.token)).status).toBe(401);
    expect(await written(made.id)).toHaveLength(1);
  });
});
