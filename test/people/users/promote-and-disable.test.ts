/** Promoting, disabling and editing users: callers cannot grant permissions that they lack, nor edit users with more permissions. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { everyPermission, type Permission } from '../../../src/domain/access/permissions.ts';
import { expectRefusal, lastEntries } from '../../access/writing.ts';
import { kinds, type Latchkey, startLatchkey } from '../../server.ts';
import { type Person, people } from '../../test-users.ts';

const update = `mutation ($id: Int64Bit!, $input: UpdateUserMutationInput) {
  updateUser(id: $id, input: $input) { id name enabled super_admin role_id } }`;
const me = '{ me { id } }';

describe.each(kinds)('on %s', (kind) => {
  let server: Latchkey;
  let as: ReturnType<typeof people>;
  let owner: Person;
  let clerk: Person;
  beforeAll(async () => {
    server = await startLatchkey(kind);
    as = people(server);
    owner = await as.owner();
    clerk = await as.having('READ_USER', 'READ_ROLE', 'UPDATE_USER');
  });
  afterAll(() => server.stop());

  let made = 0;
  async function roleOf(...permissions: Permission[]): Promise<string> {
    const { data } = await owner.ask(
      'mutation ($input: CreateRoleMutationInput) { createRole(input: $input) { id } }',
      {
        input: { name: `Role ${++made}`, applied_permissions: permissions },
      },
    );
    return data.createRole.id;
  }

  describe('giving a role', () => {
    test('succeeds for a role whose permissions the caller has', async () => {
      const [subject, role_id] = [await as.having(), await roleOf('READ_USER')];
      const { data } = await clerk.ask(update, { id: subject.id, input: { role_id } });
      expect(data.updateUser.role_id).toBe(role_id);
    });

    test('is refused for a role with more permissions, and the error names them', async () => {
      const [subject, role_id] = [await as.having(), await roleOf('READ_USER', 'DELETE_ROLE', 'READ_ALL_LOGS')];
      const { extensions } = await expectRefusal(server, 'FORBIDDEN', () =>
        clerk.ask(update, { id: subject.id, input: { role_id } }),
      );
      expect(extensions.missing_permissions).toEqual(['DELETE_ROLE', 'READ_ALL_LOGS']);
    });

    test('is refused for the caller’s own account too, by session and by token', async () => {
      const role_id = await roleOf(...everyPermission);
      const session = await clerk.signedIn();
      await expectRefusal(server, 'FORBIDDEN', () => session.ask(update, { id: clerk.id, input: { role_id } }));
      await expectRefusal(server, 'FORBIDDEN', () => clerk.ask(update, { id: clerk.id, input: { role_id } }));
    });

    test('or super_admin, true or false, is refused unless the caller is a super admin, even with every permission', async () => {
      const [subject, vizier] = [await as.having(), await as.having(...everyPermission)];
      for (const super_admin of [true, false])
        await expectRefusal(server, 'FORBIDDEN', () => vizier.ask(update, { id: subject.id, input: { super_admin } }));
      const session = await vizier.signedIn();
      await expectRefusal(server, 'FORBIDDEN', () =>
        session.ask(update, { id: vizier.id, input: { super_admin: true } }),
      );
      const { data } = await owner.ask(update, { id: subject.id, input: { super_admin: true } });
      expect(data.updateUser.super_admin).toBe(true);
    });
  });

  describe('editing', () => {
    const harmless = { name: 'Somebody Else' };

    test.each([
      harmless,
      { password: 'walnut orbit hesitant 91' },
      { enabled: false },
      { email_address: 'mine@example.com' },
      { unset_role_id: true },
    ])('a user with more permissions is refused: %j', async (input) => {
      const outranking = await as.having('READ_USER', 'UPDATE_USER', 'DELETE_ROLE');
      const { ask } = await clerk.signedIn();
      const { extensions } = await expectRefusal(server, 'FORBIDDEN', () => ask(update, { id: outranking.id, input }));
      expect(extensions.missing_permissions).toEqual(['DELETE_ROLE']);
      await expectRefusal(server, 'FORBIDDEN', () => ask(update, { id: owner.id, input }));
    });

    test('a super admin is refused for every other caller, even with every permission', async () => {
      const vizier = await (await as.having(...everyPermission)).signedIn();
      for (const input of [harmless, { password: 'walnut orbit hesitant 91' }, { enabled: false }])
        await expectRefusal(server, 'FORBIDDEN', () => vizier.ask(update, { id: owner.id, input }));
      const other = await as.owner();
      expect((await other.ask(update, { id: owner.id, input: harmless })).data.updateUser.name).toBe('Somebody Else');
    });

    test('a user with the same or fewer permissions succeeds', async () => {
      for (const person of [
        await as.having('READ_USER', 'UPDATE_USER'),
        await as.having('READ_USER'),
        await as.having(),
      ])
        expect((await clerk.ask(update, { id: person.id, input: harmless })).errors).toBeUndefined();
    });
  });

  describe('disabling a user', () => {
    test('ends sessions and tokens at once, and enabling restores none of them', async () => {
      const person = await as.having();
      const session = await person.signedIn();
      expect([(await person.ask(me)).data.me.id, (await session.ask(me)).data.me.id]).toEqual([person.id, person.id]);
      expect((await clerk.ask(update, { id: person.id, input: { enabled: false } })).data.updateUser.enabled).toBe(
        false,
      );
      const areOut = async () => {
        expect((await person.ask(me)).status).toBe(401);
        expect((await session.ask(me)).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
      };
      await areOut();
      expect((await clerk.ask(update, { id: person.id, input: { enabled: true } })).data.updateUser.enabled).toBe(true);
      await areOut();
      expect((await (await person.signedIn()).ask(me)).data.me.id).toBe(person.id);
    });

    test('prevents signing in, and keeps the history', async () => {
      const person = await as.having();
      await person.signedIn();
      await clerk.ask(update, { id: person.id, input: { enabled: false } });
      await expect(person.signedIn()).rejects.toThrow('Sign-in failed');
      const { data } = await owner.ask(
        'query ($id: Int64Bit) { users(id: $id) { entities { enabled logs { page_info { total_count } } } } }',
        { id: person.id },
      );
      expect(data.users.entities[0].enabled).toBe(false);
      expect(data.users.entities[0].logs.page_info.total_count).toBeGreaterThan(1);
    });

    test('revokes the one-time link to set a password', async () => {
      const { data } = await owner.ask(
        'mutation { createUser(input: { name: "N", public_name: "N", username: "linked", email_address: "linked@example.com" }) { id setup_link } }',
      );
      const page = () => fetch(new URL(new URL(data.createUser.setup_link).pathname, server.url));
      expect((await page()).status).toBe(200);
      for (const enabled of [false, true]) await owner.ask(update, { id: data.createUser.id, input: { enabled } });
      expect((await page()).status).toBe(404);
    });

    test('adds a log entry', async () => {
      const person = await as.having();
      await clerk.ask(update, { id: person.id, input: { enabled: false } });
      const entry = {
        type: 'UPDATED',
        loggable_id: person.id,
        user_id: clerk.id,
        previous: { enabled: true },
        current: { enabled: false },
      };
      const entries = await lastEntries(server, 2);
      expect(entries).toContainEqual(
        expect.objectContaining({ ...entry, message: `User ${person.username} was disabled.` }),
      );
    });
  });
});
