/** Permission sets: caps with a name, read each time a token is used. */
import { describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import type { Permission } from '../../src/domain/access/permissions.ts';
import { expectRefusal } from '../access/writing.ts';
import { kinds } from '../server.ts';
import { type Ask, freshName, holding, inBrowser, made, refusal, revoke, world } from './acts.ts';

const users = '{ users { entities { id } } }';
const roles = '{ roles { entities { id } } }';

const createSet = (by: Ask, input: object) =>
  by(
    'mutation ($input: CreatePermissionSetMutationInput) { createPermissionSet(input: $input) { id name description permissions built_in } }',
    { input },
  );
const updateSet = (by: Ask, id: string, input: object) =>
  by(
    'mutation ($id: Int64Bit!, $input: UpdatePermissionSetMutationInput) { updatePermissionSet(id: $id, input: $input) { id name permissions } }',
    { id, input },
  );
const deleteSet = (by: Ask, id: string) =>
  by('mutation ($id: Int64Bit!) { deletePermissionSet(id: $id) { success } }', { id });

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind);

  const someSet = async (...permissions: Permission[]): Promise<string> => {
    const { data } = await createSet(at.owner, { name: freshName('set'), permissions });
    return data.createPermissionSet.id;
  };
  const manager = async (...more: Permission[]) =>
    inBrowser(at.server, await at.as.having('MANAGE_PERMISSION_SETS', ...more));
  const builtIn = async (): Promise<{ id: string; name: string; permissions: Permission[] }[]> => {
    const { data } = await at.owner('{ permission_sets(built_in: true) { entities { id name permissions } } }');
    return data.permission_sets.entities;
  };

  test('there are four built-in permission sets', async () => {
    const sets = Object.fromEntries((await builtIn()).map(({ name, permissions }) => [name, permissions]));
    expect(Object.keys(sets)).toEqual(['Full access', 'Read only', 'User administration', 'Analysis']);
    expect(sets['Read only']?.every((name) => name.startsWith('READ_'))).toBe(true);
    expect(sets['Read only']).toContain('READ_USER');
    expect(sets['User administration']).toEqual(expect.arrayContaining(['CREATE_USER', 'UPDATE_ROLE']));
    expect(sets['User administration']).not.toContain('READ_PERSONAL_ACCESS_TOKEN');
    expect(sets.Analysis?.toSorted()).toEqual(['EXECUTE_ANALYSIS', 'PROVISION_PROJECT']);
  });

  test('built-in permission sets cannot be changed or deleted, and their names are taken', async () => {
    for (const { id, name } of await builtIn()) {
      await expectRefusal(at.server, 'CONFLICT', () => updateSet(at.owner, id, { permissions: ['READ_USER'] }));
      await expectRefusal(at.server, 'CONFLICT', () => updateSet(at.owner, id, { name: 'Mine' }));
      await expectRefusal(at.server, 'CONFLICT', () => deleteSet(at.owner, id));
      const taken = { name: name.toUpperCase(), permissions: ['READ_USER'] };
      await expectRefusal(at.server, 'CONFLICT', () => createSet(at.owner, taken));
    }
  });

  test('a token with a permission set may do what the set contains and its owner may', async () => {
    const [, readOnly] = await builtIn();
    const who = await at.as.having('READ_USER', 'DELETE_ROLE');
    const { token } = await made(await inBrowser(at.server, who), { permission_set_id: readOnly?.id });
    const program = holding(at.server, token);
    expect((await program('{ me { effective_permissions } }')).data.me.effective_permissions).toEqual(['READ_USER']);
    expect((await program(users)).errors).toBeUndefined();
    expect(refusal(await program(roles))).toEqual({ code: 'FORBIDDEN', missing: ['READ_ROLE'] });
  });

  test('changing a permission set applies to its tokens at once', async () => {
    const id = await someSet('READ_USER', 'READ_ROLE');
    const program = holding(at.server, (await made(at.owner, { permission_set_id: id })).token);
    expect((await program(users)).errors).toBeUndefined();
    await updateSet(at.owner, id, { permissions: ['READ_ROLE'] });
    expect(refusal(await program(users))).toEqual({ code: 'FORBIDDEN', missing: ['READ_USER'] });
    expect((await program(roles)).errors).toBeUndefined();
    await updateSet(at.owner, id, { permissions: ['READ_ROLE', 'READ_USER'] });
    expect((await program(users)).errors).toBeUndefined();
  });

  test('a permission set with tokens that are not revoked cannot be deleted, and any other can', async () => {
    const id = await someSet('READ_USER');
    const [token, expired] = [
      await made(at.owner, { permission_set_id: id }),
      await made(at.owner, { permission_set_id: id }),
    ];
    await at.server.db.execute(sql`update personal_access_tokens set expires_at = now() where id = ${expired.id}`);
    await expectRefusal(at.server, 'CONFLICT', () => deleteSet(at.owner, id));
    await revoke(at.owner, token.id);
    // A new expiry would make the expired token valid again.
    await expectRefusal(at.server, 'CONFLICT', () => deleteSet(at.owner, id));
    await revoke(at.owner, expired.id);
    for (const unused of [id, await someSet('READ_USER')])
      expect((await deleteSet(at.owner, unused)).data.deletePermissionSet).toEqual({ success: true });
    await expectRefusal(at.server, 'NOT_FOUND', () => deleteSet(at.owner, '987654'));
  });

  test('a revoked token still shows its cap after its permission set was deleted', async () => {
    const id = await someSet('READ_USER', 'READ_ROLE');
    const token = await made(at.owner, { permission_set_id: id });
    const other = await made(at.owner, { permission_set_id: await someSet('READ_USER') });
    await revoke(at.owner, token.id);
    await revoke(at.owner, other.id);
    expect((await deleteSet(at.owner, id)).errors).toBeUndefined();
    const fields = 'revoked_at permission_set_id permissions permission_set { id }';
    const read = async (token: string) => {
      const { data } = await at.owner(`{ all_personal_access_tokens(id: ${token}) { entities { ${fields} } } }`);
      return data.all_personal_access_tokens.entities[0];
    };
    expect(await read(token.id)).toEqual({
      revoked_at: expect.any(String),
      permission_set_id: null,
      permissions: ['READ_USER', 'READ_ROLE'],
      permission_set: null,
    });
    expect(await read(other.id)).toMatchObject({ permissions: null, permission_set: { id: expect.any(String) } });
  });

  test('a caller cannot put permissions that they lack into a permission set', async () => {
    const by = await manager('READ_USER');
    const create = () => createSet(by, { name: freshName('set'), permissions: ['READ_USER', 'READ_ROLE'] });
    expect((await expectRefusal(at.server, 'FORBIDDEN', create)).extensions.missing_permissions).toEqual(['READ_ROLE']);
    const id = await someSet('READ_USER');
    const update = () => updateSet(by, id, { permissions: ['READ_USER', 'READ_ROLE'] });
    expect((await expectRefusal(at.server, 'FORBIDDEN', update)).extensions.missing_permissions).toEqual(['READ_ROLE']);
  });

  test('creating, changing and deleting a permission set requires MANAGE_PERMISSION_SETS', async () => {
    const by = await inBrowser(at.server, await at.as.having('READ_USER'));
    const id = await someSet('READ_USER');
    const ways = [
      () => createSet(by, { name: 'x', permissions: ['READ_USER'] }),
      () => updateSet(by, id, { name: 'x' }),
      () => deleteSet(by, id),
    ];
    for (const way of ways) {
      const error = await expectRefusal(at.server, 'FORBIDDEN', way);
      expect(error.extensions.missing_permissions).toEqual(['MANAGE_PERMISSION_SETS']);
    }
  });

  test('an empty permission set and a blank name are refused', async () => {
    const id = await someSet('READ_USER');
    for (const input of [{ permissions: [] }, { name: ' ' }]) {
      const ask = () => createSet(at.owner, { name: 'Fine', permissions: ['READ_USER'], ...input });
      await expectRefusal(at.server, 'INVALID_INPUT', ask);
      await expectRefusal(at.server, 'INVALID_INPUT', () => updateSet(at.owner, id, input));
    }
  });
});
