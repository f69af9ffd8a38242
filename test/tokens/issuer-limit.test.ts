/** A token issued for another user never has more permissions than its issuer could grant, whatever its owner gains later. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { everyPermission, type Permission } from '../../src/domain/access/permissions.ts';
import { expectRefusal } from '../access/writing.ts';
import { granted, powerOf } from '../requests/acts.ts';
import { kinds } from '../server.ts';
import type { Person } from '../test-users.ts';
import {
  type Ask,
  analyse,
  copy,
  create,
  done,
  edit,
  freshName,
  grant as grantOn,
  holding,
  inBrowser,
  made,
  project,
  regenerate,
  serviceAccount,
  world,
} from './acts.ts';

const administration = [
  'READ_USER',
  'CREATE_PERSONAL_ACCESS_TOKEN',
  'READ_PERSONAL_ACCESS_TOKEN',
  'UPDATE_PERSONAL_ACCESS_TOKEN',
] as const satisfies Permission[];

const createUser = 'mutation ($input: CreateUserMutationInput) { createUser(input: $input) { id } }';
const projectKeys = '{ projects { entities { key } } }';

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind);
  let issuer: Person & { by: Ask };
  beforeAll(async () => {
    const who = await at.as.having(...administration);
    issuer = { ...who, by: await inBrowser(at.server, who) };
  });

  const someone = async (...permissions: Permission[]) => {
    const who = await at.as.having(...permissions);
    return { ...who, by: await inBrowser(at.server, who) };
  };
  const standing = async (id: string, input: string) =>
    expect((await at.owner(`mutation { updateUser(id: ${id}, input: { ${input} }) { id } }`)).errors).toBeUndefined();
  const roleWith = async (...permissions: Permission[]) => {
    const { ask } = await at.as.having(...permissions);
    return (await ask('{ me { role_id } }')).data.me.role_id as string;
  };
  const promote = async (id: string, ...permissions: Permission[]) =>
    standing(id, `role_id: ${await roleWith(...permissions)}`);
  const program = ({ token }: { token: string }) => holding(at.server, token);

  test('a token without a cap for a user who becomes a super admin cannot create super admins', async () => {
    const user = await someone();
    const token = await made(issuer.by, { user_id: user.id });
    expect(token.issuer_permissions).toEqual(administration);
    await standing(user.id, 'super_admin: true');
    const ask = program(token);
    expect(await powerOf(ask)).toEqual([...administration].sort());
    const names = { name: 'x', username: freshName('u').replaceAll(' ', '-'), public_name: 'x' };
    const input = { ...names, email_address: `${names.username}@example.com`, super_admin: true };
    await expectRefusal(at.server, 'FORBIDDEN', () => ask(createUser, { input }));
  });

  test('a token issued by a user with every permission by a role is not a super admin’s token later', async () => {
    const all = await at.as.having(...everyPermission);
    const by = await inBrowser(at.server, all);
    const user = await someone();
    const token = await made(by, { user_id: user.id });
    expect(token.issuer_permissions).toEqual([...everyPermission]);
    await standing(user.id, 'super_admin: true');
    const input = { name: 'x', username: freshName('u').replaceAll(' ', '-'), public_name: 'x', super_admin: true };
    const act = () =>
      program(token)(createUser, { input: { ...input, email_address: `${input.username}@example.com` } });
    await expectRefusal(at.server, 'FORBIDDEN', act);
  });

  test('a token issued by a super admin or by its owner has no issuer limit', async () => {
    const user = await someone('READ_USER');
    for (const by of [at.owner, user.by]) {
      const token = await made(by, { user_id: user.id });
      expect(token.issuer_permissions).toBeNull();
      await promote(user.id, 'READ_USER', 'READ_ROLE');
      expect(await powerOf(program(token))).toEqual(['READ_ROLE', 'READ_USER']);
    }
  });

  test('permissions that the issuer had for some hours only are not part of the limit', async () => {
    const user = await someone('READ_USER');
    const temporary = await someone(...administration);
    await granted(temporary.by, at.owner, { permissions: ['READ_ROLE'] }, { for_hours: 2 });
    const token = await made(temporary.by, { user_id: user.id });
    expect(token.issuer_permissions).toEqual(administration);
    await promote(user.id, 'READ_USER', 'READ_ROLE');
    expect(await powerOf(program(token))).toEqual(['READ_USER']);
  });

  test('its owner can narrow and widen it, but not beyond the limit', async () => {
    const user = await someone('READ_USER');
    const token = await made(issuer.by, { user_id: user.id, permissions: ['READ_USER'] });
    await promote(user.id, 'READ_USER', 'READ_ROLE', 'READ_PERSONAL_ACCESS_TOKEN');
    const picked = () => edit(user.by, token.id, { permissions: ['READ_USER', 'READ_ROLE'] });
    const { message, extensions } = await expectRefusal(at.server, 'FORBIDDEN', picked);
    expect(message).toMatch('limited to the permissions that this user could grant');
    expect(extensions.missing_permissions).toEqual(['READ_ROLE']);
    await done(edit(user.by, token.id, { permissions: ['READ_USER', 'READ_PERSONAL_ACCESS_TOKEN'] }));
    expect(await powerOf(program(token))).toEqual(['READ_PERSONAL_ACCESS_TOKEN', 'READ_USER']);
    const whole = await done(edit(user.by, token.id, { unset_permissions: true }));
    expect(whole.issuer_permissions).toEqual(administration);
    expect(await powerOf(program(token))).toEqual(['READ_PERSONAL_ACCESS_TOKEN', 'READ_USER']);
    await done(edit(at.owner, token.id, { unset_permissions: true }));
    expect(await powerOf(program(token))).toEqual(['READ_PERSONAL_ACCESS_TOKEN', 'READ_USER']);
  });

  test('a permission set applies only within the limit', async () => {
    const { data } = await at.owner('{ permission_sets(name: "Full access") { entities { id } } }');
    const user = await someone('READ_USER');
    const token = await made(issuer.by, { user_id: user.id, permission_set_id: data.permission_sets.entities[0].id });
    await promote(user.id, 'READ_USER', 'READ_ROLE');
    expect(await powerOf(program(token))).toEqual(['READ_USER']);
  });

  test('a user who regenerates another user’s token limits it, whatever cap its owner sets before or after', async () => {
    const user = await someone('READ_USER', 'READ_ROLE');
    const own = await made(user.by, { permissions: ['READ_USER'] });
    const anew = await done(regenerate(issuer.by, own.id));
    expect(anew.issuer_permissions).toEqual(administration);
    await done(edit(user.by, own.id, { unset_permissions: true }));
    expect(await powerOf(program(anew))).toEqual(['READ_USER']);
    // Two users who know the secret limit it to what both could grant.
    const other = await someone('UPDATE_PERSONAL_ACCESS_TOKEN', 'READ_PERSONAL_ACCESS_TOKEN', 'READ_USER', 'READ_ROLE');
    await at.server.db.execute(
      sql`update personal_access_tokens set regenerated_at = regenerated_at - interval '1 minute' where id = ${own.id}`,
    );
    const again = await done(regenerate(other.by, own.id));
    expect(again.issuer_permissions).toEqual([
      'READ_USER',
      'READ_PERSONAL_ACCESS_TOKEN',
      'UPDATE_PERSONAL_ACCESS_TOKEN',
    ]);
    await at.server.db.execute(
      sql`update personal_access_tokens set regenerated_at = regenerated_at - interval '1 minute' where id = ${own.id}`,
    );
    expect((await done(regenerate(user.by, own.id))).issuer_permissions).toHaveLength(3);
  });

  test('a copy has the limit of the original, and that of the user who copies it for another', async () => {
    const user = await someone('READ_USER');
    const token = await made(issuer.by, { user_id: user.id });
    const own = await done(copy(user.by, token.id, { name: freshName() }));
    expect(own.issuer_permissions).toEqual(administration);
    const free = await made(user.by);
    const copied = await done(copy(issuer.by, free.id, { name: freshName() }));
    expect(copied.issuer_permissions).toEqual(administration);
    await promote(user.id, 'READ_USER', 'READ_ROLE');
    for (const one of [own, copied]) expect(await powerOf(program(one))).toEqual(['READ_USER']);
    expect(await powerOf(program(free))).toEqual(['READ_ROLE', 'READ_USER']);
  });

  test('a grant to the token applies beyond the limit', async () => {
    const user = await someone('READ_USER');
    const token = await made(issuer.by, { user_id: user.id });
    await granted(user.by, at.owner, { permissions: ['READ_ROLE'], personal_access_token_id: token.id });
    expect(await powerOf(program(token))).toEqual(['READ_ROLE', 'READ_USER']);
  });

  test('project permissions of the issuer on one project give access to no project', async () => {
    const user = await someone('READ_USER');
    const [one, other] = [await project(at), await project(at)];
    for (const { id } of [issuer, user]) await grantOn(at, 'grant', one.key, { user_id: id }, 'ADMINISTER_PROJECT');
    const picked = { name: freshName(), user_id: user.id, permissions: ['ADMINISTER_PROJECT'] };
    await expectRefusal(at.server, 'FORBIDDEN', () => create(issuer.by, picked));
    const token = await made(issuer.by, { user_id: user.id });
    await grantOn(at, 'grant', other.key, { user_id: user.id }, 'ADMINISTER_PROJECT');
    const rename = (id: string) => () =>
      program(token)(`mutation { updateProject(id: ${id}, input: { name: "Mine" }) { id } }`);
    for (const { id } of [one, other]) await expectRefusal(at.server, 'FORBIDDEN', rename(id));
    expect((await program(token)(projectKeys)).data.projects.entities).toEqual([]);
  });

  test('an analysis token for one project works there and on no other', async () => {
    const robot = await serviceAccount(at);
    const [one, other] = [await project(at), await project(at)];
    for (const { id } of [issuer, robot]) await grantOn(at, 'grant', one.key, { user_id: id });
    const input = { user_id: robot.id, type: 'PROJECT_ANALYSIS', project_key: one.key };
    const token = await made(issuer.by, input);
    await grantOn(at, 'grant', other.key, { user_id: robot.id });
    await done(analyse(program(token), one.key));
    await expectRefusal(at.server, 'FORBIDDEN', () => analyse(program(token), other.key));
  });

  test('its reach is the part of its owner’s permissions within the limit', async () => {
    const user = await someone('READ_USER', 'CREATE_ROLE', 'READ_ROLE');
    const token = await made(user.by);
    const { data } = await user.by(`{ reach(personal_access_token_id: ${token.id}) { permissions } }`);
    expect(data.reach.permissions).toEqual(['READ_USER', 'CREATE_ROLE', 'READ_ROLE']);
    await at.server.db.execute(
      sql`update personal_access_tokens set issuer_permissions = array['READ_USER'] where id = ${token.id}`,
    );
    const after = await user.by(`{ reach(personal_access_token_id: ${token.id}) { permissions } }`);
    expect(after.data.reach.permissions).toEqual(['READ_USER']);
    await expectRefusal(at.server, 'FORBIDDEN', () =>
      program(token)(`mutation { createRole(input: { name: "${freshName()}", applied_permissions: [] }) { id } }`),
    );
  });
});
