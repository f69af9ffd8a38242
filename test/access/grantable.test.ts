/**
 * A user may edit only what stays within the user's own permissions, before and after the edit. Otherwise an attacker could
 * narrow a token, role or user first, take it over, and wait until its permissions are given back.
 */
import { describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import type { Permission } from '../../src/domain/access/permissions.ts';
import { everyPermission } from '../../src/domain/access/permissions.ts';
import { done, granted } from '../requests/acts.ts';
import { kinds } from '../server.ts';
import {
  type Ask,
  done as doneToken,
  edit,
  freshName,
  grant as grantOn,
  inBrowser,
  made,
  project,
  regenerate,
  revoke,
  world,
} from '../tokens/acts.ts';
import { expectRefusal } from './writing.ts';

const updateRole =
  'mutation ($id: Int64Bit!, $input: UpdateRoleMutationInput) { updateRole(id: $id, input: $input) { id } }';
const createSet = 'mutation ($input: CreatePermissionSetMutationInput) { createPermissionSet(input: $input) { id } }';
const updateSet =
  'mutation ($id: Int64Bit!, $input: UpdatePermissionSetMutationInput) { updatePermissionSet(id: $id, input: $input) { id } }';
const revokeOn = 'mutation ($input: ProjectGrantMutationInput) { revokeProjectPermission(input: $input) { success } }';
const shrink =
  'mutation ($id: Int64Bit!, $permissions: [Permission!]) { shrinkPersonalAccessToken(id: $id, input: { permissions: $permissions }) { id } }';
const restore = 'mutation ($id: Int64Bit!) { restorePersonalAccessToken(id: $id) { id } }';

const administration = [
  'READ_USER',
  'READ_ROLE',
  'UPDATE_ROLE',
  'MANAGE_PERMISSION_SETS',
  'READ_PERSONAL_ACCESS_TOKEN',
  'UPDATE_PERSONAL_ACCESS_TOKEN',
] as const satisfies Permission[];

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind);

  const administrator = async (...more: Permission[]) => {
    const who = await at.as.having(...administration, ...more);
    return { ...who, by: await inBrowser(at.server, who) };
  };
  const someone = async (...permissions: Permission[]) => {
    const who = await at.as.having(...permissions);
    const by = await inBrowser(at.server, who);
    return { ...who, by, roleId: (await by('{ me { role_id } }')).data.me.role_id as string };
  };
  const refusedFor = async (missing: string[] | undefined, ...acts: (() => ReturnType<Ask>)[]) => {
    for (const act of acts) {
      const { extensions } = await expectRefusal(at.server, 'FORBIDDEN', act);
      expect(extensions.missing_permissions).toEqual(missing);
    }
  };

  describe('another user’s token', () => {
    /** Every way to change a token, each to less than it was or to the same. */
    const changes = (by: Ask, id: string) => [
      () => edit(by, id, { permissions: ['READ_USER'] }),
      () => edit(by, id, { operations: [{ document: '{ users { entities { id } } }' }] }),
      () => edit(by, id, { methods: ['users'] }),
      () => edit(by, id, { allowed_subnets: ['192.0.2.0/24'] }),
      () => edit(by, id, { expires_on: '2099-01-01' }),
      () => edit(by, id, { name: freshName() }),
      () => by(shrink, { id, permissions: ['READ_USER'] }),
      () => by(restore, { id }),
      () => regenerate(by, id),
    ];

    test('that exceeds the caller’s permissions cannot be narrowed, renamed, shrunk, restored or regenerated', async () => {
      const { by } = await administrator();
      const admin = await someone('READ_USER', 'DELETE_ROLE');
      const { id } = await made(admin.by);
      await refusedFor(['DELETE_ROLE'], ...changes(by, id));
    });

    test('of a super admin without a cap cannot be changed, even by a caller with every permission', async () => {
      const { id } = await made(at.owner);
      const { by } = await administrator(...everyPermission);
      await refusedFor(undefined, ...changes(by, id));
    });

    test('also counts its latent permissions, its own grants and its permission set', async () => {
      const { by } = await administrator();
      const shrunk = await someone('READ_USER', 'DELETE_ROLE');
      const { id } = await made(shrunk.by);
      await shrunk.by(shrink, { id, permissions: ['DELETE_ROLE'] });
      await refusedFor(['DELETE_ROLE'], ...changes(by, id));

      const helped = await someone('READ_USER');
      const program = await made(helped.by, { permissions: ['READ_USER'] });
      const asked = { permissions: ['DELETE_ROLE'], personal_access_token_id: program.id };
      await granted(helped.by, at.owner, asked, { for_hours: 2 });
      await refusedFor(['DELETE_ROLE'], ...changes(by, program.id));

      const { data } = await at.owner(createSet, { input: { name: freshName(), permissions: ['DELETE_ROLE'] } });
      const inSet = await made(shrunk.by, { permission_set_id: data.createPermissionSet.id });
      await refusedFor(['DELETE_ROLE'], ...changes(by, inSet.id));
    });

    test('also counts permissions that its root fields, operations, subnets and expiry keep it from using', async () => {
      const { by } = await administrator();
      const admin = await someone('READ_USER', 'DELETE_ROLE');
      const limits = [
        { methods: ['users'] },
        { allowed_subnets: ['192.0.2.0/24'] },
        { expires_on: '2099-01-01' },
        { permissions: [...administration, 'DELETE_ROLE'].slice(0, 1), methods: ['users'] },
      ];
      for (const limit of limits.slice(0, 3)) {
        const { id } = await made(admin.by, limit);
        await refusedFor(['DELETE_ROLE'], ...changes(by, id));
      }
      await doneToken(edit(by, (await made(admin.by, limits[3])).id, { name: freshName() }));
    });

    test('that exceeds the caller’s permissions can still be revoked with DELETE_PERSONAL_ACCESS_TOKEN', async () => {
      const admin = await someone('READ_USER', 'DELETE_ROLE');
      const { id } = await made(admin.by);
      const { by } = await administrator('DELETE_PERSONAL_ACCESS_TOKEN');
      expect((await revoke(by, id)).errors).toBeUndefined();
      const { data } = await at.owner(
        'query ($id: Int64Bit) { all_personal_access_tokens(id: $id) { entities { revoked } } }',
        { id },
      );
      expect(data.all_personal_access_tokens.entities).toEqual([{ revoked: true }]);
    });
  });

  describe('a role', () => {
    test('with a permission that the caller could not grant cannot be changed or renamed, nor can the password of its user be set', async () => {
      const { by } = await administrator('UPDATE_USER');
      const admin = await someone('READ_USER', 'READ_ALL_LOGS');
      const id = admin.roleId;
      await refusedFor(
        ['READ_ALL_LOGS'],
        () => by(updateRole, { id, input: { applied_permissions: [] } }),
        () => by(updateRole, { id, input: { applied_permissions: ['READ_USER'] } }),
        () => by(updateRole, { id, input: { applied_permissions: ['READ_USER', 'READ_ALL_LOGS'] } }),
        () => by(updateRole, { id, input: { name: freshName() } }),
        () => by(`mutation { updateUser(id: ${admin.id}, input: { password: "walnut orbit hesitant 91" }) { id } }`),
      );
      const within = await someone('READ_USER', 'READ_ROLE');
      for (const applied_permissions of [['READ_ROLE'], [], ['READ_USER', 'READ_ROLE']])
        expect((await by(updateRole, { id: within.roleId, input: { applied_permissions } })).errors).toBeUndefined();
    });

    test('with a project permission that the caller could not grant on that project cannot be changed', async () => {
      const { by, id: byId } = await administrator();
      const { roleId } = await someone('READ_USER');
      const { key } = await project(at);
      await grantOn(at, 'grant', key, { role_id: roleId }, 'EXECUTE_ANALYSIS');
      const empty = () => by(updateRole, { id: roleId, input: { applied_permissions: [] } });
      await refusedFor(['EXECUTE_ANALYSIS'], empty);
      await grantOn(at, 'grant', key, { user_id: byId }, 'EXECUTE_ANALYSIS');
      expect((await empty()).errors).toBeUndefined();
    });

    test('cannot be changed with a permission that the caller has only for a limited time', async () => {
      const { by } = await administrator();
      const { roleId } = await someone('READ_ALL_LOGS');
      await granted(by, at.owner, { permissions: ['READ_ALL_LOGS'] }, { for_hours: 2 });
      await refusedFor(['READ_ALL_LOGS'], () => by(updateRole, { id: roleId, input: { applied_permissions: [] } }));
    });
  });

  test('a permission set with a permission that the caller could not grant cannot be narrowed or renamed, nor its token regenerated', async () => {
    const { by } = await administrator();
    const { data } = await at.owner(createSet, {
      input: { name: freshName(), permissions: ['READ_USER', 'DELETE_ROLE'] },
    });
    const { id } = data.createPermissionSet;
    const admin = await someone('READ_USER', 'DELETE_ROLE');
    const token = await made(admin.by, { permission_set_id: id });
    await refusedFor(
      ['DELETE_ROLE'],
      () => by(updateSet, { id, input: { permissions: ['READ_USER'] } }),
      () => by(updateSet, { id, input: { permissions: ['READ_USER', 'DELETE_ROLE'] } }),
      () => by(updateSet, { id, input: { name: freshName() } }),
      () => by(updateSet, { id, input: { description: 'Mine.' } }),
      () => regenerate(by, token.id),
    );
    const able = await administrator('DELETE_ROLE');
    expect((await able.by(updateSet, { id, input: { permissions: ['READ_USER'] } })).errors).toBeUndefined();
    await doneToken(regenerate(by, token.id));
  });

  test('a project grant can be revoked, from a user or a role, only by a caller who could grant it', async () => {
    const { by, id } = await administrator('UPDATE_USER');
    const admin = await someone('READ_USER');
    const { key } = await project(at);
    await grantOn(at, 'grant', key, { user_id: id }, 'ADMINISTER_PROJECT');
    for (const holder of [{ user_id: admin.id }, { role_id: admin.roleId }]) {
      await grantOn(at, 'grant', key, holder, 'EXECUTE_ANALYSIS');
      const input = { project_key: key, permission: 'EXECUTE_ANALYSIS', ...holder };
      await refusedFor(['EXECUTE_ANALYSIS'], () => by(revokeOn, { input }));
    }
    await refusedFor(['EXECUTE_ANALYSIS'], () =>
      by(`mutation { resendUserCreationEmail(user_id: ${admin.id}) { success } }`),
    );
  });

  test('an access request that was granted can be ended with UPDATE_ACCESS_REQUEST, whatever permission it gave', async () => {
    const decider = await administrator('UPDATE_ACCESS_REQUEST');
    const { by } = await someone('READ_USER');
    const id = await granted(by, at.owner, { permissions: ['READ_ALL_LOGS'] });
    const end = 'mutation ($id: Int64Bit!) { done: endAccess(id: $id) { id } }';
    expect((await done(decider.by(end, { id }))).id).toBe(id);
    const rows = await at.server.db.execute(
      sql`select ended_at is not null as ended from access_requests where id = ${id}`,
    );
    expect(rows).toMatchObject({ rows: [{ ended: true }] });
  });
});
