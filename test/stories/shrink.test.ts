/** A token is shrunk to what it uses; a call that requires more is refused, logged and emailed; and one mutation restores it. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import type { Permission } from '../../src/domain/access/permissions.ts';
import { type MailServer, startMailServer } from '../kit/mail.ts';
import { withoutTriggers } from '../kit/without-triggers.ts';
import { kinds } from '../server.ts';
import { type Ask, holding, inBrowser, made, refusal, rowsOf, setPolicy, world } from '../tokens/acts.ts';

describe.each(kinds)('on %s', (kind) => {
  let mailServer: MailServer;
  beforeAll(async () => {
    mailServer = await startMailServer();
  });
  const at = world(kind, () => ({ SMTP_URL: mailServer.url, PUBLIC_URL: 'http://latchkey.example.com' }));
  afterAll(() => mailServer.stop());
  beforeEach(() => void mailServer.emails.splice(0));

  const users = '{ users { entities { id } } }';
  const roles = '{ roles { entities { id } } }';

  /** A user whose token uses one of its permissions. */
  async function using(language = 'en', fourth: Permission = 'READ_PERSONAL_ACCESS_TOKEN') {
    const who = await at.as.having('READ_USER', 'READ_ROLE', 'CREATE_NOTE', fourth);
    await at.server.db.execute(sql`update users set language = ${language} where id = ${who.id}`);
    const by = await inBrowser(at.server, who);
    const { id, token } = await made(by, { name: '<u>CI</u>' });
    const program = holding(at.server, token);
    expect((await program(users)).errors).toBeUndefined();
    await at.server.usage.flush();
    return { by, id, program, token, email: `${who.username}@example.com` };
  }

  async function shrunk(by: Ask, id: string, input = '{ unused_for_days: 30 }') {
    const fields = '{ latent_permissions shrunk_at permissions }';
    const { data, errors } = await by(
      `mutation { done: shrinkPersonalAccessToken(id: ${id}, input: ${input}) ${fields} }`,
    );
    expect(errors).toBeUndefined();
    return data.done;
  }
  const restore = (by: Ask, id: string, args = '') =>
    by(`mutation { done: restorePersonalAccessToken(id: ${id}${args}) { latent_permissions shrunk_at } }`);
  const logged = (id: string, what: string) =>
    rowsOf(
      at.server,
      sql`select credential, current from logs where loggable_id = ${id} and message like ${what} order by id`,
    );

  test('a token is shrunk as suggested, refused, reported in an email and restored', async () => {
    const { by, id, program, email } = await using();
    const suggestion = await by(
      `{ shrink_suggestion(id: ${id}, unused_for_days: 30) { latent_permissions kept_permissions counted_since warnings used_methods } }`,
    );
    const { latent_permissions, ...suggested } = suggestion.data.shrink_suggestion;
    expect(suggested).toEqual({
      kept_permissions: ['READ_USER'],
      counted_since: expect.any(String),
      warnings: [expect.stringMatching(/^Uses are counted only since \d{4}-\d\d-\d\d/)],
      used_methods: ['users'],
    });
    expect(latent_permissions).toEqual(expect.arrayContaining(['READ_ROLE', 'CREATE_NOTE', 'DELETE_ROLE']));
    expect(await shrunk(by, id)).toEqual({ latent_permissions, shrunk_at: expect.any(String), permissions: null });
    expect(await logged(id, '%was shrunk by%')).toHaveLength(1);

    expect((await program(users)).errors).toBeUndefined();
    expect((await program('{ me { effective_permissions } }')).data.me.effective_permissions).toEqual(['READ_USER']);
    const refused = await program(roles);
    expect(refused.data).toBeNull();
    expect(refused.errors?.[0]?.extensions).toMatchObject({
      code: 'FORBIDDEN',
      missing_permissions: ['READ_ROLE'],
      latent_permissions: ['READ_ROLE'],
    });
    expect(await logged(id, 'READ_ROLE was needed%')).toEqual([
      { credential: 'token', current: '{"latent_permission":"READ_ROLE","ip":"127.0.0.1"}' },
    ]);
    const message = await mailServer.next(email);
    expect(message.subject).toBe('Your token “<u>CI</u>” was refused permissions that were removed from it');
    for (const part of ['READ_ROLE', 'http://latchkey.example.com/account/tokens', 'restorePersonalAccessToken'])
      expect(message.text).toContain(part);
    expect(message.html).not.toContain('<u>');

    expect((await restore(by, id, ', permissions: [READ_ROLE]')).data.done.latent_permissions).toEqual(
      latent_permissions.filter((permission: string) => permission !== 'READ_ROLE'),
    );
    expect((await program(roles)).errors).toBeUndefined();
    expect((await restore(by, id)).data.done).toEqual({ latent_permissions: null, shrunk_at: null });
    expect(await logged(id, '%was restored to%')).toHaveLength(2);
    expect((await program('{ me { effective_permissions } }')).data.me.effective_permissions).toHaveLength(4);
  });

  test('a use of a latent permission is logged once a day per permission, and emailed once a day', async () => {
    const { by, id, program, token, email } = await using('fr');
    await shrunk(by, id);
    await Promise.all(Array.from({ length: 10 }, () => program(roles)));
    expect((await mailServer.next(email)).subject).toBe(
      'Votre jeton « <u>CI</u> » a besoin de permissions qui lui ont été retirées',
    );
    const table = await fetch(`${at.server.url}/api/personal_access_tokens.csv`, {
      headers: { Authorization: `Bearer ${token}` },
    });
    const { errors } = (await table.json()) as { errors: { extensions: object }[] };
    expect(errors[0]?.extensions).toMatchObject({ latent_permissions: ['READ_PERSONAL_ACCESS_TOKEN'] });
    await program(roles);
    expect(await logged(id, '%was needed%')).toHaveLength(2);
    await at.server.db.execute(
      sql`update personal_access_tokens set latent_need_told_at = now() - interval '25 hours' where id = ${id}`,
    );
    await withoutTriggers(at.server.db, (tx) =>
      tx.execute(sql`update logs set created_at = now() - interval '25 hours' where loggable_id = ${id}`),
    );
    await program(roles);
    await mailServer.next(email);
    expect(await logged(id, 'READ_ROLE was needed%')).toHaveLength(2);
    expect(mailServer.emails.filter(({ to }) => to[0] === email)).toHaveLength(2);
  });

  test('an answer with hidden rows counts as a use of a latent permission', async () => {
    const { by, id, program, email } = await using('en', 'READ_ACCESS_REQUEST');
    await shrunk(by, id);
    const { data, errors } = await program('{ access_requests { entities { id } } }');
    expect([data.access_requests.entities, errors]).toEqual([[], undefined]);
    expect((await mailServer.next(email)).text).toContain('READ_ACCESS_REQUEST');
  });

  test('a permission that the owner lacks too does not count as a use of a latent permission', async () => {
    const { by, id, program } = await using();
    await shrunk(by, id);
    const { errors } = await program('mutation { deleteRole(id: 1) { success } }');
    expect(errors?.[0]?.extensions).toMatchObject({ missing_permissions: ['DELETE_ROLE'] });
    expect(errors?.[0]?.extensions).not.toHaveProperty('latent_permissions');
    expect(await logged(id, '%was needed%')).toEqual([]);
  });

  test('within the days of the policy a use of a latent permission restores it, and after them it does not', async () => {
    await setPolicy(at, { restore_latent_within_days: 14 });
    const { by, id, program, email } = await using();
    await shrunk(by, id);
    const latent = () =>
      rowsOf<{ latent: string[] }>(
        at.server,
        sql`select latent_permissions as latent from personal_access_tokens where id = ${id}`,
      );
    const own = `{ personal_access_tokens(id: ${id}) { entities { shrunk_at latent_until } } }`;
    const { shrunk_at, latent_until } = (await by(own)).data.personal_access_tokens.entities[0];
    expect((Date.parse(latent_until) - Date.parse(shrunk_at)) / 86_400_000).toBeCloseTo(14, 1);
    expect((await program('{ me { effective_permissions } }')).data.me.effective_permissions).toHaveLength(4);
    expect((await latent())[0]?.latent).toContain('READ_ROLE');
    expect((await program(roles)).errors).toBeUndefined();
    expect((await latent())[0]?.latent).not.toContain('READ_ROLE');
    expect((await latent())[0]?.latent).toContain('CREATE_NOTE');
    expect(await logged(id, 'READ_ROLE was restored to%')).toHaveLength(1);
    const message = await mailServer.next(email);
    expect(message.subject).toBe('Permissions of your token “<u>CI</u>” were restored');
    expect(message.text).toContain('READ_ROLE');
    await at.server.db.execute(
      sql`update personal_access_tokens set latent_until = clock_timestamp() where id = ${id}`,
    );
    const { errors } = await program('{ all_personal_access_tokens { entities { id } } }');
    expect(errors?.[0]?.extensions).toMatchObject({ latent_permissions: ['READ_PERSONAL_ACCESS_TOKEN'] });
    expect((await program(roles)).errors).toBeUndefined();
    await setPolicy(at, { unset_restore_latent_within_days: true });
    const other = await using();
    await shrunk(other.by, other.id);
    expect(refusal(await other.program(roles)).code).toBe('FORBIDDEN');
  });
});
