/** `latchkey fence`: after a restore nothing that the database contains lets anybody in, until it is confirmed. */
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { eq, sql } from 'drizzle-orm';
import { authenticationFactors, recoveryCodes } from '../../schema/factors.ts';
import { outbox } from '../../schema/outbox.ts';
import { passwordLinks, signInAttempts } from '../../schema/sessions.ts';
import { personalAccessTokens } from '../../schema/tokens.ts';
import { users } from '../../schema/users.ts';
import { lockForChange } from '../../src/db/fair-locks.ts';
import { hashSecret } from '../../src/domain/base/secrets.ts';
import { fence } from '../../src/domain/people/fence.ts';
import { lastEntries } from '../access/writing.ts';
import { type MailServer, startMailServer } from '../kit/mail.ts';
import { kinds, type Latchkey, startLatchkey } from '../server.ts';
import { bearer, get, serviceHaving } from '../services/asking.ts';
import {
  enrollApp,
  firstStep,
  pendingOf,
  secondStep,
  sessionOf,
  setPassword,
  waitSteps,
} from '../sign-in/factor-acts.ts';
import { ask, type Person, people } from '../test-users.ts';
import { type Ask, holding, inBrowser, made, regenerate, rowsOf, setPolicy } from '../tokens/acts.ts';
import { type Attempt, credentialsOf, strong } from './credentials.ts';

describe.each(kinds)('on %s', (kind) => {
  let mailServer: MailServer;
  let server: Latchkey;
  let owner: Person;
  let as: ReturnType<typeof people>;
  let at: ReturnType<typeof credentialsOf>;
  beforeAll(async () => {
    mailServer = await startMailServer();
    server = await startLatchkey(kind, { SMTP_URL: mailServer.url });
    as = people(server);
    at = credentialsOf(server);
    owner = await as.owner();
  });
  afterAll(async () => {
    await server.stop();
    await mailServer.stop();
  });
  beforeEach(() => server.db.delete(signInAttempts));

  test('0 credentials are accepted after a fence that were accepted before it', async () => {
    await setPolicy({ owner: await inBrowser(server, owner) }, { accept_session_parameter: true });
    const tried: Attempt[] = [];
    const kept: Attempt[] = [];
    for (const make of Object.values(at.credentials)) {
      tried.push(await make());
      kept.push(await make());
    }
    const outcomes = async (attempts: Attempt[]) => {
      await server.db.delete(signInAttempts);
      const found: Record<string, boolean> = {};
      for (const [place, name] of Object.keys(at.credentials).entries())
        found[name] = (await attempts[place]?.()) === true;
      return found;
    };
    const all = (outcome: boolean) => Object.fromEntries(Object.keys(at.credentials).map((name) => [name, outcome]));
    expect(await outcomes(tried)).toEqual(all(true));
    await fence(server.db, owner.username);
    expect(await outcomes(kept)).toEqual(all(false));
    expect(await server.db.$count(recoveryCodes)).toBe(0);
  });

  /** A new super admin, who has fenced everything and set a new password with the link. */
  async function returned() {
    const operator = await as.owner();
    const { link, counts } = await fence(server.db, operator.username);
    expect(await at.sets(link.secret)).toBe(true);
    const step = await firstStep(server, operator.username, strong);
    expect(step.status).toBe(200);
    const by: Ask = (query, variables) => ask(server, { Cookie: sessionOf(step) }, query, variables);
    return { operator, by, counts };
  }
  const confirm = (by: Ask, ...ids: string[]) =>
    by('mutation ($ids: [Int64Bit!]!) { done: confirmPersonalAccessTokens(ids: $ids) { success } }', { ids });
  const sendLinks = (by: Ask, ...ids: string[]) =>
    by('mutation ($ids: [Int64Bit!]!) { done: sendPasswordLinks(user_ids: $ids) { user_id success message } }', {
      ids,
    });
  const idOf = async (token: string) =>
    (
      await server.db
        .select()
        .from(personalAccessTokens)
        .where(eq(personalAccessTokens.secretHash, hashSecret(token)))
    )[0]?.id as string;
  const blockedUntil = (what: string) =>
    `This token is blocked since the database was restored on ${new Date().toISOString().slice(0, 10)}, until ${what}.`;
  const fencedIn = async (id: string) =>
    (await server.db.select().from(personalAccessTokens).where(eq(personalAccessTokens.id, id)))[0]?.fencedAt;

  test('the operator returns with the one link, others with emailed links, and tokens after their confirmation', async () => {
    const ada = await at.person();
    const { app } = await enrollApp(await inBrowser(server, ada));
    const address = `${ada.username}@example.com`;
    expect((await mailServer.next(address)).text).toContain('an authenticator app was added');
    const robot = await serviceHaving(server, 'READ_USER');
    const { by } = await returned();
    expect(await lastEntries(server, 5)).toContainEqual(
      expect.objectContaining({
        message: 'The operator fenced the restored database: all credentials are blocked until they are confirmed.',
        current: expect.objectContaining({ tokens: expect.any(Number), users: expect.any(Number) }),
      }),
    );

    const listed = await by('{ users(search: [{ exists: ["fenced_at"] }]) { entities { id enabled fenced_at } } }');
    expect(listed.data.users.entities).toContainEqual({ id: ada.id, enabled: true, fenced_at: expect.any(String) });
    const gone = await at.person();
    await server.db.update(users).set({ enabled: false }).where(eq(users.id, gone.id));
    const sent = await sendLinks(by, ada.id, robot.id, gone.id);
    expect(sent.data.done).toEqual([
      { user_id: ada.id, success: true, message: null },
      { user_id: robot.id, success: false, message: 'A service account has no password.' },
      { user_id: gone.id, success: false, message: 'The user is disabled.' },
    ]);
    const { text } = await mailServer.next(address);
    expect(text).toContain('The database was restored from a backup.');
    const secret = /\/set-password\/(\w{30})/.exec(text)?.[1] ?? null;
    expect((await firstStep(server, ada.username)).status).toBe(401);
    expect(await at.sets(secret)).toBe(true);

    await waitSteps(server, ada.id);
    const pending = pendingOf(await firstStep(server, ada.username, strong));
    const step = await secondStep(server, pending, app());
    expect(step.status).toBe(200);
    const adas: Ask = (query, variables) => ask(server, { Cookie: sessionOf(step) }, query, variables);
    const blocked = blockedUntil('its owner or an administrator has confirmed it');
    const refused = await ada.ask('{ me { id } }');
    expect([refused.status, refused.errors?.[0]?.message]).toEqual([401, blocked]);
    const verified = await get(server, '/auth/verify', bearer(ada.token));
    expect(verified).toMatchObject({ status: 401, body: { errors: [{ message: blocked }] } });

    const states = '{ personal_access_tokens { entities { id state fenced_at } } }';
    const [token] = (await adas(states)).data.personal_access_tokens.entities;
    expect(token).toEqual({ id: await idOf(ada.token), state: 'FENCED', fenced_at: expect.any(String) });
    expect((await confirm(adas, token.id)).data.done).toEqual({ success: true });
    expect(await at.works(ada.token)).toBe(true);
    expect((await lastEntries(server))[0]).toMatchObject({
      message: 'Personal access token test was confirmed after a restore.',
      previous: { fenced_at: new Date(token.fenced_at).toISOString() },
      current: { fenced_at: null },
    });

    expect(await at.works(robot.token)).toBe(false);
    expect((await confirm(by, await idOf(robot.token))).errors).toBeUndefined();
    expect(await at.works(robot.token)).toBe(true);
  });

  test('the refusal of a token says what has to be done: nothing for one that has expired', async () => {
    const message = async ({ ask }: Person) => (await ask('{ me { id } }')).errors?.[0]?.message;
    const ada = await at.person();
    const id = await idOf(ada.token);
    const { by } = await returned();
    expect(await message(ada)).toBe(
      blockedUntil('its owner has set a new password and its owner or an administrator has confirmed it'),
    );
    expect((await confirm(by, id)).errors).toBeUndefined();
    expect(await message(ada)).toBe(blockedUntil('its owner has set a new password'));
    const ended = { expiresAt: new Date() };
    await server.db.update(personalAccessTokens).set(ended).where(eq(personalAccessTokens.id, id));
    expect(await message(ada)).toBe('The token is not valid: it is malformed, unknown, expired or revoked.');
  });

  test('of a token that was not regenerated nothing is ended', async () => {
    const { token } = await at.person();
    await fence(server.db, owner.username);
    const [row] = await server.db
      .select()
      .from(personalAccessTokens)
      .where(eq(personalAccessTokens.id, await idOf(token)));
    expect([row?.previousHash, row?.previousUntil]).toEqual([null, null]);
  });

  test('a link for a blocked user works for 24 hours, as for any user who had a password', async () => {
    const ada = await at.person();
    const { by } = await returned();
    await sendLinks(by, ada.id);
    const [link] = await server.db.select().from(passwordLinks).where(eq(passwordLinks.userId, ada.id));
    const hours = ((link?.expiresAt.getTime() ?? 0) - Date.now()) / 3_600_000;
    expect(Math.round(hours)).toBe(24);
  });

  test('tokens confirm nothing, and users only what they may change: all of it or none', async () => {
    const [ada, ben] = [await at.person(), await at.person()];
    const [adas, bens] = [await idOf(ada.token), await idOf(ben.token)];
    const { operator, by } = await returned();
    await server.db.update(users).set({ fencedAt: null }).where(eq(users.id, ada.id));
    const asAda = await inBrowser(server, ada);
    expect((await confirm(asAda, adas, bens)).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    expect((await confirm(asAda)).errors?.[0]?.message).toBe('`ids` must not be empty.');
    const late = await inBrowser(server, ada, 60);
    expect((await confirm(late, adas)).errors?.[0]?.extensions.code).toBe('PASSWORD_CONFIRMATION_REQUIRED');
    expect([await fencedIn(adas), await fencedIn(bens)]).toEqual([expect.any(Date), expect.any(Date)]);
    const { token } = await made(by);
    const refused = await confirm(holding(server, token), await idOf(operator.token));
    expect(refused.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    await by('mutation ($id: Int64Bit!) { deletePersonalAccessToken(id: $id) { success } }', { id: adas });
    expect((await confirm(by, adas)).errors?.[0]?.extensions.code).toBe('CONFLICT');
  });

  test('a regenerated token is accepted with its new secret, and without an overlap', async () => {
    const ada = await at.person();
    const id = await idOf(ada.token);
    const { by } = await returned();
    await server.db.update(users).set({ fencedAt: null }).where(eq(users.id, ada.id));
    const overlapping = await regenerate(by, id, { overlap_minutes: 5 });
    expect(overlapping.errors?.[0]?.extensions.fields).toEqual({
      overlap_minutes: 'must be 0, because the old secret is blocked since the database was restored.',
    });
    const { data } = await by(
      'mutation ($id: Int64Bit!) { regeneratePersonalAccessToken(id: $id) { token fenced_at } }',
      { id },
    );
    expect(data.regeneratePersonalAccessToken.fenced_at).toBeNull();
    expect(await at.works(data.regeneratePersonalAccessToken.token)).toBe(true);
    expect(await at.works(ada.token)).toBe(false);
  });

  test('a passkey signs in by itself again after it was used together with the new password', async () => {
    const { one, passkey } = await at.withPasskey();
    await returned();
    await setPassword(server, one.id);
    await server.db.update(users).set({ fencedAt: null }).where(eq(users.id, one.id));
    const alone = await at.post('/sign-in/passkey', { passkey: passkey.sign(await at.challenge()) });
    expect([alone.status, await alone.json()]).toMatchObject([
      409,
      { errors: [{ message: expect.stringContaining('Sign in with your password and then this passkey once.') }] },
    ]);
    const other = await at.person();
    await enrollApp(await inBrowser(server, other));
    const Others = pendingOf(await firstStep(server, other.username));
    expect(await at.signsIn(passkey.sign(await at.challenge()), { Cookie: Others })).toBe(false);
    const Cookie = pendingOf(await firstStep(server, one.username));
    expect(await at.signsIn(passkey.sign(await at.challenge()), { Cookie })).toBe(true);
    expect(await lastEntries(server)).toMatchObject([
      { message: 'A passkey was confirmed after a restore: it was used together with the password.' },
    ]);
    expect(await at.signsIn(passkey.sign(await at.challenge()))).toBe(true);
  });

  test('it drops emails with links and codes that were not sent, and no others', async () => {
    // Emails of the test before may be on their way.
    await server.db.delete(outbox);
    const { id } = await at.person();
    const dueAt = sql`clock_timestamp() + interval '1 day'`;
    const [factor] = await server.db
      .insert(authenticationFactors)
      .values({ userId: id, type: 'EMAIL', codeHash: randomBytes(32), codeExpiresAt: dueAt })
      .returning();
    await server.db.insert(outbox).values([
      { kind: 'PASSWORD_LINK', about: { linkId: '1' }, dueAt },
      { kind: 'FACTOR_CODE', about: { factorId: factor?.id }, dueAt },
      { kind: 'FACTORS_RESET', about: { userId: id }, dueAt },
    ]);
    const { counts } = await fence(server.db, owner.username);
    expect(counts).toMatchObject({ messages: 2, emailedCodes: 1 });
    expect((await server.db.select().from(outbox)).map(({ kind }) => kind)).toEqual(['FACTORS_RESET']);
    await server.db.delete(outbox);
  });

  test('a second fence blocks again what was confirmed since', async () => {
    const { by, operator } = await returned();
    const { token } = await made(by);
    expect(await at.works(token)).toBe(true);
    await fence(server.db, operator.username);
    expect(await at.works(token)).toBe(false);
    expect((await by('{ me { id } }')).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });

  // PGlite runs one transaction after the other.
  if (kind === 'postgres')
    test('an operator who is demoted while the fence waits gets no link', async () => {
      const operator = await as.owner();
      let fenced: Promise<unknown> | undefined;
      await server.db.transaction(async (tx) => {
        await lockForChange(tx, 'user', [operator.id]);
        fenced = fence(server.db, operator.username).catch(({ message }: Error) => message);
        const waiting = sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
        while ((await rowsOf(server, waiting)).length === 0) await sleep(10);
        await tx.update(users).set({ superAdmin: false }).where(eq(users.id, operator.id));
      });
      expect(await fenced).toContain(`${operator.username} is not an enabled super admin.`);
      const [after] = await server.db.select().from(users).where(eq(users.id, operator.id));
      expect(after?.fencedAt).toBeNull();
    });

  test('a fence needs the name of one enabled super admin, and otherwise changes nothing', async () => {
    const ada = await at.person();
    const [before] = await server.db.select().from(users).where(eq(users.id, ada.id));
    await expect(fence(server.db, ada.username)).rejects.toThrow(`${ada.username} is not an enabled super admin.`);
    await expect(fence(server.db, undefined)).rejects.toThrow('There are several super admins.');
    expect(await server.db.select().from(users).where(eq(users.id, ada.id))).toEqual([before]);
  });
});
