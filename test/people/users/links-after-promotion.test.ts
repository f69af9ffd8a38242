/**
 * A one-time link works only while its user has no more permissions than its issuer could grant. Otherwise the issuer could
 * keep the link, wait until the user is promoted, and sign in as that user.
 */
import { describe, expect, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { roles } from '../../../schema/roles.ts';
import { users } from '../../../schema/users.ts';
import { done, grant as grantAccess, request } from '../../requests/acts.ts';
import { kinds } from '../../server.ts';
import { type Ask, freshName, grant as grantOn, inBrowser, made, project, world } from '../../tokens/acts.ts';

const resend = 'mutation ($id: Int64Bit!) { resendUserCreationEmail(user_id: $id) { message } }';
const createUser = 'mutation ($input: CreateUserMutationInput) { createUser(input: $input) { id setup_link } }';
const updateUser =
  'mutation ($id: Int64Bit!, $input: UpdateUserMutationInput) { updateUser(id: $id, input: $input) { id } }';

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind);
  const helpdesk = async () =>
    inBrowser(at.server, await at.as.having('READ_USER', 'CREATE_USER', 'UPDATE_USER', 'READ_ROLE'));
  const linkIn = (text: string) => /\/set-password\/\w{30}/.exec(text)?.[0] ?? 'no link';
  const linkFor = async (by: Ask, id: string) =>
    linkIn((await by(resend, { id })).data.resendUserCreationEmail.message);
  const set = async (path: string) => {
    const headers = { 'Content-Type': 'application/json' };
    const body = JSON.stringify({ password: 'walnut ferry copper 92' });
    return (await at.server.fetch(path, { method: 'POST', headers, body })).status;
  };
  const changed = async (id: string, input: object) =>
    expect((await at.owner(updateUser, { id, input })).errors).toBeUndefined();
  const newRole = async (permission: 'READ_USER' | 'READ_ALL_LOGS') => {
    const name = freshName('role');
    const values = { name, nameKey: name, appliedPermissions: [permission] };
    return (await at.server.db.insert(roles).values(values).returning())[0]?.id as string;
  };

  const growths: [string, (id: string) => Promise<unknown>][] = [
    ['becomes a super admin', (id) => changed(id, { super_admin: true })],
    [
      'is put into a role with more permissions',
      async (id) => changed(id, { role_id: await newRole('READ_ALL_LOGS') }),
    ],
    [
      'has a role that gains a permission',
      async (id) => {
        const [user] = await at.server.db.select().from(users).where(eq(users.id, id));
        const stronger = { appliedPermissions: ['READ_ALL_LOGS'] };
        await at.server.db
          .update(roles)
          .set(stronger)
          .where(eq(roles.id, user?.roleId as string));
      },
    ],
    [
      'is granted an access request',
      async (id) => {
        const asked = await done(request(await inBrowser(at.server, { id }), { permissions: ['READ_ALL_LOGS'] }));
        await done(grantAccess(at.owner, asked.id));
      },
    ],
    [
      'has a token that is granted an access request',
      async (id) => {
        const by = await inBrowser(at.server, { id });
        const personal_access_token_id = (await made(by)).id;
        const asked = await done(request(by, { permissions: ['READ_ALL_LOGS'], personal_access_token_id }));
        await done(grantAccess(at.owner, asked.id));
      },
    ],
    ['gets a grant on a project', async (id) => grantOn(at, 'grant', (await project(at)).key, { user_id: id })],
    [
      'is put into a role with a grant on a project',
      async (id) => {
        const role_id = await newRole('READ_USER');
        await grantOn(at, 'grant', (await project(at)).key, { role_id });
        await changed(id, { role_id });
      },
    ],
  ];
  test.each(growths)('a link stops working when its user %s', async (_what, grow) => {
    const user = await at.as.having();
    const path = await linkFor(await helpdesk(), user.id);
    expect((await at.server.fetch(path)).status).toBe(200);
    await grow(user.id);
    expect([(await at.server.fetch(path)).status, await set(path)]).toEqual([404, 404]);
  });

  test('the first link of a user who is promoted before the first sign-in stops working', async () => {
    const username = freshName('new').replaceAll(' ', '-');
    const input = { name: 'New', public_name: 'New', username, email_address: `${username}@example.com` };
    const { id, setup_link } = (await (await helpdesk())(createUser, { input })).data.createUser;
    await changed(id, { super_admin: true });
    expect(await set(linkIn(setup_link))).toBe(404);
  });

  test('a link keeps working when its user gains what its issuer could grant, or when a super admin issued it', async () => {
    const user = await at.as.having();
    const byHelpdesk = await linkFor(await helpdesk(), user.id);
    await changed(user.id, { role_id: await newRole('READ_USER') });
    expect(await set(byHelpdesk)).toBe(200);
    const bySuperAdmin = await linkFor(at.owner, user.id);
    await changed(user.id, { role_id: await newRole('READ_ALL_LOGS') });
    expect(await set(bySuperAdmin)).toBe(200);
  });

  test('a link works for a user with a project grant that its issuer has too', async () => {
    const user = await at.as.having();
    const { key } = await project(at);
    await grantOn(at, 'grant', key, { user_id: user.id });
    const who = await at.as.having('READ_USER', 'UPDATE_USER');
    await grantOn(at, 'grant', key, { user_id: who.id });
    expect(await set(await linkFor(await inBrowser(at.server, who), user.id))).toBe(200);
  });

  test('a link stops working when the email address of its user changes', async () => {
    const user = await at.as.having();
    const path = await linkFor(at.owner, user.id);
    await changed(user.id, { name: 'Another' });
    expect((await at.server.fetch(path)).status).toBe(200);
    await changed(user.id, { email_address: `${freshName('right').replaceAll(' ', '-')}@example.com` });
    expect(await set(path)).toBe(404);
  });
});
