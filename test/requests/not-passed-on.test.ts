/** A permission granted for some hours can be used, but not passed on, because what was passed on would remain. */
import { describe, expect, test } from '@jest/globals';
import { expectRefusal } from '../access/writing.ts';
import { kinds } from '../server.ts';
import { freshName, grant as grantOn, holding, inBrowser, made, project, world } from '../tokens/acts.ts';
import { done, grant, granted, request } from './acts.ts';

const createRole = 'mutation ($input: CreateRoleMutationInput) { createRole(input: $input) { id } }';
const updateRole =
  'mutation ($id: Int64Bit!, $input: UpdateRoleMutationInput) { updateRole(id: $id, input: $input) { id } }';
const createSet = 'mutation ($input: CreatePermissionSetMutationInput) { createPermissionSet(input: $input) { id } }';
const updateUser =
  'mutation ($id: Int64Bit!, $input: UpdateUserMutationInput) { updateUser(id: $id, input: $input) { id } }';
const grantProject =
  'mutation ($input: ProjectGrantMutationInput) { grantProjectPermission(input: $input) { success } }';
const createToken =
  'mutation ($input: CreatePersonalAccessTokenMutationInput) { createPersonalAccessToken(input: $input) { id } }';

const administration = [
  'READ_USER',
  'UPDATE_USER',
  'READ_ROLE',
  'CREATE_ROLE',
  'UPDATE_ROLE',
  'CREATE_PERSONAL_ACCESS_TOKEN',
  'READ_ACCESS_REQUEST',
  'UPDATE_ACCESS_REQUEST',
  'MANAGE_PERMISSION_SETS',
] as const;

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind);
  const administrator = async () => {
    const who = await at.as.having(...administration);
    return { ...who, by: await inBrowser(at.server, who) };
  };
  const roleOf = async (by: typeof at.owner) => (await by('{ me { role_id } }')).data.me.role_id as string;

  test('a user cannot pass it on: by a role, a permission set, a password, a token, a project grant or an access request', async () => {
    const { id, by } = await administrator();
    const peer = await at.as.having('DELETE_ROLE');
    const other = await at.as.having();
    const { key } = await project(at);
    const permissions = ['DELETE_ROLE', 'ADMINISTER_PROJECT'];
    await granted(by, at.owner, { permissions }, { for_hours: 2 });
    const asked = await done(request(await inBrowser(at.server, other), { permissions: ['DELETE_ROLE'] }));
    const applied_permissions = ['DELETE_ROLE'];
    const input = { project_key: key, permission: 'ADMINISTER_PROJECT', user_id: id };
    const acts = {
      'make a role': () => by(createRole, { input: { name: freshName(), applied_permissions } }),
      'change the role of the caller': async () =>
        by(updateRole, { id: await roleOf(by), input: { applied_permissions } }),
      'make a permission set': () => by(createSet, { input: { name: freshName(), permissions: ['DELETE_ROLE'] } }),
      'take a role': async () => by(updateUser, { id, input: { role_id: await roleOf(peer.ask) } }),
      'set a password': () => by(updateUser, { id: peer.id, input: { password: 'walnut orbit hesitant 91' } }),
      'make a token': () => by(createToken, { input: { name: freshName(), user_id: peer.id } }),
      'grant on a project': () => by(grantProject, { input }),
      'grant a request': () => grant(by, asked.id),
    };
    for (const [what, act] of Object.entries(acts))
      await expectRefusal(at.server, 'FORBIDDEN', act).catch((error) => {
        throw new Error(`It was to be refused to ${what}.`, { cause: error });
      });
    const role = (await by(createRole, { input: { name: freshName(), applied_permissions: ['READ_ROLE'] } })).data
      .createRole;
    const used = await by('mutation ($id: Int64Bit!) { deleteRole(id: $id) { success } }', { id: role.id });
    expect(used.errors).toBeUndefined();
  });

  test.each([
    ['for two hours', { for_hours: 2 }],
    ['without a time limit', {}],
  ])('a token cannot pass on its own grant %s to the role of its owner', async (_long, how) => {
    const { by } = await administrator();
    const { id, token } = await made(by);
    const asked = { permissions: ['DELETE_ROLE'], personal_access_token_id: id };
    await granted(by, at.owner, asked, how);
    const input = { applied_permissions: [...administration, 'DELETE_ROLE'] };
    const role = await roleOf(by);
    const act = () => holding(at.server, token)(updateRole, { id: role, input });
    expect((await expectRefusal(at.server, 'FORBIDDEN', act)).extensions.missing_permissions).toEqual(['DELETE_ROLE']);
  });

  test('a token cannot pass on its own grant to its owner as a project grant', async () => {
    const { id: user_id, by } = await administrator();
    const { id, token } = await made(by);
    await granted(by, at.owner, { permissions: ['ADMINISTER_PROJECT'], personal_access_token_id: id });
    const input = { project_key: (await project(at)).key, permission: 'ADMINISTER_PROJECT', user_id };
    await expectRefusal(at.server, 'FORBIDDEN', () => holding(at.server, token)(grantProject, { input }));
  });

  test('a capped token cannot pass it on, even if its owner has it without a time limit', async () => {
    const { by } = await administrator();
    const { id, token } = await made(by, { permissions: ['READ_USER', 'CREATE_ROLE'] });
    const asked = { permissions: ['READ_ROLE'], personal_access_token_id: id };
    await granted(by, at.owner, asked, { for_hours: 2 });
    const ask = holding(at.server, token);
    expect((await ask('{ roles { entities { id } } }')).errors).toBeUndefined();
    const input = { name: freshName(), applied_permissions: ['READ_ROLE'] };
    const { extensions } = await expectRefusal(at.server, 'FORBIDDEN', () => ask(createRole, { input }));
    expect(extensions.missing_permissions).toEqual(['READ_ROLE']);
  });

  test('a permission that the user also has by a role or on the project can be passed on', async () => {
    const { id, by } = await administrator();
    const { key } = await project(at);
    await grantOn(at, 'grant', key, { user_id: id }, 'ADMINISTER_PROJECT');
    await granted(by, at.owner, { permissions: ['ADMINISTER_PROJECT'] }, { for_hours: 2 });
    const other = await at.as.having();
    const input = { project_key: key, permission: 'ADMINISTER_PROJECT', user_id: other.id };
    expect((await by(grantProject, { input })).errors).toBeUndefined();
  });
});
