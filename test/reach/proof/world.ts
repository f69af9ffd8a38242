/** Creates a world for accomplices: roles, users, projects, permission sets and access requests, and who acts together. */
import { sql } from 'drizzle-orm';
import { accessRequests } from '../../../schema/access-requests.ts';
import { permissionSets } from '../../../schema/permission-sets.ts';
import { projectGrants, projects } from '../../../schema/projects.ts';
import { roles } from '../../../schema/roles.ts';
import { users } from '../../../schema/users.ts';
import { everyPermission, type Permission } from '../../../src/domain/access/permissions.ts';
import { transactAsSystem } from '../../../src/domain/base/transaction.ts';
import { insert } from '../../../src/domain/tokens/issue.ts';
import type { Latchkey } from '../../server.ts';
import { cookieOf, inBrowser } from '../../tokens/acts.ts';
import { type Capabilities, capabilitiesOf, type Member } from './accomplices.ts';
import { type Given, givenNow } from './other-users.ts';
import { callOf, type Dice, isForPeople, mutations, type Things } from './random.ts';

export interface World {
  members: Member[];
  things: Things;
  /** What each accomplice could do at the start. */
  atStart: Map<Member, Capabilities>;
  /** The users whose accounts or tokens the accomplices had at the start. */
  ours: string[];
  /** The projects at the start. */
  projects: string[];
  /** The document to which the first token is bound, if it is. */
  bound: string | null;
  given: Given;
}

const inADay = () => new Date(Date.now() + 86_400_000);

export async function createWorld(server: Latchkey, dice: Dice): Promise<World> {
  const { db } = server;
  const n = () => `w${dice.below(2 ** 31)}-${Date.now()}-${Math.random()}`;
  const few = () => dice.some([...everyPermission], dice.pick([0.1, 0.5, 0.9]));
  const id = ([row]: { id: string }[]) => row?.id as string;
  await db.execute(sql`update token_policies set maximum_token_lifetime_days = null, tokens_per_user = 100,
    password_confirmation_minutes = 10, tokens_may_rotate_themselves = ${dice.chance(0.3)}`);
  const role = async (appliedPermissions: Permission[]) => {
    const name = n();
    return id(await db.insert(roles).values({ name, nameKey: name, appliedPermissions }).returning());
  };
  // The other roles often have some permissions of the first, so that users in the first may edit them and add users to them.
  const first = few();
  const other = () => (dice.chance(0.5) ? dice.some(first, dice.pick([0, 0.5, 0.9])) : few());
  const role_ids = [await role(first), await role(other()), await role(other())];
  const user = async (roleId: string | null, superAdmin = false) => {
    const name = n();
    const names = { name, publicName: name, username: name, usernameKey: name };
    const values = { ...names, emailAddress: `${name}@example.com`, emailAddressKey: name, roleId, superAdmin };
    return id(await db.insert(users).values(values).returning());
  };
  const owner = await user(role_ids[0] as string, dice.chance(0.1));
  const user_ids = [owner, await user(dice.pick([null, ...role_ids])), await user(dice.pick([null, ...role_ids]))];
  const project = async () => {
    const key = n();
    const made = id(await db.insert(projects).values({ key, name: key }).returning());
    for (const permission of ['EXECUTE_ANALYSIS', 'ADMINISTER_PROJECT'] as const)
      for (const holder of [...user_ids.map((userId) => ({ userId })), ...role_ids.map((roleId) => ({ roleId }))])
        if (dice.chance(0.25)) await db.insert(projectGrants).values({ projectId: made, permission, ...holder });
    return { key, id: made };
  };
  const made = [await project(), await project()];
  const set = async () => {
    const name = n();
    return id(await db.insert(permissionSets).values({ name, nameKey: name, permissions: few() }).returning());
  };
  const set_ids = [await set(), await set()];
  const request = async (userId: string) =>
    id(
      await db
        .insert(accessRequests)
        .values({ userId, permissions: dice.some(few(), 0.2) })
        .returning(),
    );
  const things: Things = {
    user: user_ids,
    role: role_ids,
    set: set_ids,
    token: [],
    request: [await request(user_ids[1] as string), await request(owner)],
    project: made.map(({ key }) => key),
    permission: [],
  };
  const { token, bound } = await tokenOf(server, owner, dice, things, made[0]?.id as string);
  things.token.push(token.id);
  const members = [token];
  const ours = [owner];
  // Granted in addition to the roles: to accounts, and to this token only.
  const granted = (userId: string, tokenId: string | null) => {
    const expiresAt = dice.chance(0.3) ? inADay() : null;
    const values = { userId, tokenId, permissions: dice.some(few(), 0.5), state: 'GRANTED', expiresAt };
    return db.insert(accessRequests).values({ ...values, decidedAt: new Date() });
  };
  if (dice.chance(0.4)) await granted(owner, token.id);
  const account = async (id: string) => {
    members.push({ kind: 'account', id, headers: { Cookie: await cookieOf(server, { id }) } });
  };
  if (dice.chance(0.6)) await account(owner);
  for (const userId of user_ids.slice(1)) {
    if (dice.chance(0.3)) await granted(userId, null);
    const isOurs = dice.chance(0.6);
    if (isOurs) ours.push(userId);
    if (isOurs && dice.chance(0.8)) await account(userId);
    const limits = isOurs ? dice.pick([{}, { permissions: few() }, { methods: someMethods(dice) }]) : {};
    const expiresAt = dice.chance(0.5) ? null : inADay();
    const { id, secret } = await transactAsSystem(db, (tx) =>
      insert(tx, 'system', { userId, name: n(), expiresAt, ...limits }),
    );
    things.token.push(id);
    if (isOurs) members.push({ kind: 'token', id, headers: { Authorization: `Bearer ${secret}` } });
  }
  const atStart = await capabilitiesOf(server, members);
  const given = await givenNow(server, role_ids, set_ids);
  return { members, things, atStart, ours, projects: made.map(({ id }) => id), bound, given };
}

/** Few root fields that lead to an escalation at a time, so that each is seen to be shown by itself. */
const someMethods = (dice: Dice): string[] =>
  dice.chance(0.5)
    ? [dice.pick(['updateUser', 'updateRole', 'grantProjectPermission', 'createProject', 'createUser'])]
    : dice.some(mutations, 0.4).map(({ name }) => name);

/** The first token, with one of the possible caps. */
async function tokenOf(server: Latchkey, userId: string, dice: Dice, things: Things, projectId: string) {
  const caps: (() => object)[] = [
    () => ({}),
    () => ({ permissionSetId: dice.pick(things.set) }),
    () => ({ permissions: dice.some([...everyPermission], 0.6) satisfies Permission[] }),
    () => ({ methods: someMethods(dice) }),
    () => ({ allowedSubnets: ['127.0.0.0/8', '::1/128'] }),
    () => ({ type: 'PROJECT_ANALYSIS', projectId }),
    () => ({ type: 'GLOBAL_ANALYSIS' }),
  ];
  const values = { userId, name: 'atStart', expiresAt: dice.chance(0.5) ? null : inADay() };
  const { id, secret } = await transactAsSystem(server.db, (tx) =>
    insert(tx, 'system', { ...values, ...dice.pick(caps)() }),
  );
  const token: Member = { kind: 'token', id, headers: { Authorization: `Bearer ${secret}` } };
  if (!dice.chance(0.1)) return { token, bound: null };
  const own = mutations.filter((one) => !isForPeople(one));
  const calls = Array.from({ length: 3 }, (_, at) => callOf(dice.pick(own), `m${at}`, '__typename', dice, things));
  const document = `mutation { ${calls.join(' ')} }`;
  const by = await inBrowser(server, { id: userId });
  const bind = `mutation ($document: Text!) { made: createPersonalAccessToken(input: { name: "bound", operations: [{ document: $document }] }) { id token } }`;
  const { data } = await by(bind, { document });
  if (!data?.made) return { token, bound: null };
  return {
    token: { ...token, id: data.made.id, headers: { Authorization: `Bearer ${data.made.token}` } },
    bound: document,
  };
}
