/** One gang in a world of its own: a token of a random owner and cap, its random acts, and those of whoever it comes to hold. */
import { sql } from 'drizzle-orm';
import { accessRequests } from '../../schema/access-requests.ts';
import { permissionSets } from '../../schema/permission-sets.ts';
import { projectGrants, projects } from '../../schema/projects.ts';
import { roles } from '../../schema/roles.ts';
import { users } from '../../schema/users.ts';
import { everyPermission, type Permission } from '../../src/domain/permissions.ts';
import { insert } from '../../src/domain/tokens/issue.ts';
import { type Answer, ask } from '../people.ts';
import type { Latchkey } from '../server.ts';
import { cookieOf, inBrowser, rowsOf } from '../tokens/acts.ts';
import { beyond, type Member, type Might, mightOf } from './gang.ts';
import { type Given, givenNow, widen } from './others.ts';
import {
  asksSomewhere,
  callOf,
  type Dice,
  diceOf,
  isForPeople,
  type Mutation,
  mutations,
  type Things,
} from './random.ts';

/** How often each mutation was done and refused, by tokens and by people. */
export type Counts = Map<string, { done: number; refused: number }>;

const perDocument = 10;
const mostMembers = 5;

/** Runs so many mutations; throws when somebody of the gang may do more than the token could at the start. */
export async function episode(server: Latchkey, seed: number, steps: number, counts: Counts): Promise<void> {
  const dice = diceOf(seed);
  const world = await settle(server, dice);
  const { members, things, begun } = world;
  const sent: string[] = [];
  for (let left = steps; left > 0; left -= perDocument) {
    const actor = dice.pick(members);
    const now = (await mightOf(server, [actor])).get(actor) as Might;
    things.permission = dice.chance(0.75) ? [...now.everywhere] : [];
    const chosen = Array.from({ length: Math.min(perDocument, left) }, () => chosenBy(actor, now, dice));
    const calls = chosen.map((one, at) => callOf(one, `m${at}`, wanted(one, now), dice, things));
    const isBound = world.bound !== null && actor === members[0];
    const document = isBound && dice.chance(0.5) ? (world.bound as string) : `mutation { ${calls.join(' ')} }`;
    sent.push(`${actor.kind} ${actor.id}: ${document}`);
    const answer = await ask(server, actor.headers, document);
    try {
      if (isBound && document !== world.bound && answer.data) throw new Error('a bound token sent another document.');
      if (!isBound) {
        count(answer, chosen, actor, counts);
        await harvest(server, world, answer, chosen);
      }
      if (dice.chance(0.3)) await widen(server, world.given, members, things, dice);
      for (const [member, might] of await mightOf(server, members)) {
        const more = beyond(might, begun, world.projects);
        if (more.length > 0) throw new Error(`${member.kind} ${member.id} came to ${more.join(', ')}.`);
      }
    } catch (error) {
      throw new Error(`Seed ${seed}: ${(error as Error).message}\n${sent.join('\n')}`, { cause: error });
    }
  }
}

interface World {
  members: Member[];
  things: Things;
  /** What the token could do at the start. */
  begun: Might;
  /** The projects there were at the start. */
  projects: string[];
  bound: string | null;
  given: Given;
}

async function settle(server: Latchkey, dice: Dice): Promise<World> {
  const { db } = server;
  const n = () => `w${dice.below(2 ** 31)}-${Date.now()}-${Math.random()}`;
  const few = () => dice.some([...everyPermission], dice.pick([0.1, 0.5, 0.9]));
  const id = ([row]: { id: string }[]) => row?.id as string;
  await db.execute(sql`update token_policies set maximum_token_lifetime_days = null, tokens_per_user = 100,
    password_confirmation_minutes = 10, tokens_may_rotate_themselves = ${dice.chance(0.3)}`);
  const role = async () => {
    const name = n();
    return id(await db.insert(roles).values({ name, nameKey: name, appliedPermissions: few() }).returning());
  };
  const role_ids = [await role(), await role(), await role()];
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
  for (const userId of user_ids.slice(1))
    things.token.push((await insert(db, 'system', { userId, name: n(), expiresAt: null })).id);
  const { token, bound } = await tokenOf(server, owner, dice, things, made[0]?.id as string);
  things.token.push(token.id);
  const might = await mightOf(server, [token]);
  const given = await givenNow(server);
  const begun = might.get(token) as Might;
  return { members: [token], things, begun, projects: made.map(({ id }) => id), bound, given };
}

/** The token it all begins with, capped in one of the ways there are. */
async function tokenOf(server: Latchkey, userId: string, dice: Dice, things: Things, projectId: string) {
  const caps: (() => object)[] = [
    () => ({}),
    () => ({ permissionSetId: dice.pick(things.set) }),
    () => ({ permissions: dice.some([...everyPermission], 0.6) satisfies Permission[] }),
    () => ({ methods: dice.some(mutations, 0.4).map(({ name }) => name) }),
    () => ({ type: 'PROJECT_ANALYSIS', projectId }),
    () => ({ type: 'GLOBAL_ANALYSIS' }),
  ];
  const values = { userId, name: 'begun', expiresAt: dice.chance(0.5) ? null : new Date(Date.now() + 86_400_000) };
  const { id, secret } = await insert(server.db, 'system', { ...values, ...dice.pick(caps)() });
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

/** Mostly what is not refused at once. */
function chosenBy(actor: Member, { everywhere, onProjects }: Might, dice: Dice): Mutation {
  const asks = ({ extensions }: Mutation) => (extensions.access as { permission?: string }).permission;
  const isHeld = (permission: string | undefined, held: Iterable<string>) =>
    !permission || [...held].some((one) => one.split(' ')[0] === permission);
  const likely = mutations.filter(
    (one) =>
      isHeld(asks(one), everywhere) &&
      isHeld(asksSomewhere(one), [...everywhere, ...onProjects]) &&
      (actor.kind === 'account' || !isForPeople(one)),
  );
  // Accounts are what leads on.
  const makes = likely.filter(({ name }) => name === 'createUser');
  if (makes.length > 0 && dice.chance(0.15)) return makes[0] as Mutation;
  return dice.pick(dice.chance(0.8) && likely.length > 0 ? likely : mutations);
}

/** What to ask of the answer: the secrets in it, where it can be read. */
function wanted({ name }: Mutation, { everywhere }: Might): string {
  if (name === 'createUser') return everywhere.has('READ_USER') ? 'id setup_link' : '__typename';
  if (/^(create|copy|regenerate)PersonalAccessToken$/.test(name)) return 'id token';
  if (name === 'resendUserCreationEmail') return 'message';
  if (name === 'createRole') return everywhere.has('READ_ROLE') ? 'id' : '__typename';
  return name === 'createPermissionSet' || name === 'requestAccess' ? 'id' : '__typename';
}

function count({ data, errors }: Answer, chosen: readonly Mutation[], actor: Member, counts: Counts): void {
  const fault = errors?.find(({ extensions }) => extensions.code === 'INTERNAL_SERVER_ERROR');
  if (fault) throw new Error(`a fault: ${fault.message}`);
  for (const [at, mutation] of chosen.entries()) {
    const isDone = data?.[`m${at}`] != null;
    if (isDone && actor.kind === 'token' && isForPeople(mutation) && mutation.name !== 'regeneratePersonalAccessToken')
      throw new Error(`a token did ${mutation.name}.`);
    const key = `${mutation.name} by ${actor.kind === 'token' ? 'a token' : 'a person'}`;
    const { done, refused } = counts.get(key) ?? { done: 0, refused: 0 };
    counts.set(key, isDone ? { done: done + 1, refused } : { done, refused: refused + 1 });
  }
}

/** Takes what an answer gives: accounts by their links, tokens by their secrets, and what was made to name later. */
async function harvest(server: Latchkey, { members, things }: World, { data }: Answer, chosen: readonly Mutation[]) {
  const join = (member: Member) => {
    const at = members.findIndex(({ kind, id }) => kind === member.kind && id === member.id);
    if (at >= 0) members[at] = member;
    else if (members.length < mostMembers) members.push(member);
  };
  for (const [at, { name }] of chosen.entries()) {
    const made = data?.[`m${at}`] as { id?: string; token?: string; setup_link?: string; message?: string } | null;
    if (!made) continue;
    const kind = { createRole: 'role', createUser: 'user', createPermissionSet: 'set', requestAccess: 'request' }[name];
    if (made.id && kind) things[kind as keyof Things].push(made.id);
    if (made.token && made.id) {
      things.token.push(made.id);
      join({ kind: 'token', id: made.id, headers: { Authorization: `Bearer ${made.token}` } });
    }
    const link = made.setup_link ?? made.message;
    const account = link && (await accountOf(server, link));
    if (account) join({ kind: 'account', id: account, headers: { Cookie: await cookieOf(server, { id: account }) } });
  }
}

/** Whose password the link sets. Setting it would take long: signing in with it is what it comes to. */
async function accountOf(server: Latchkey, link: string): Promise<string | undefined> {
  const [found] = await rowsOf<{ user_id: string }>(
    server,
    sql`select user_id::text from password_links where secret_hash = sha256(${link.split('/').at(-1)}::text::bytea)`,
  );
  return found?.user_id;
}
