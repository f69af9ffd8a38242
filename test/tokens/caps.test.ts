/** What a token may do: the current permissions of its owner within its cap, computed at every request. */
import { describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { everyPermission, type Permission } from '../../src/domain/access/permissions.ts';
import { expectRefusal } from '../access/writing.ts';
import { kinds } from '../server.ts';
import { type Ask, create, done, edit, freshName, holding, inBrowser, made, refusal, world } from './acts.ts';

const users = '{ users { entities { id } } }';
const roles = '{ roles { entities { id } } }';
const createRole = (name = freshName('role')) =>
  `mutation { createRole(input: { name: "${name}", applied_permissions: [] }) { id } }`;

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind);

  const person = async (...permissions: Permission[]) => {
    const who = await at.as.having(...permissions);
    const { data } = await who.ask('{ me { role_id } }');
    return { ...who, by: await inBrowser(at.server, who), roleId: data.me.role_id as string };
  };
  const token = async (by: Ask, input: object = {}) => holding(at.server, (await made(by, input)).token);
  const effective = async (by: Ask) => (await by('{ me { effective_permissions } }')).data.me.effective_permissions;
  const forbids = async (by: Ask, query: string, missing: Permission[] | undefined) =>
    expect(refusal(await by(query))).toEqual({ code: 'FORBIDDEN', missing });
  const setRole = (roleId: string, permissions: Permission[]) =>
    at.owner(
      'mutation ($id: Int64Bit!, $p: [Permission!]) { updateRole(id: $id, input: { applied_permissions: $p }) { id } }',
      {
        id: roleId,
        p: permissions,
      },
    );

  test('a token without a cap may do everything that its owner may', async () => {
    const { by } = await person('READ_USER', 'CREATE_ROLE', 'READ_ROLE');
    const program = await token(by);
    expect(await effective(program)).toEqual(['READ_USER', 'CREATE_ROLE', 'READ_ROLE']);
    for (const query of [users, roles, createRole()]) expect((await program(query)).errors).toBeUndefined();
    await forbids(program, 'mutation { deleteRole(id: 1) { success } }', ['DELETE_ROLE']);
    expect((await effective(await token(at.owner))).length).toBe(everyPermission.size);
  });

  test('a permission that the owner loses is lost for the token at once, and comes back when the owner regains it', async () => {
    const { by, roleId } = await person('READ_USER', 'READ_ROLE');
    const programs = [await token(by), await token(by, { permissions: ['READ_USER'] })];
    for (const program of programs) expect((await program(users)).errors).toBeUndefined();
    await setRole(roleId, ['READ_ROLE']);
    for (const program of programs) await forbids(program, users, ['READ_USER']);
    await setRole(roleId, ['READ_ROLE', 'READ_USER']);
    for (const program of programs) expect((await program(users)).errors).toBeUndefined();
  });

  test('a token whose owner loses the role has no permissions, even if its cap lists some', async () => {
    const { by, id, roleId } = await person('READ_USER');
    const program = await token(by, { permissions: ['READ_USER'] });
    await at.owner(`mutation { updateUser(id: ${id}, input: { unset_role_id: true }) { id } }`);
    await forbids(program, users, ['READ_USER']);
    await at.owner(`mutation { updateUser(id: ${id}, input: { role_id: ${roleId} }) { id } }`);
    expect((await program(users)).errors).toBeUndefined();
  });

  test('a token has at most the permissions of its cap, whatever its owner has', async () => {
    const program = await token(at.owner, { permissions: ['READ_USER', 'READ_USER'] });
    expect(await effective(program)).toEqual(['READ_USER']);
    expect((await program(users)).errors).toBeUndefined();
    await forbids(program, roles, ['READ_ROLE']);
    await forbids(program, createRole(), ['CREATE_ROLE']);
  });

  test('a token of a super admin with a cap is not a super admin', async () => {
    const { id } = await at.as.having();
    const promote = `mutation { updateUser(id: ${id}, input: { super_admin: true }) { super_admin } }`;
    const program = await token(at.owner, { permissions: [...everyPermission] });
    await forbids(program, promote, undefined);
    expect((await (await token(at.owner))(promote)).data.updateUser).toEqual({ super_admin: true });
  });

  test('a token limited to root fields can call no others, wherever they are in the document', async () => {
    const program = await token(at.owner, { methods: ['users', 'createRole'] });
    expect((await program(users)).errors).toBeUndefined();
    expect((await program(createRole())).errors).toBeUndefined();
    for (const query of [
      roles,
      '{ me { id } }',
      '{ methods { name } }',
      '{ my_ip_address { ip } }',
      'mutation { deleteRole(id: 1) { success } }',
    ])
      await forbids(program, query, undefined);
    const mixed = await program(
      '{ users { entities { id } } hidden: roles { entities { id } } ...more } fragment more on Query { me { id } }',
    );
    expect(mixed.data).toBeNull();
    expect(mixed.errors?.map(({ path }) => path)).toContainEqual(['hidden']);
    const csv = await fetch(`${at.server.url}/api/personal_access_tokens.csv`, {
      headers: { Authorization: `Bearer ${(await made(at.owner, { methods: ['users'] })).token}` },
    });
    expect(csv.status).toBe(403);
  });

  test('root fields give no permissions', async () => {
    const { by } = await person('READ_ROLE');
    const program = await token(by, { methods: ['users', 'roles'], permissions: ['READ_ROLE'] });
    await forbids(program, users, ['READ_USER']);
    expect((await program(roles)).errors).toBeUndefined();
  });

  test('editing the cap applies at once, within the permissions of the owner', async () => {
    const { by } = await person('READ_USER', 'READ_ROLE');
    const { id, token: secret } = await made(by);
    const program = holding(at.server, secret);
    await done(edit(by, id, { permissions: ['READ_ROLE'], methods: ['roles', 'users'] }));
    await forbids(program, users, ['READ_USER']);
    await done(edit(by, id, { unset_permissions: true }));
    expect((await program(users)).errors).toBeUndefined();
    await done(edit(by, id, { methods: ['roles'] }));
    await forbids(program, users, undefined);
    await done(edit(by, id, { unset_methods: true }));
    expect((await program(users)).errors).toBeUndefined();
    const error = await expectRefusal(at.server, 'FORBIDDEN', () => edit(by, id, { permissions: ['DELETE_ROLE'] }));
    expect(error.extensions.missing_permissions).toEqual(['DELETE_ROLE']);
  });

  test('a cap with permissions that the owner lacks is refused, and the error names them', async () => {
    const { by } = await person('READ_USER');
    const ask = () => create(by, { name: freshName(), permissions: ['READ_USER', 'READ_ROLE', 'DELETE_ROLE'] });
    const error = await expectRefusal(at.server, 'FORBIDDEN', ask);
    expect(error.extensions.missing_permissions).toEqual(['READ_ROLE', 'DELETE_ROLE']);
  });

  test.each([
    ['a permission set and a list of permissions', { permission_set_id: 1, permissions: ['READ_USER'] }, 'permissions'],
    ['an empty list of permissions', { permissions: [] }, 'permissions'],
    ['an empty list of root fields', { methods: [] }, 'methods'],
    ['an unknown permission set', { permission_set_id: '987654' }, 'permission_set_id'],
    ['an unknown root field', { methods: ['users', 'dropTables'] }, 'methods'],
    ['an unknown permission', { permissions: ['READ_MINDS'] }, 'input.permissions[0]'],
  ])('%s is refused', async (_what, input, field) => {
    const error = await expectRefusal(at.server, 'INVALID_INPUT', () => create(at.owner, { name: 'x', ...input }));
    expect(Object.keys(error.extensions.fields ?? {})[0]?.replace(/^input\./, '')).toBe(field.replace(/^input\./, ''));
  });

  test('a stored permission that this version does not know is ignored', async () => {
    const { id, token: secret } = await made(at.owner, { permissions: ['READ_USER'] });
    await at.server.db.execute(
      sql`update personal_access_tokens set permissions = '{READ_USER,READ_MINDS}' where id = ${id}`,
    );
    expect(await effective(holding(at.server, secret))).toEqual(['READ_USER']);
  });
});
