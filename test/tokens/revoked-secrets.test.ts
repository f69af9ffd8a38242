/** Use of a value that is dead is written down and told to the owner, once a day; nobody else learns of it. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { newToken } from '../../src/domain/base/secrets.ts';
import { type PostOffice, startPostOffice } from '../kit/mail.ts';
import { ask } from '../people.ts';
import { kinds } from '../server.ts';
import { done, holding, inBrowser, made, regenerate, revoke, rowsOf, world } from './acts.ts';

describe.each(kinds)('on %s', (kind) => {
  let office: PostOffice;
  beforeAll(async () => {
    office = await startPostOffice();
  });
  const at = world(kind, () => ({ SMTP_URL: office.url, TRUSTED_PROXIES: '127.0.0.1/32' }));
  afterAll(() => office.stop());
  beforeEach(() => void office.letters.splice(0));

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

  /** When a later letter is there, an earlier one would be too. */
  async function laterLetter() {
    const { by, email, made } = await person();
    await revoke(by, made.id);
    await use(made.token);
    await office.next(email);
    office.letters.splice(
      office.letters.findIndex(({ to }) => to[0] === email),
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
      const [dead, unknown] = answers.map(({ status, errors }) => [status, errors]);
      expect(dead).toEqual(unknown);
      const letter = await office.next(email);
      expect(letter.subject).toBe('An old value of your token “<u>CI</u>” was used');
      expect(letter.text).toContain('192.0.2.77');
      expect(letter.html).not.toContain('<u>');
      for (const secret of [made.token, made.token.slice(4, 34)]) expect(letter.raw).not.toContain(secret);
      const message = 'A revoked or replaced secret of personal access token <u>CI</u> was used.';
      expect(await written(made.id)).toEqual([{ message, current: '{"ip":"192.0.2.77"}', credential: 'system' }]);
    },
  );

  test('is told once a day, however often and by however many it is used', async () => {
    const { by, email, made } = await person('fr');
    await revoke(by, made.id);
    await Promise.all(Array.from({ length: 20 }, () => use(made.token)));
    expect((await office.next(email)).subject).toBe('Une ancienne valeur de votre jeton « <u>CI</u> » a été utilisée');
    await use(made.token);
    expect(await written(made.id)).toHaveLength(1);
    await at.server.db.execute(
      sql`update personal_access_tokens set dead_use_told_at = now() - interval '25 hours' where id = ${made.id}`,
    );
    await use(made.token);
    await office.next(email);
    expect(await written(made.id)).toHaveLength(2);
    expect(office.letters.filter(({ to }) => to[0] === email)).toHaveLength(2);
  });

  test('a disabled owner gets no letter; the log has it', async () => {
    const { id, email, made } = await person();
    await at.owner(`mutation { updateUser(id: ${id}, input: { enabled: false }) { id } }`);
    await use(made.token);
    expect(await written(made.id)).toHaveLength(1);
    await laterLetter();
    expect(office.letters.filter(({ to }) => to[0] === email)).toEqual([]);
  });

  test('an old value in its overlap, an expired token and one with a typo are nothing to tell of', async () => {
    const { by, made } = await person();
    await done(regenerate(by, made.id, { overlap_minutes: 60 }));
    expect((await use(made.token)).status).toBe(200);
    const expiring = await person();
    await at.server.db.execute(
      sql`update personal_access_tokens set expires_at = now() where id = ${expiring.made.id}`,
    );
    await use(expiring.made.token);
    await use(`${made.token.slice(0, -1)}!`);
    await laterLetter();
    expect([await written(made.id), await written(expiring.made.id), office.letters]).toEqual([[], [], []]);
  });

  test('a bouncing owner makes no difference to whoever is refused', async () => {
    const { by, email, made } = await person();
    office.refuse(email);
    await revoke(by, made.id);
    expect((await use(made.token)).status).toBe(401);
    expect(await written(made.id)).toHaveLength(1);
  });
});
