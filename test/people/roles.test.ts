/** Roles over HTTP: what each mutation does, and what it refuses without writing. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Permission } from '../../src/domain/access/permissions.ts';
import { expectRefusal, lastEntries } from '../access/writing.ts';
import { lookAlikes, unfit } from '../base/name-samples.ts';
import { kinds, type Latchkey, startLatchkey } from '../server.ts';
import { type Person, people } from '../test-users.ts';

const create =
  'mutation ($input: CreateRoleMutationInput) { createRole(input: $input) { id name applied_permissions } }';
const update = `mutation ($id: Int64Bit!, $input: UpdateRoleMutationInput) {
  updateRole(id: $id, input: $input) { id name applied_permissions _version } }`;
const remove = 'mutation ($id: Int64Bit!) { deleteRole(id: $id) { success message } }';

let made = 0;
const fresh = () => `Role ${++made}`;

describe.each(kinds)('on %s', (kind) => {
  let server: Latchkey;
  let as: ReturnType<typeof people>;
  let owner: Person;
  /** Has all permissions for roles, and could grant these. */
  let clerk: Person;
  beforeAll(async () => {
    server = await startLatchkey(kind);
    as = people(server);
    owner = await as.owner();
    clerk = await as.having('CREATE_ROLE', 'READ_ROLE', 'UPDATE_ROLE', 'DELETE_ROLE', 'READ_USER');
    await owner.ask(create, { input: { name: 'Paypal', applied_permissions: [] } });
  });
  afterAll(() => server.stop());

  async function roleOf(...applied_permissions: Permission[]): Promise<{ id: string; name: string; _version: string }> {
    const { data } = await owner.ask(create.replace('id name', 'id name _version'), {
      input: { name: fresh(), applied_permissions },
    });
    return data.createRole;
  }

  describe('createRole', () => {
    test('runs the published example unchanged', async () => {
      const { data, errors } = await owner.ask(
        'mutation ($supportAgent: CreateRoleMutationInput) { createRole(input: $supportAgent) { id name } }',
        { supportAgent: { name: 'Support Agent', applied_permissions: ['READ_USER'] } },
      );
      expect(errors).toBeUndefined();
      expect(data.createRole).toEqual({ id: expect.stringMatching(/^\d+$/), name: 'Support Agent' });
    });

    test('creates a role with its trimmed name and its permissions, each once', async () => {
      const name = fresh();
      const input = { name: ` ${name}\n`, applied_permissions: ['READ_USER', 'READ_ROLE', 'READ_USER'] };
      const { data } = await clerk.ask(create, { input });
      expect(data.createRole).toMatchObject({ name, applied_permissions: ['READ_USER', 'READ_ROLE'] });
      const listed = await clerk.ask(
        'query ($id: Int64Bit) { roles(id: $id) { entities { id name applied_permissions } } }',
        data.createRole,
      );
      expect(listed.data.roles.entities).toEqual([data.createRole]);
    });

    test('accepts a name of 100 characters, however many bytes it has', async () => {
      const name = '🦉'.repeat(100);
      const { data } = await owner.ask(create, { input: { name, applied_permissions: [] } });
      expect(data.createRole.name).toBe(name);
    });

    test('adds the note to the role', async () => {
      const input = { name: fresh(), applied_permissions: [], note: { message: 'Ask Ada first.', priority: 'STICKY' } };
      const { data } = await owner.ask(
        'mutation ($input: CreateRoleMutationInput) { createRole(input: $input) { notes { entities { message priority user_id noteable_type } } } }',
        { input },
      );
      expect(data.createRole.notes.entities).toEqual([
        { message: 'Ask Ada first.', priority: 'STICKY', user_id: owner.id, noteable_type: 'Role' },
      ]);
    });

    test('adds a log entry with the new values, the user and the credential', async () => {
      const { data } = await clerk.ask(create, { input: { name: fresh(), applied_permissions: ['READ_USER'] } });
      const { id, name } = data.createRole;
      const [entry] = await lastEntries(server);
      expect(entry).toEqual({
        type: 'CREATED',
        loggable_type: 'Role',
        loggable_id: id,
        message: `Role ${name} was created.`,
        previous: null,
        current: { name, applied_permissions: ['READ_USER'] },
        user_id: clerk.id,
        credential: 'token',
        credential_id: expect.stringMatching(/^\d+$/),
      });
      const session = await clerk.signedIn();
      await session.ask(create, { input: { name: fresh(), applied_permissions: [] } });
      expect(await lastEntries(server)).toMatchObject([{ user_id: clerk.id, credential: 'session' }]);
    });

    test('is refused without CREATE_ROLE', async () => {
      const reader = await as.having('READ_ROLE');
      const input = { name: fresh(), applied_permissions: [] };
      await expectRefusal(server, 'FORBIDDEN', () => reader.ask(create, { input }));
    });

    test.each([{}, { input: null }])('is refused without an input (%j)', async (variables) => {
      const { extensions } = await expectRefusal(server, 'INVALID_INPUT', () => owner.ask(create, variables));
      expect(extensions.fields).toEqual({ input: 'is required.' });
    });

    test.each(unfit)('is refused for a name that %s', async (_, name) => {
      const input = { name, applied_permissions: [] };
      const { extensions } = await expectRefusal(server, 'INVALID_INPUT', () => owner.ask(create, { input }));
      expect(extensions.fields).toEqual({ name: expect.any(String) });
    });

    test.each([
      ['an unknown permission', { name: 'x', applied_permissions: ['READ_EVERYTHING'] }, 'applied_permissions[0]'],
      ['a permission in lower case', { name: 'x', applied_permissions: ['read_user'] }, 'applied_permissions[0]'],
      ['null in the list of permissions', { name: 'x', applied_permissions: [null] }, 'applied_permissions[0]'],
      ['a number as name', { name: 5, applied_permissions: [] }, 'name'],
      ['null as name', { name: null, applied_permissions: [] }, 'name'],
      ['no list of permissions', { name: 'x' }, 'applied_permissions'],
      ['an unknown field', { name: 'x', applied_permissions: [], id: '1' }, 'input'],
      [
        'a blank note',
        { name: 'x', applied_permissions: [], note: { message: ' ', priority: 'NORMAL' } },
        'note.message',
      ],
      [
        'a note that is too long',
        { name: 'x', applied_permissions: [], note: { message: 'x'.repeat(10_001), priority: 'NORMAL' } },
        'note.message',
      ],
    ])('is refused for %s', async (_, input, field) => {
      const { extensions } = await expectRefusal(server, 'INVALID_INPUT', () => owner.ask(create, { input }));
      expect(Object.keys(extensions.fields ?? {})).toEqual([field]);
    });

    test.each(lookAlikes)('is refused for a taken name, written as: %s', async (_, name) => {
      const input = { name, applied_permissions: [] };
      const { extensions } = await expectRefusal(server, 'CONFLICT', () => owner.ask(create, { input }));
      expect(extensions.fields).toEqual({ name: '`name` is taken.' });
    });

    test('is refused for permissions that the caller lacks, and the error names them', async () => {
      const input = { name: fresh(), applied_permissions: ['READ_USER', 'UPDATE_USER', 'CREATE_NOTE'] };
      const { extensions } = await expectRefusal(server, 'FORBIDDEN', () => clerk.ask(create, { input }));
      expect(extensions.missing_permissions).toEqual(['UPDATE_USER', 'CREATE_NOTE']);
    });

    test('with a note is refused without CREATE_NOTE', async () => {
      const input = { name: fresh(), applied_permissions: [], note: { message: 'Hello', priority: 'NORMAL' } };
      const { extensions } = await expectRefusal(server, 'FORBIDDEN', () => clerk.ask(create, { input }));
      expect(extensions.missing_permissions).toEqual(['CREATE_NOTE']);
    });
  });

  describe('updateRole', () => {
    test('changes the name or replaces the permissions, and ignores null', async () => {
      const role = await roleOf('READ_USER', 'READ_ROLE');
      const name = fresh();
      const renamed = await clerk.ask(update, { id: role.id, input: { name, applied_permissions: null } });
      expect(renamed.data.updateRole).toMatchObject({
        id: role.id,
        name,
        applied_permissions: ['READ_USER', 'READ_ROLE'],
      });
      const replaced = await clerk.ask(update, {
        id: role.id,
        input: { name: null, applied_permissions: ['CREATE_ROLE'] },
      });
      expect(replaced.data.updateRole).toMatchObject({ name, applied_permissions: ['CREATE_ROLE'] });
      const versions = [role, renamed.data.updateRole, replaced.data.updateRole].map(({ _version }) => _version);
      expect(new Set(versions).size).toBe(3);
    });

    test('accepts the current name in another case', async () => {
      const { id, name } = await roleOf();
      const { data } = await clerk.ask(update, { id, input: { name: name.toUpperCase() } });
      expect(data.updateRole.name).toBe(name.toUpperCase());
    });

    test('applies to the users of the role and their tokens from the next request', async () => {
      const reader = await as.having('READ_USER');
      const [{ role_id: id }] = (
        await owner.ask('query ($id: Int64Bit) { users(id: $id) { entities { role_id } } }', reader)
      ).data.users.entities;
      const asks = async () =>
        (await reader.ask('{ users { page_info { total_count } } }')).errors?.[0]?.extensions.code;
      expect(await asks()).toBeUndefined();
      await owner.ask(update, { id, input: { applied_permissions: [] } });
      expect(await asks()).toBe('FORBIDDEN');
      await owner.ask(update, { id, input: { applied_permissions: ['READ_USER'] } });
      expect(await asks()).toBeUndefined();
    });

    test('adds a log entry with only the changed fields', async () => {
      const { id, name } = await roleOf('READ_USER');
      await clerk.ask(update, { id, input: { applied_permissions: [] } });
      const change = { previous: { applied_permissions: ['READ_USER'] }, current: { applied_permissions: [] } };
      const who = { type: 'UPDATED', loggable_type: 'Role', loggable_id: id, user_id: clerk.id, credential: 'token' };
      expect(await lastEntries(server)).toMatchObject([{ ...who, ...change, message: `Role ${name} was changed.` }]);
    });

    test('is refused for an unknown id', async () => {
      await expectRefusal(server, 'NOT_FOUND', () => owner.ask(update, { id: '999999999', input: { name: fresh() } }));
    });

    test('is refused without an input, and for an invalid or taken name', async () => {
      const { id } = await roleOf();
      await expectRefusal(server, 'INVALID_INPUT', () => owner.ask(update, { id }));
      for (const [, name] of unfit)
        await expectRefusal(server, 'INVALID_INPUT', () => owner.ask(update, { id, input: { name } }));
      for (const [, name] of lookAlikes)
        await expectRefusal(server, 'CONFLICT', () => owner.ask(update, { id, input: { name } }));
    });

    test('is refused for permissions that the caller lacks, on any role and on the caller’s own', async () => {
      const { id } = await roleOf('READ_USER');
      const [{ role_id: own }] = (
        await owner.ask('query ($id: Int64Bit) { users(id: $id) { entities { role_id } } }', clerk)
      ).data.users.entities;
      for (const role of [id, own]) {
        const input = { applied_permissions: ['READ_USER', 'UPDATE_USER'] };
        const { extensions } = await expectRefusal(server, 'FORBIDDEN', () => clerk.ask(update, { id: role, input }));
        expect(extensions.missing_permissions).toEqual(['UPDATE_USER']);
      }
    });
  });

  describe('deleteRole', () => {
    test('deletes a role without users, and adds a log entry with its last values', async () => {
      const { id, name } = await roleOf('READ_USER');
      expect((await clerk.ask(remove, { id })).data.deleteRole).toEqual({ success: true, message: null });
      expect(
        (await clerk.ask('query ($id: Int64Bit) { roles(id: $id) { entities { id } } }', { id })).data.roles.entities,
      ).toEqual([]);
      const previous = { name, applied_permissions: ['READ_USER'] };
      expect(await lastEntries(server)).toMatchObject([
        { type: 'DELETED', loggable_id: id, user_id: clerk.id, previous },
      ]);
    });

    test('is refused for an unknown id, such as that of a deleted role', async () => {
      const { id } = await roleOf();
      await clerk.ask(remove, { id });
      await expectRefusal(server, 'NOT_FOUND', () => clerk.ask(remove, { id }));
    });

    test('is refused for a role with users, and names five of them only to callers with READ_USER', async () => {
      const { id } = await roleOf();
      const newcomer = (place: number) =>
        `u${place}: createUser(input: { name: "N", public_name: "N", username: "in-${id}-${place}", email_address: "in-${id}-${place}@example.com", role_id: ${id} }) { username }`;
      const { data } = await owner.ask(`mutation { ${[1, 2, 3, 4, 5, 6].map(newcomer).join(' ')} }`);
      const names = Object.values<{ username: string }>(data).map(({ username }) => username);
      const named = await expectRefusal(server, 'CONFLICT', () => clerk.ask(remove, { id }));
      expect(names.filter((name) => named.message.includes(name))).toHaveLength(5);
      expect(named.message).toContain('and others');
      const blind = await as.having('DELETE_ROLE', 'READ_ROLE');
      const unnamed = await expectRefusal(server, 'CONFLICT', () => blind.ask(remove, { id }));
      expect(names.filter((name) => unnamed.message.includes(name))).toEqual([]);
    });
  });

  test('an unknown permission, from a newer version, is not shown with a role, and is kept when the role is renamed', async () => {
    const { id } = await roleOf('READ_USER');
    await server.db.execute(
      `update roles set applied_permissions = array['READ_USER', 'OF_TOMORROW'] where id = ${id}`,
    );
    const { data, errors } = await owner.ask(
      'query ($id: Int64Bit) { roles(id: $id) { entities { applied_permissions } } }',
      { id },
    );
    expect(errors).toBeUndefined();
    expect(data.roles.entities).toEqual([{ applied_permissions: ['READ_USER'] }]);
    await owner.ask(update, { id, input: { name: fresh() } });
    const rows = await server.db.execute(`select applied_permissions from roles where id = ${id}`);
    expect(rows).toMatchObject({ rows: [{ applied_permissions: ['READ_USER', 'OF_TOMORROW'] }] });
  });
});
