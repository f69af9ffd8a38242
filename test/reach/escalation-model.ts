/**
 * The rules of escalation once more, as small as possible and independent of the program's own table: a world of three users,
 * four roles, two tokens and a project, every act on it, and every reachable world. The accomplices may have accounts from the
 * start: that of the token's owner, and another one.
 */
import type { Permission } from '../../src/domain/access/permissions.ts';

export type Some = readonly Permission[];

/** A permission on one project: the one that exists at the start, or the one that can be created. */
export type Grant = `${'ADMINISTER_PROJECT' | 'EXECUTE_ANALYSIS'} on ${'old' | 'new'}`;

interface User {
  exists: boolean;
  /** The index of the role in the world; -1 for none. */
  role: number;
  /** Whether an accomplice can sign in as this user. */
  ours: boolean;
  granted: readonly Grant[];
}

interface Token {
  owner: number;
  cap: Some | null;
  /** What another user who issued or regenerated it could grant; null if only its owner did. */
  issuer: Some | null;
  /** The permissions granted to this token only. */
  added: Some;
  methods: readonly string[] | null;
  expires: boolean;
  placed: boolean;
}

/** Roles that are null can be created; the third user does not exist at the start. */
export interface World {
  users: User[];
  roles: (Some | null)[];
  /** The tokens of the accomplices: the first exists from the start, and is null if they start as a person. */
  tokens: (Token | null)[];
  /** Whether the new project was created. */
  made: boolean;
  /** Whether tokens may rotate themselves. */
  rotation: boolean;
}

export interface Rules {
  mailed: boolean;
  /** Roles that other users create. */
  madeByOthers: readonly Some[];
  /** Whether editing a user requires the user's project permissions too. Without this rule there is an escalation. */
  projectsCount: boolean;
  /** Whether a change requires that the actor could have granted what was there before. Without this rule there is an escalation. */
  beforeCounts: boolean;
  /** Whether a token for another user is limited to what its issuer could grant. Without this rule there is an escalation. */
  issuerCounts: boolean;
}

export interface Actor {
  /** The index of the token in the world; null for a session. */
  token: number | null;
  person: boolean;
  user: number;
  held: Some;
  /** The part of it that it may pass on: not what was granted only to the token. */
  gives: Some;
  granted: readonly Grant[];
  methods: readonly string[] | null;
}

const onOld: readonly Grant[] = ['ADMINISTER_PROJECT on old', 'EXECUTE_ANALYSIS on old'];
const onNew: readonly Grant[] = ['ADMINISTER_PROJECT on new', 'EXECUTE_ANALYSIS on new'];
export const permissionOf = (grant: Grant) => grant.split(' ')[0] as Permission;
export const isWithin = (some: Some, all: Some) => some.every((one) => all.includes(one));
const within = (some: Some, cap: Some | null) => (cap ? some.filter((one) => cap.includes(one)) : some);
const both = (one: Some | null, other: Some | null) => (one ? within(one, other) : other);
const grantsWithin = (some: readonly Grant[], cap: Some | null) =>
  cap ? some.filter((one) => cap.includes(permissionOf(one))) : some;
const roleOf = (world: World, user: number): Some => world.roles[world.users[user]?.role ?? -1] ?? [];
const place = <T>(list: readonly T[], at: number, value: T) => list.map((one, index) => (index === at ? value : one));

export function actors(world: World): Actor[] {
  const people = world.users.flatMap((user, place) => {
    const held = roleOf(world, place);
    const whole = { token: null, person: true, methods: null };
    return user.ours ? [{ ...whole, user: place, held, gives: held, granted: user.granted }] : [];
  });
  const programs = world.tokens.flatMap((token, place) => (token ? [programOf(world, token, place)] : []));
  return [...people, ...programs];
}

function programOf(world: World, { owner, cap, issuer, added, methods }: Token, place: number): Actor {
  const most = both(cap, issuer);
  const gives = within(roleOf(world, owner), most);
  const held = [...new Set([...gives, ...added])].sort();
  const granted = grantsWithin(world.users[owner]?.granted ?? [], most && [...most, ...added]);
  return { token: place, person: false, user: owner, held, gives, granted, methods };
}

/** Every world that is one act away. */
export function* next(world: World, rules: Rules, universe: Some): Generator<World> {
  for (const actor of actors(world)) {
    const { held, gives, person, user: self } = actor;
    const mayThere = (grant: Grant, some = gives) =>
      some.includes(permissionOf(grant)) || actor.granted.includes(grant);
    const may = (method: string, permission?: Permission) =>
      (!permission || held.includes(permission)) && (!actor.methods || actor.methods.includes(method));
    const withUser = (at: number, changes: Partial<User>): World => ({
      ...world,
      users: place(world.users, at, { ...(world.users[at] as User), ...changes }),
    });
    const assignable = [-1, ...world.roles.keys()].filter(
      (at) => at < 0 || (world.roles[at] && isWithin(world.roles[at], gives)),
    );
    const isBelow = (at: number, cap: Some | null) =>
      isWithin(within(roleOf(world, at), cap), gives) &&
      (!rules.projectsCount || grantsWithin(world.users[at]?.granted ?? [], cap).every((one) => mayThere(one)));

    for (const [at, role] of world.roles.entries()) {
      if (!role && may('createRole', 'CREATE_ROLE'))
        for (const some of subsets(gives)) yield { ...world, roles: place(world.roles, at, some) };
      if (!role || !may('updateRole', 'UPDATE_ROLE')) continue;
      for (const one of universe) {
        const changed = role.includes(one) ? role.filter((other) => other !== one) : [...role, one].sort();
        const mayChange = isWithin(changed, [...role, ...gives]) && (!rules.beforeCounts || isWithin(role, gives));
        if (mayChange) yield { ...world, roles: place(world.roles, at, changed) };
      }
    }
    if (!world.users[2]?.exists && may('createUser', 'CREATE_USER'))
      for (const role of assignable)
        yield withUser(2, { exists: true, role, ours: rules.mailed || held.includes('READ_USER') });
    if (may('updateUser', 'UPDATE_USER'))
      for (const [at, user] of world.users.entries()) {
        if (!user.exists || (at === self && !person) || !isBelow(at, null)) continue;
        for (const role of assignable) yield withUser(at, { role });
        if (person) yield withUser(at, { ours: true });
      }
    if (!world.made && may('createProject', 'PROVISION_PROJECT'))
      yield { ...withUser(self, { granted: [...(world.users[self]?.granted ?? []), ...onNew].sort() }), made: true };
    for (const grants of [onOld, world.made ? onNew : []])
      for (const one of grants.filter((one) => mayThere(grants[0] as Grant, held) && mayThere(one)))
        for (const [at, { granted, exists }] of world.users.entries()) {
          const more = [...new Set([...granted, one])].sort();
          if (exists && may('grantProjectPermission')) yield withUser(at, { granted: more });
          if (exists && may('revokeProjectPermission'))
            yield withUser(at, { granted: granted.filter((other) => other !== one) });
        }
    const [first] = world.tokens;
    if (first && actor.token === 0 && may('regeneratePersonalAccessToken') && world.rotation)
      yield { ...world, tokens: place(world.tokens, 0, { ...first, expires: false }) };
    if (!person) continue;
    if (may('updateTokenPolicy', 'UPDATE_TOKEN_POLICY')) yield { ...world, rotation: true };
    const free = { methods: null, expires: false, placed: false, added: [] };
    /** The limit of a token whose secret this actor learns. */
    const limit = (owner: number, before: Some | null) =>
      owner === self || !rules.issuerCounts ? before : both(before, held);
    for (const [owner, { exists }] of world.users.entries())
      for (const cap of [null, held])
        if (exists && (owner === self || (held.includes('CREATE_PERSONAL_ACCESS_TOKEN') && isBelow(owner, cap))))
          yield { ...world, tokens: place(world.tokens, 1, { owner, cap, issuer: limit(owner, null), ...free }) };
    for (const [at, token] of world.tokens.entries())
      for (const cap of token ? [token.cap, null, held] : []) {
        const { owner, issuer } = token as Token;
        const isOwn = owner === self;
        const mayEdit = held.includes('UPDATE_PERSONAL_ACCESS_TOKEN') && isBelow(owner, both(cap, issuer));
        const could = !rules.beforeCounts || isBelow(owner, both((token as Token).cap, issuer));
        if (isOwn || (mayEdit && could))
          yield { ...world, tokens: place(world.tokens, at, { owner, cap, issuer: limit(owner, issuer), ...free }) };
      }
  }
}

/**
 * What other users do meanwhile without giving the accomplices anything: they restore a role to its permissions at the start,
 * create a role, remove the cap of a token made for another user, or move a user who is no accomplice to another role.
 */
export function* meanwhile(world: World, start: World, rules: Rules): Generator<World> {
  for (const [at, role] of start.roles.entries()) {
    if (role && world.roles[at]) yield { ...world, roles: place(world.roles, at, role) };
    if (at === 2 && !world.roles[at])
      for (const some of rules.madeByOthers) yield { ...world, roles: place(world.roles, at, some) };
  }
  const [, made] = world.tokens;
  if (made && !world.users[made.owner]?.ours && made.owner !== 0)
    yield { ...world, tokens: place(world.tokens, 1, { ...made, cap: null }) };
  const [, other] = world.users;
  if (other?.ours) return;
  for (const role of [0, 1].filter((at) => start.roles[at] && world.roles[at]))
    yield { ...world, users: place(world.users, 1, { ...(other as User), role }) };
}

function subsets(all: Some): Some[] {
  const found: Some[] = [[]];
  for (const one of all) found.push(...found.map((some) => [...some, one].sort()));
  return found;
}
