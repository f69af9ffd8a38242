/** Shrinking and restoring tokens: which permissions become latent, who may do it, and the effect on copies, edits and grants. */
import { describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { expectRefusal, lastEntries } from '../access/writing.ts';
import { granted } from '../requests/acts.ts';
import { kinds } from '../server.ts';
import {
  type Ask,
  analyse,
  copy,
  done,
  edit,
  freshName,
  grant,
  holding,
  inBrowser,
  made,
  project,
  refusal,
  regenerate,
  revoke,
  world,
} from './acts.ts';

const fields = '{ id latent_permissions shrunk_at permissions }';
const shrink = (by: Ask, id: string, input: string) =>
  by(`mutation { done: shrinkPersonalAccessToken(id: ${id}, input: { ${input} }) ${fields} }`);
const restore = (by: Ask, id: string, args = '') =>
  by(`mutation { done: restorePersonalAccessToken(id: ${id}${args}) ${fields} }`);

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind);
  const permissionsOf = async (token: string): Promise<string[]> =>
    (await holding(at.server, token)('{ me { effective_permissions } }')).data.me.effective_permissions;
  const three = ['READ_USER', 'READ_ROLE', 'CREATE_NOTE'] as const;
  const someone = async () => inBrowser(at.server, await at.as.having(...three));

  describe('shrinkPersonalAccessToken', () => {
    test('makes the named permissions latent, and shrinking again adds to them', async () => {
      const by = await someone();
      const { id, token } = await made(by, { permissions: three });
      const once = await done(shrink(by, id, 'permissions: [READ_ROLE]'));
      expect(once).toMatchObject({ latent_permissions: ['READ_ROLE'], permissions: three });
      expect(await permissionsOf(token)).toEqual(['READ_USER', 'CREATE_NOTE']);
      const twice = await done(shrink(by, id, 'permissions: [CREATE_NOTE, READ_ROLE]'));
      expect(twice.latent_permissions).toEqual(['READ_ROLE', 'CREATE_NOTE']);
      expect(await permissionsOf(token)).toEqual(['READ_USER']);
      const [entry] = await lastEntries(at.server);
      expect(entry).toMatchObject({
        previous: { latent_permissions: ['READ_ROLE'] },
        current: { latent_permissions: ['READ_ROLE', 'CREATE_NOTE'] },
        credential: 'session',
      });
    });

    test('applies to a token with a permission set, and permissions added to the set later are not latent', async () => {
      const set = await at.owner(
        `mutation { createPermissionSet(input: { name: "${freshName('set')}", permissions: [READ_USER, READ_ROLE] }) { id } }`,
      );
      const permission_set_id = set.data.createPermissionSet.id;
      const { id, token } = await made(await inBrowser(at.server, { id: at.ownerId }), { permission_set_id });
      await done(shrink(at.owner, id, 'permissions: [READ_ROLE]'));
      expect(await permissionsOf(token)).toEqual(['READ_USER']);
      await at.owner(
        `mutation { updatePermissionSet(id: ${permission_set_id}, input: { permissions: [READ_USER, READ_ROLE, CREATE_NOTE] }) { id } }`,
      );
      expect(await permissionsOf(token)).toEqual(['READ_USER', 'CREATE_NOTE']);
    });

    test('leaves a super admin’s token what it used and nothing that only super admins may do, and suggests so before', async () => {
      const owner = await at.as.owner();
      const by = await inBrowser(at.server, owner);
      const { id, token } = await made(by);
      const other = await at.as.having();
      const promote = `mutation { updateUser(id: ${other.id}, input: { super_admin: false, name: "n" }) { id } }`;
      expect((await holding(at.server, token)(promote)).errors).toBeUndefined();
      await at.server.usage.flush();
      const { data } = await by(`{ shrink_suggestion(id: ${id}) { kept_permissions warnings } }`);
      expect(data.shrink_suggestion.kept_permissions).toEqual(['READ_USER', 'UPDATE_USER']);
      expect(data.shrink_suggestion.warnings).toContain(
        'The token loses what only super admins may do, even if it was used.',
      );
      await done(shrink(by, id, 'unused_for_days: 90'));
      expect(refusal(await holding(at.server, token)(promote)).code).toBe('FORBIDDEN');
      await done(restore(by, id));
      expect((await holding(at.server, token)(promote)).errors).toBeUndefined();
    });

    test('counts the use of a permission on one project, and makes it latent there too', async () => {
      const { key } = await project(at);
      const who = await at.as.having('READ_USER');
      await grant(at, 'grant', key, { user_id: who.id });
      const by = await inBrowser(at.server, who);
      const { id, token } = await made(by);
      const program = holding(at.server, token);
      expect((await analyse(program, key)).errors).toBeUndefined();
      await at.server.usage.flush();
      expect((await done(shrink(by, id, 'unused_for_days: 1'))).latent_permissions).toContain('READ_USER');
      expect((await analyse(program, key)).errors).toBeUndefined();
      await done(restore(by, id));
      await done(shrink(by, id, 'permissions: [EXECUTE_ANALYSIS]'));
      const refused = await analyse(program, key);
      expect(refused.errors?.[0]?.extensions).toMatchObject({ latent_permissions: ['EXECUTE_ANALYSIS'] });
      await done(restore(by, id));
      expect((await analyse(program, key)).errors).toBeUndefined();
    });

    test('makes further permissions of an analysis token latent', async () => {
      const { id, token } = await made(at.owner, { type: 'GLOBAL_ANALYSIS' });
      await done(shrink(at.owner, id, 'permissions: [PROVISION_PROJECT]'));
      expect(await permissionsOf(token)).toEqual(['EXECUTE_ANALYSIS']);
    });

    test('does not apply to later grants to the token', async () => {
      const who = await at.as.having(...three);
      const by = await inBrowser(at.server, who);
      const { id, token } = await made(by, { permissions: three });
      await done(shrink(by, id, 'permissions: [READ_ROLE]'));
      await granted(by, at.owner, { permissions: ['READ_ROLE'], personal_access_token_id: id });
      expect(await permissionsOf(token)).toContain('READ_ROLE');
    });

    test('of another user’s token requires UPDATE_PERSONAL_ACCESS_TOKEN', async () => {
      const { id, token } = await made(await someone());
      const may = await inBrowser(
        at.server,
        await at.as.having('UPDATE_PERSONAL_ACCESS_TOKEN', 'READ_PERSONAL_ACCESS_TOKEN', ...three),
      );
      const other = await someone();
      await expectRefusal(at.server, 'NOT_FOUND', () => shrink(other, id, 'permissions: [READ_ROLE]'));
      await done(shrink(may, id, 'permissions: [READ_ROLE]'));
      expect(await permissionsOf(token)).toEqual(['READ_USER', 'CREATE_NOTE']);
    });

    test.each([
      ['an age of 0 days', 'unused_for_days: 0'],
      ['an age of more than 400 days', 'unused_for_days: 401'],
      ['both an age and permissions', 'unused_for_days: 1, permissions: [READ_USER]'],
      ['permissions outside the cap', 'permissions: [READ_USER, DELETE_ROLE]'],
    ])('refuses %s', async (_what, input) => {
      const by = await someone();
      const { id } = await made(by, { permissions: three });
      await expectRefusal(at.server, 'INVALID_INPUT', () => shrink(by, id, input));
    });

    test('refuses a revoked token, and to make none or all of the permissions latent', async () => {
      const by = await someone();
      const { id } = await made(by, { permissions: three });
      for (const input of [
        'unused_for_days: 90',
        'permissions: []',
        'permissions: [READ_USER, READ_ROLE, CREATE_NOTE]',
      ])
        await expectRefusal(at.server, 'CONFLICT', () => shrink(by, id, input));
      await revoke(by, id);
      await expectRefusal(at.server, 'CONFLICT', () => shrink(by, id, 'permissions: [READ_ROLE]'));
    });

    test('refuses another user’s token with permissions that the caller lacks', async () => {
      const { id } = await made(await someone());
      const may = await inBrowser(
        at.server,
        await at.as.having('UPDATE_PERSONAL_ACCESS_TOKEN', 'READ_PERSONAL_ACCESS_TOKEN', 'READ_USER', 'READ_ROLE'),
      );
      const refused = () => shrink(may, id, 'permissions: [READ_ROLE]');
      const { extensions } = await expectRefusal(at.server, 'FORBIDDEN', refused);
      expect(extensions.missing_permissions).toEqual(['CREATE_NOTE']);
    });
  });

  describe('restorePersonalAccessToken', () => {
    const shrunk = async () => {
      const who = await at.as.having(...three);
      const by = await inBrowser(at.server, who);
      const { id, token } = await made(by, { permissions: three });
      await done(shrink(by, id, 'permissions: [READ_ROLE, CREATE_NOTE]'));
      return { who, by, id, token };
    };

    test('restores the named permissions, or all, and keeps the others latent', async () => {
      const { by, id, token } = await shrunk();
      expect((await done(restore(by, id, ', permissions: [CREATE_NOTE, READ_USER]'))).latent_permissions).toEqual([
        'READ_ROLE',
      ]);
      expect(await permissionsOf(token)).toEqual(['READ_USER', 'CREATE_NOTE']);
      expect(await done(restore(by, id))).toMatchObject({ latent_permissions: null, shrunk_at: null });
      const before = await lastEntries(at.server);
      await done(restore(by, id));
      expect(await lastEntries(at.server)).toEqual(before);
    });

    test('of another user’s token requires UPDATE_PERSONAL_ACCESS_TOKEN and every permission of the token', async () => {
      const { id } = await shrunk();
      const other = await someone();
      await expectRefusal(at.server, 'NOT_FOUND', () => restore(other, id));
      const permissions = ['UPDATE_PERSONAL_ACCESS_TOKEN', 'READ_PERSONAL_ACCESS_TOKEN', 'READ_USER'] as const;
      const less = await inBrowser(at.server, await at.as.having(...permissions));
      await expectRefusal(at.server, 'FORBIDDEN', () => restore(less, id));
      await done(restore(at.owner, id));
    });

    test('requires password confirmation', async () => {
      const { who, id } = await shrunk();
      const late = await inBrowser(at.server, who, 60);
      await expectRefusal(at.server, 'PASSWORD_CONFIRMATION_REQUIRED', () => restore(late, id));
    });

    test('a copy has the same latent permissions, and a regenerated token keeps them', async () => {
      const { by, id } = await shrunk();
      const copied = await done(copy(by, id, { name: freshName() }));
      expect(await permissionsOf(copied.token)).toEqual(['READ_USER']);
      const { token } = await done(regenerate(by, id));
      expect(await permissionsOf(token)).toEqual(['READ_USER']);
      await done(restore(by, copied.id));
      expect([await permissionsOf(copied.token), await permissionsOf(token)]).toEqual([three, ['READ_USER']]);
    });

    test('a new cap has no latent permissions, and a new name keeps them', async () => {
      const { by, id, token } = await shrunk();
      await done(edit(by, id, { name: freshName() }));
      expect(await permissionsOf(token)).toEqual(['READ_USER']);
      await done(edit(by, id, { permissions: ['READ_USER', 'READ_ROLE'] }));
      expect(await permissionsOf(token)).toEqual(['READ_USER', 'READ_ROLE']);
      await done(shrink(by, id, 'permissions: [READ_ROLE]'));
      await done(edit(by, id, { unset_permissions: true }));
      expect(await permissionsOf(token)).toEqual(three);
    });
  });

  test('required_permissions lists latent permissions as missing', async () => {
    const by = await someone();
    const { id } = await made(by);
    await done(shrink(by, id, 'permissions: [READ_ROLE]'));
    const { data } = await by(
      `{ required_permissions(personal_access_token_id: ${id}, document: "{ users { entities { role { id } } } }") { missing_permissions } }`,
    );
    expect(data.required_permissions.missing_permissions).toEqual(['READ_ROLE']);
    await at.server.db.execute(
      sql`update personal_access_tokens set latent_until = now() + interval '1 day' where id = ${id}`,
    );
    const held = await by(
      `{ required_permissions(personal_access_token_id: ${id}, document: "{ roles { entities { id } } }") { missing_permissions } }`,
    );
    expect(held.data.required_permissions.missing_permissions).toEqual([]);
  });

  test('shrink_suggestion of another user’s token requires READ_PERSONAL_ACCESS_TOKEN', async () => {
    const { id } = await made(await someone());
    const query = `{ shrink_suggestion(id: ${id}) { latent_permissions } }`;
    expect(refusal(await (await someone())(query)).code).toBe('NOT_FOUND');
    expect((await (await at.as.having('READ_PERSONAL_ACCESS_TOKEN')).ask(query)).errors).toBeUndefined();
    expect(refusal(await at.owner(`{ shrink_suggestion(id: ${id}, unused_for_days: 0) { warnings } }`)).code).toBe(
      'INVALID_INPUT',
    );
  });
});
