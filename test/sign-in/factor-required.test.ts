/** A second factor that is required of everybody, factors that are reset, and how a session is confirmed with a factor. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { eq, sql } from 'drizzle-orm';
import { authenticationFactors } from '../../schema/factors.ts';
import { mfaSettings } from '../../schema/mfa-settings.ts';
import { sessions, signInAttempts } from '../../schema/sessions.ts';
import { resetFactorsOf } from '../../src/domain/people/reset-factors.ts';
import { callOf, roots } from '../access/calls.ts';
import { expectRefusal, lastEntries } from '../access/writing.ts';
import { kinds } from '../server.ts';
import { ask, type Person, password } from '../test-users.ts';
import { type Ask, cookieOf, inBrowser, setPolicy, world } from '../tokens/acts.ts';
import {
  type App,
  createFactor,
  enrollApp,
  enrollRecoveryCodes,
  firstStep,
  pendingOf,
  removeFactor,
  requireOfEverybody,
  secondStep,
  sessionOf,
  setPassword,
  signInWith,
  waitSteps,
} from './factor-acts.ts';

const resetBy = (by: Ask, id: string) =>
  by('mutation ($id: Int64Bit!) { done: resetAuthenticationFactors(user_id: $id) { success } }', { id });

const confirmBy = (by: Ask, variables: object) =>
  by(
    `mutation ($password: String, $type: AuthenticationFactorType, $code: String) {
      done: confirmPassword(current_password: $password, type: $type, one_time_password: $code) { success } }`,
    variables,
  );

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind);
  let person: Person;
  beforeEach(async () => {
    person = await at.as.having('READ_USER', 'READ_PERSONAL_ACCESS_TOKEN');
    await setPassword(at.server, person.id);
    await at.server.db.delete(signInAttempts);
  });
  const factorsOf = (id: string) =>
    at.server.db.select().from(authenticationFactors).where(eq(authenticationFactors.userId, id));

  describe('required of everybody', () => {
    let admin: Ask;
    beforeAll(async () => {
      const who = await at.as.having('UPDATE_MFA_ADMIN_SETTINGS');
      admin = await inBrowser(at.server, who);
      await expectRefusal(at.server, 'CONFLICT', () => requireOfEverybody(admin, true));
      await enrollApp(admin);
      expect((await requireOfEverybody(admin, true)).data.done.is_mfa_required).toBe(true);
      expect(await lastEntries(at.server)).toMatchObject([
        { loggable_type: 'MfaAdminSetting', previous: { is_mfa_required: false }, current: { is_mfa_required: true } },
      ]);
    });
    afterAll(async () => {
      await at.server.db.update(mfaSettings).set({ isMfaRequired: false });
    });

    test('a caller without the permission, and a token, may not change it', async () => {
      const by = await inBrowser(at.server, person);
      await enrollApp(by);
      await expectRefusal(at.server, 'FORBIDDEN', () => requireOfEverybody(by, false));
      const holder = await at.as.having('UPDATE_MFA_ADMIN_SETTINGS');
      await expectRefusal(at.server, 'FORBIDDEN', () => requireOfEverybody(holder.ask, false));
    });

    test('after signing in, a session without a factor can only enroll one, and then do everything', async () => {
      const first = await firstStep(at.server, person.username);
      expect(first.status).toBe(200);
      const Cookie = sessionOf(first);
      const by: Ask = (query, variables) => ask(at.server, { Cookie }, query, variables);
      const { data } = await by('{ me { id must_enroll_factor effective_permissions } }');
      expect(data.me).toEqual({ id: person.id, must_enroll_factor: true, effective_permissions: [] });
      await expectRefusal(at.server, 'SECOND_FACTOR_REQUIRED', () => by('{ users { entities { id } } }'));
      const { app } = await enrollApp(by);
      expect((await by('{ me { must_enroll_factor } users { entities { id } } }')).errors).toBeUndefined();
      expect((await signInWith(at.server, person.username, app())).status).toBe(200);
    });

    const open = new Set([
      'me',
      'mfa_admin_setting',
      'confirmPassword',
      'requestOneTimePassword',
      'createAuthenticationFactor',
      'verifyOneTimePasswordForAuthenticationFactor',
    ]);
    test.each(roots.filter(({ name, access }) => !open.has(name) && !('public' in access)))(
      'such a session may not call $operation $name',
      async (root) => {
        const by = await inBrowser(at.server, await at.as.owner());
        await expectRefusal(at.server, 'SECOND_FACTOR_REQUIRED', () => by(callOf(root)));
      },
    );

    test('such a session gets no page but the one to enroll, no list of tokens, and is not valid elsewhere', async () => {
      const Cookie = await cookieOf(at.server, person);
      const get = (path: string) => at.server.fetch(path, { headers: { Cookie } });
      expect((await get('/graphiql')).headers.get('location')).toBe('/account');
      expect((await get('/account')).status).toBe(200);
      expect((await get('/api/personal_access_tokens.csv')).status).toBe(403);
      expect((await get('/leaked/abcde')).status).toBe(403);
      expect(await (await get('/api/authentication/validate')).json()).toEqual({ valid: false });
    });

    test('tokens are not affected', async () => {
      expect((await person.ask('{ users { entities { id } } }')).errors).toBeUndefined();
    });

    test('the last factor cannot be removed, also together with recovery codes', async () => {
      const by = await inBrowser(at.server, person);
      const { id } = await enrollApp(by);
      await enrollRecoveryCodes(by);
      await expectRefusal(at.server, 'CONFLICT', () => removeFactor(by, id));
      expect(await factorsOf(person.id)).toHaveLength(2);
    });
  });

  describe('a reset', () => {
    test('removes all factors of another user, ends their pending sign-in, and is recorded', async () => {
      const by = await inBrowser(at.server, person);
      const { app } = await enrollApp(by);
      await enrollRecoveryCodes(by);
      const pending = pendingOf(await firstStep(at.server, person.username));
      expect((await resetBy(at.owner, person.id)).data.done).toEqual({ success: true });
      expect(await factorsOf(person.id)).toEqual([]);
      expect((await secondStep(at.server, pending, app())).status).toBe(401);
      expect((await firstStep(at.server, person.username)).status).toBe(200);
    });

    test('is recorded with who did it and what was removed', async () => {
      await enrollApp(await inBrowser(at.server, person));
      await resetBy(at.owner, person.id);
      expect(await lastEntries(at.server)).toMatchObject([
        { loggable_id: person.id, user_id: at.ownerId, current: { factors: ['TOTP'] } },
      ]);
    });

    test('needs UPDATE_USER, a session and a confirmed password', async () => {
      const reader = await inBrowser(at.server, await at.as.having('READ_USER'));
      await expectRefusal(at.server, 'FORBIDDEN', () => resetBy(reader, person.id));
      const updater = await at.as.having('UPDATE_USER', 'READ_USER', 'READ_PERSONAL_ACCESS_TOKEN');
      await expectRefusal(at.server, 'FORBIDDEN', () => resetBy(updater.ask, person.id));
      const late = await inBrowser(at.server, updater, 11);
      await expectRefusal(at.server, 'PASSWORD_CONFIRMATION_REQUIRED', () => resetBy(late, person.id));
    });

    test('is refused for oneself, for a user who may do more, and for a super admin', async () => {
      const updater = await at.as.having('UPDATE_USER', 'READ_USER');
      const by = await inBrowser(at.server, updater);
      await enrollApp(by);
      await expectRefusal(at.server, 'FORBIDDEN', () => resetBy(by, updater.id));
      const lacked = await expectRefusal(at.server, 'FORBIDDEN', () => resetBy(by, person.id));
      expect(lacked.extensions.missing_permissions).toEqual(['READ_PERSONAL_ACCESS_TOKEN']);
      await expectRefusal(at.server, 'FORBIDDEN', () => resetBy(by, at.ownerId));
      await expectRefusal(at.server, 'NOT_FOUND', () => resetBy(by, '999999999'));
    });

    test('by the operator needs no permission, and is recorded', async () => {
      await enrollApp(await inBrowser(at.server, person));
      expect(await resetFactorsOf(at.server.db, false, person.username.toUpperCase())).toBe(1);
      expect(await lastEntries(at.server)).toMatchObject([{ credential: 'operator', current: { factors: ['TOTP'] } }]);
      await expect(resetFactorsOf(at.server.db, false, 'nobody-of-that-name')).rejects.toThrow('There is no user');
    });
  });

  describe('a session of a user with a factor', () => {
    let by: Ask;
    let app: App;
    const change = (more: object = {}) => createFactor(by, { type: 'RECOVERY_CODES', ...more });
    beforeEach(async () => {
      ({ app } = await enrollApp(await inBrowser(at.server, person)));
      by = await inBrowser(at.server, person, 11);
    });

    test('is confirmed with password and code', async () => {
      await expectRefusal(at.server, 'PASSWORD_CONFIRMATION_REQUIRED', () => change());
      expect((await confirmBy(by, { password, code: app() })).data.done).toEqual({ success: true });
      expect((await change()).errors).toBeUndefined();
    });

    test('is not confirmed with the password alone, a wrong or used code, or the code alone', async () => {
      const fields = async (variables: object) =>
        Object.keys(
          (await expectRefusal(at.server, 'INVALID_INPUT', () => confirmBy(by, variables))).extensions.fields ?? {},
        );
      expect(await fields({ password })).toEqual(['one_time_password']);
      expect(await fields({ password, code: '000000' })).toEqual(['one_time_password']);
      expect(await fields({ password: 'wrong', code: app() })).toEqual(['current_password']);
      expect(await fields({ code: app() })).toEqual(['current_password']);
      const used = app();
      expect((await signInWith(at.server, person.username, used)).status).toBe(200);
      expect(await fields({ password, code: used })).toEqual(['one_time_password']);
      await expectRefusal(at.server, 'PASSWORD_CONFIRMATION_REQUIRED', () => change());
    });

    test('with the password in the call needs a code that was confirmed recently', async () => {
      await expectRefusal(at.server, 'PASSWORD_CONFIRMATION_REQUIRED', () => change({ current_password: password }));
      await confirmBy(by, { password, code: app() });
      const long = { passwordConfirmedAt: sql`clock_timestamp() - interval '11 minutes'` };
      await at.server.db.update(sessions).set(long).where(eq(sessions.userId, person.id));
      expect((await change({ current_password: password })).errors).toBeUndefined();
    });

    test('under a policy of 0 minutes, a code counts for one change', async () => {
      await setPolicy(at, { password_confirmation_minutes: 0 });
      const rename = (name: string) =>
        by('mutation ($input: UpdateMeMutationInput) { done: updateMe(input: $input) { id } }', {
          input: { username: name, current_password: password },
        });
      await expectRefusal(at.server, 'PASSWORD_CONFIRMATION_REQUIRED', () => rename('a'));
      await confirmBy(by, { password, code: app() });
      const renamed = `${person.username}-2`;
      expect((await rename(renamed)).errors).toBeUndefined();
      await expectRefusal(at.server, 'PASSWORD_CONFIRMATION_REQUIRED', () => rename('b'));
      await setPolicy(at, { password_confirmation_minutes: 10, current_password: password });
    });

    test('wrong codes count as attempts, together with those at sign-in', async () => {
      await waitSteps(at.server, person.id);
      for (let i = 0; i < 5; i++)
        await expectRefusal(at.server, 'INVALID_INPUT', () => confirmBy(by, { password, code: '000000' }));
      await expectRefusal(at.server, 'LIMITED', () => confirmBy(by, { password, code: app() }));
      expect((await signInWith(at.server, person.username, app())).status).toBe(429);
    });
  });
});
