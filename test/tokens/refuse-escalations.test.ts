/** The policy `refuse_escalations`: changes that make an escalation possible are refused, and existing escalations may still be edited. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { personalAccessTokens } from '../../schema/tokens.ts';
import { users } from '../../schema/users.ts';
import type { Permission } from '../../src/domain/access/permissions.ts';
import { expectRefusal } from '../access/writing.ts';
import { kinds } from '../server.ts';
import type { Answer } from '../test-users.ts';
import { type Ask, copy, create, edit, freshName, inBrowser, inDays, made, setPolicy, world } from './acts.ts';

const texts = {
  createRole: 'mutation ($input: CreateRoleMutationInput) { done: createRole(input: $input) { id warnings } }',
  updateRole:
    'mutation ($id: Int64Bit!, $input: UpdateRoleMutationInput) { done: updateRole(id: $id, input: $input) { id } }',
  createSet: 'mutation ($input: CreatePermissionSetMutationInput) { done: createPermissionSet(input: $input) { id } }',
  updateSet:
    'mutation ($id: Int64Bit!, $input: UpdatePermissionSetMutationInput) { done: updatePermissionSet(id: $id, input: $input) { id } }',
  restore: 'mutation ($id: Int64Bit!) { done: restorePersonalAccessToken(id: $id) { id } }',
};

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind);
  const role = (...applied_permissions: Permission[]) =>
    at.owner(texts.createRole, { input: { name: freshName('role'), applied_permissions } });
  const set = (...permissions: Permission[]) =>
    at.owner(texts.createSet, { input: { name: freshName('set'), permissions } });
  const changeRole = (id: string, ...applied_permissions: Permission[]) =>
    at.owner(texts.updateRole, { id, input: { applied_permissions } });
  const changeSet = (id: string, ...permissions: Permission[]) =>
    at.owner(texts.updateSet, { id, input: { permissions } });
  const token = (input: object) => create(at.owner, { name: freshName(), ...input });
  const idOf = async (answer: Promise<Answer>): Promise<string> => {
    const { data, errors } = await answer;
    expect(errors).toBeUndefined();
    return data.done.id;
  };
  const refuse = (refused: boolean) => setPolicy(at, { refuse_escalations: refused });
  /** Expects a refusal with the last root field of the escalation and its description, and that nothing was written. */
  async function expectOpening(last: string, ask: () => Promise<Answer>) {
    const { message, extensions } = await expectRefusal(at.server, 'FORBIDDEN', ask);
    const { reason, values } = extensions as { reason?: string; values?: { methods: string[] } };
    expect([reason, values?.methods.at(-1)]).toEqual(['OPENS_ESCALATION', last]);
    expect(message).toMatch(/^The token policy does not allow this, .* It leads to .*\./);
  }
  /** A user with a role of these permissions, and a session. */
  async function member(...permissions: Permission[]): Promise<{ by: Ask; roleId: string }> {
    const person = await at.as.having(...permissions);
    const [row] = await at.server.db.select().from(users).where(eq(users.id, person.id));
    // The token of each test user would lead to an escalation by itself.
    await at.server.db.delete(personalAccessTokens).where(eq(personalAccessTokens.userId, person.id));
    return { by: await inBrowser(at.server, person), roleId: row?.roleId as string };
  }
  beforeEach(() => refuse(false));

  test('by default a role with an escalation is created, with its warnings', async () => {
    const { data } = await role('CREATE_USER', 'READ_USER');
    expect(data.done.warnings).toHaveLength(2);
  });

  test('a role with an escalation cannot be created or made by an edit, and one without can', async () => {
    await refuse(true);
    await expectOpening('createUser', () => role('CREATE_USER', 'READ_USER'));
    await expectOpening('createProject', () => role('PROVISION_PROJECT'));
    const id = await idOf(role('CREATE_USER'));
    await expectOpening('createUser', () => changeRole(id, 'CREATE_USER', 'READ_USER'));
    await idOf(changeRole(id, 'CREATE_USER', 'READ_ROLE', 'UPDATE_USER', 'UPDATE_ROLE'));
  });

  test('a role that had an escalation before can be renamed, narrowed and given permissions without another escalation', async () => {
    const id = await idOf(role('CREATE_USER', 'READ_USER'));
    await refuse(true);
    await idOf(at.owner(texts.updateRole, { id, input: { name: freshName('renamed') } }));
    await idOf(changeRole(id, 'CREATE_USER', 'READ_USER', 'READ_ROLE'));
    await expectOpening('createProject', () => changeRole(id, 'CREATE_USER', 'READ_USER', 'PROVISION_PROJECT'));
    await idOf(changeRole(id, 'READ_USER'));
  });

  test('a role cannot be given permissions with which a token of one of its users gains an escalation', async () => {
    const { by, roleId } = await member('READ_USER');
    await refuse(true);
    await idOf(changeRole(roleId, 'READ_USER', 'UPDATE_USER'));
    await idOf(changeRole(roleId, 'READ_USER'));
    await made(by);
    await expectOpening('updateUser', () => changeRole(roleId, 'READ_USER', 'UPDATE_USER'));
    await idOf(changeRole(roleId, 'READ_USER', 'READ_ROLE'));
  });

  test('a token with an escalation cannot be issued, whatever its cap', async () => {
    const sets = await idOf(set('UPDATE_ROLE', 'READ_ROLE'));
    await refuse(true);
    await expectOpening('updateRole', () => token({}));
    await expectOpening('updateRole', () => token({ permission_set_id: sets, expires_at: inDays(1) }));
    await expectOpening('grantProjectPermission', () => token({ permissions: ['ADMINISTER_PROJECT'] }));
    await idOf(token({ permissions: ['READ_USER', 'CREATE_ROLE', 'EXECUTE_ANALYSIS'] }));
    await idOf(token({ permissions: ['UPDATE_ROLE'], methods: ['roles', 'deleteRole'] }));
    await idOf(token({ operations: [{ document: 'mutation { updateProject(id: 1, input: {}) { id } }' }] }));
  });

  test('a token can be edited, copied and restored while that makes no escalation possible', async () => {
    const harmless = await made(at.owner, { permissions: ['READ_USER'] });
    const leading = await made(at.owner, { permissions: ['UPDATE_USER', 'READ_USER'] });
    const shrunk = await made(at.owner, { permissions: ['UPDATE_ROLE', 'READ_USER'] });
    await at.server.db
      .update(personalAccessTokens)
      .set({ latentPermissions: ['UPDATE_ROLE'] })
      .where(eq(personalAccessTokens.id, shrunk.id));
    await refuse(true);
    await expectOpening('updateRole', () => edit(at.owner, harmless.id, { unset_permissions: true }));
    await idOf(edit(at.owner, harmless.id, { permissions: ['READ_USER', 'READ_ROLE'] }));
    await expectOpening('updateRole', () => at.owner(texts.restore, { id: shrunk.id }));
    await idOf(copy(at.owner, leading.id, { name: freshName() }));
    // Escaping new limits is no new escalation, because everything was allowed before.
    await idOf(edit(at.owner, leading.id, { methods: ['updateUser'], expires_at: inDays(1) }));
    await idOf(edit(at.owner, leading.id, { permissions: ['UPDATE_USER'], allowed_subnets: ['127.0.0.0/8'] }));
  });

  test('a permission set cannot make an escalation possible, by itself or for one of its tokens', async () => {
    const known = await idOf(set('READ_USER', 'CREATE_USER'));
    await made(at.owner, { permission_set_id: known, methods: ['updateUser'] });
    await refuse(true);
    await expectOpening('updateUser', () => set('UPDATE_USER'));
    const id = await idOf(set('READ_USER'));
    await expectOpening('updateRole', () => changeSet(id, 'UPDATE_ROLE'));
    await idOf(changeSet(id, 'READ_USER', 'READ_ROLE'));
    // A token of the set had an escalation before, but not this one, which may call only `updateUser`.
    await expectOpening('updateUser', () => changeSet(known, 'READ_USER', 'CREATE_USER', 'UPDATE_USER'));
  });
});
