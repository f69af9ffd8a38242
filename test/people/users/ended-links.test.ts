/**
 * A one-time link ends when its maker is disabled, may no longer make it or could no longer grant what its user may do, or when
 * its user gets more than that. It never works again, even if the change is undone.
 */
import { describe, expect, test } from '@jest/globals';
import { eq, sql } from 'drizzle-orm';
import { passwordLinks } from '../../../schema/sessions.ts';
import { users } from '../../../schema/users.ts';
import type { Permission } from '../../../src/domain/access/permissions.ts';
import { resetLink } from '../../../src/domain/people/owner.ts';
import * as acts from '../../requests/acts.ts';
import { kinds } from '../../server.ts';
import { type Ask, grant as grantOn, inBrowser, project, world } from '../../tokens/acts.ts';

const resend = 'mutation ($id: Int64Bit!) { resendUserCreationEmail(user_id: $id) { message } }';

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind);

  const set = async (path: string) => {
    const headers = { 'Content-Type': 'application/json' };
    const body = JSON.stringify({ password: 'walnut ferry copper 92' });
    return (await at.server.fetch(path, { method: 'POST', headers, body })).status;
  };
  const opens = async (path: string) => (await at.server.fetch(path)).status === 200;
  async function linkFrom(by: Ask, id: string): Promise<string> {
    const { data, errors } = await by(resend, { id });
    expect(errors).toBeUndefined();
    const path = /\/set-password\/\w{30}/.exec(data.resendUserCreationEmail.message)?.[0] ?? 'no link';
    expect(await opens(path)).toBe(true);
    return path;
  }

  const roleOf = async (id: string) =>
    (await at.server.db.select().from(users).where(eq(users.id, id)))[0]?.roleId as string;
  const as = async (text: string, variables: object) => {
    expect((await at.owner(text, variables)).errors).toBeUndefined();
  };
  const change = (id: string, input: object) =>
    as('mutation ($id: Int64Bit!, $input: UpdateUserMutationInput) { updateUser(id: $id, input: $input) { id } }', {
      id,
      input,
    });
  const changeRole = async (id: string, applied_permissions: Permission[]) =>
    as('mutation ($id: Int64Bit!, $input: UpdateRoleMutationInput) { updateRole(id: $id, input: $input) { id } }', {
      id: await roleOf(id),
      input: { applied_permissions },
    });
  const everything: Permission[] = ['READ_USER', 'UPDATE_USER', 'READ_ROLE'];
  const person = (...permissions: Permission[]) => at.as.having(...permissions);

  interface Case {
    /** Before the link is made. */
    begin?: (maker: string, user: string) => Promise<unknown>;
    change(maker: string, user: string, begun: unknown): Promise<unknown>;
    undo(maker: string, user: string, changed: unknown): Promise<unknown>;
  }
  const withGrants: Case['begin'] = async (maker, user) => {
    const { key } = await project(at);
    for (const user_id of [maker, user]) await grantOn(at, 'grant', key, { user_id });
    return key;
  };
  const cases: Record<string, Case> = {
    'its maker is disabled': {
      change: (maker) => change(maker, { enabled: false }),
      undo: (maker) => change(maker, { enabled: true }),
    },
    'its maker is put into a role without a permission of its user': {
      change: async (maker) => {
        const before = await roleOf(maker);
        await change(maker, { role_id: await roleOf((await person('UPDATE_USER')).id) });
        return before;
      },
      undo: (maker, _, before) => change(maker, { role_id: before }),
    },
    'the role of its maker loses a permission of its user': {
      change: (maker) => changeRole(maker, ['UPDATE_USER']),
      undo: (maker) => changeRole(maker, everything),
    },
    'its maker may no longer change users': {
      change: (maker) => changeRole(maker, ['READ_USER', 'READ_ROLE']),
      undo: (maker) => changeRole(maker, everything),
    },
    'its maker loses a permission that was granted on request': {
      begin: async (maker, user) => {
        const wanted = { permissions: ['READ_ALL_LOGS'] };
        const id = await acts.granted(await inBrowser(at.server, { id: maker }), at.owner, wanted);
        await changeRole(user, ['READ_ALL_LOGS']);
        return id;
      },
      change: (_maker, _user, id) => acts.end(at.owner, id as string),
      undo: async (maker) =>
        acts.granted(await inBrowser(at.server, { id: maker }), at.owner, { permissions: ['READ_ALL_LOGS'] }),
    },
    'its maker loses the grant on a project that its user has too': {
      begin: withGrants,
      change: async (maker, _, key) => {
        await grantOn(at, 'revoke', key as string, { user_id: maker });
        return key;
      },
      undo: (maker, _, key) => grantOn(at, 'grant', key as string, { user_id: maker }),
    },
    'its user becomes a super admin': {
      change: (_, user) => change(user, { super_admin: true }),
      undo: (_, user) => change(user, { super_admin: false }),
    },
    'its user is put into a wider role': {
      change: async (_, user) => {
        const before = await roleOf(user);
        await change(user, { role_id: await roleOf((await person('READ_ALL_LOGS')).id) });
        return before;
      },
      undo: (_maker, user, before) => change(user, { role_id: before }),
    },
    'the role of its user gains a permission': {
      change: (_, user) => changeRole(user, ['READ_USER', 'READ_ALL_LOGS']),
      undo: (_, user) => changeRole(user, ['READ_USER']),
    },
    'its user is granted a request for access': {
      change: async (_, user) =>
        acts.granted(await inBrowser(at.server, { id: user }), at.owner, { permissions: ['READ_ALL_LOGS'] }),
      undo: (_maker, _user, id) => acts.end(at.owner, id as string),
    },
    'its user gets a grant on a project': {
      change: async (_, user) => {
        const { key } = await project(at);
        await grantOn(at, 'grant', key, { user_id: user });
        return key;
      },
      undo: (_maker, user, key) => grantOn(at, 'revoke', key as string, { user_id: user }),
    },
    'the role of its user gets a grant on a project': {
      change: async (_, user) => {
        const { key } = await project(at);
        await grantOn(at, 'grant', key, { role_id: await roleOf(user) });
        return key;
      },
      undo: async (_maker, user, key) => grantOn(at, 'revoke', key as string, { role_id: await roleOf(user) }),
    },
  };

  describe.each(Object.entries(cases))('when %s', (_name, { begin, change, undo }) => {
    const start = async () => {
      const [maker, user] = [(await person(...everything)).id, (await person('READ_USER')).id];
      const begun = await begin?.(maker, user);
      return { maker, user, begun, path: await linkFrom(await inBrowser(at.server, { id: maker }), user) };
    };

    test('a link ends at once', async () => {
      const { maker, user, begun, path } = await start();
      await change(maker, user, begun);
      expect([await opens(path), await set(path)]).toEqual([false, 404]);
    });

    test('a link that nobody opened meanwhile stays ended when the change is undone', async () => {
      const { maker, user, begun, path } = await start();
      const changed = await change(maker, user, begun);
      expect(await at.server.db.select().from(passwordLinks).where(eq(passwordLinks.userId, user))).toEqual([]);
      await undo(maker, user, changed);
      expect([await opens(path), await set(path)]).toEqual([false, 404]);
    });
  });

  test('a link that a role made invalid without notice ends at the next change of the role', async () => {
    const user = await person('READ_USER');
    const path = await linkFrom(await inBrowser(at.server, await person(...everything)), user.id);
    await at.server.db.execute(
      `update roles set applied_permissions = '{READ_ALL_LOGS}' where id = ${await roleOf(user.id)}` as never,
    );
    await changeRole(user.id, ['READ_USER']);
    expect(await set(path)).toBe(404);
  });

  test('the link of a super admin ends when the maker is demoted', async () => {
    const maker = await at.as.owner();
    const user = await person('READ_ALL_LOGS');
    const path = await linkFrom(await inBrowser(at.server, maker), user.id);
    await change(maker.id, { super_admin: false });
    await change(maker.id, { super_admin: true });
    expect(await set(path)).toBe(404);
  });

  test('a link of the operator works whatever its user may do', async () => {
    const user = await person('READ_ALL_LOGS');
    const { secret } = await resetLink(at.server.db, user.username);
    await changeRole(user.id, ['READ_ALL_LOGS', 'READ_USER']);
    await change(user.id, { super_admin: true });
    expect(await set(`/set-password/${secret}`)).toBe(200);
  });

  test('a link whose maker is not known does not work', async () => {
    const user = await person('READ_USER');
    const path = await linkFrom(at.owner, user.id);
    await at.server.db.update(passwordLinks).set({ makerId: null }).where(eq(passwordLinks.userId, user.id));
    expect([await opens(path), await set(path)]).toEqual([false, 404]);
  });

  test('a link whose maker can no longer grant what its user may do does not work, even if no change ended it', async () => {
    const maker = await person('READ_USER', 'UPDATE_USER', 'READ_ROLE');
    const user = await person('READ_USER');
    const path = await linkFrom(await inBrowser(at.server, maker), user.id);
    await at.server.db.execute(
      sql`update roles set applied_permissions = '{UPDATE_USER}' where id = ${await roleOf(maker.id)}`,
    );
    expect([await opens(path), await set(path)]).toEqual([false, 404]);
  });

  test('a link keeps working while its maker could grant all that its user may do', async () => {
    const [maker, user] = [await person(...everything), await person('READ_USER')];
    const path = await linkFrom(await inBrowser(at.server, maker), user.id);
    await change(maker.id, { role_id: await roleOf((await person('READ_USER', 'UPDATE_USER', 'READ_ALL_LOGS')).id) });
    await changeRole(maker.id, ['READ_USER', 'UPDATE_USER']);
    await change(user.id, { name: 'Another' });
    expect(await set(path)).toBe(200);
  });

  test('the first link of a user works while its maker may create users', async () => {
    const maker = await person('READ_USER', 'CREATE_USER', 'UPDATE_USER', 'READ_ROLE');
    const path = async (username: string) => {
      const names = { name: 'New', public_name: 'New', username, role_id: await roleOf(maker.id) };
      const input = { ...names, email_address: `${username}@example.com` };
      const query = 'mutation ($input: CreateUserMutationInput) { createUser(input: $input) { setup_link } }';
      const { data, errors } = await (await inBrowser(at.server, maker))(query, { input });
      expect(errors).toBeUndefined();
      return /\/set-password\/\w{30}/.exec(data.createUser.setup_link)?.[0] ?? 'no link';
    };
    const [first, second] = [await path('first-new'), await path('second-new')];
    await changeRole(maker.id, ['READ_USER', 'CREATE_USER']);
    expect(await set(first)).toBe(200);
    await changeRole(maker.id, ['READ_USER']);
    expect(await set(second)).toBe(404);
  });

  test('a link made with a permission for a limited time ends with it, and for good', async () => {
    const [maker, user] = [await person('READ_USER'), await person('READ_USER')];
    const wanted = { permissions: ['UPDATE_USER'] };
    const by = await inBrowser(at.server, maker);
    const id = await acts.granted(by, at.owner, wanted);
    const path = await linkFrom(by, user.id);
    await at.server.db.execute(
      sql`update access_requests set expires_at = clock_timestamp() - interval '1 second' where id = ${id}`,
    );
    expect(await opens(path)).toBe(false);
    await acts.granted(by, at.owner, wanted);
    expect([await opens(path), await set(path)]).toEqual([false, 404]);
  });

  test('a link for a disabled user works once the user is enabled', async () => {
    const user = await person('READ_USER');
    await change(user.id, { enabled: false });
    const { data } = await at.owner(resend, { id: user.id });
    const path = /\/set-password\/\w{30}/.exec(data.resendUserCreationEmail.message)?.[0] ?? 'no link';
    expect(await opens(path)).toBe(false);
    await change(user.id, { enabled: true });
    expect(await set(path)).toBe(200);
  });
});
