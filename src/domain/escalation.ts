/**
 * Whether acts one may do lead, one after the other, to more than one has. A table says what each act takes and gives; it is
 * followed until nothing is added. Where a fact is known only roughly, a path too many is told rather than one too few.
 */
import { onOneProject, type Permission } from './permissions.ts';

/** Somebody who acts: a person at a browser, or a program with a token. */
export interface Holder {
  person: boolean;
  /** What it may do everywhere. */
  everywhere: ReadonlySet<Permission>;
  /** What it may do on some project. */
  onProjects: ReadonlySet<Permission>;
  /** The most it may ever do; null: no cap. */
  cap: ReadonlySet<Permission> | null;
  /** The root fields it may call; null: all. */
  methods: ReadonlySet<string> | null;
  /** Whether it may send only some documents. */
  bound: boolean;
  expires: boolean;
  /** Whether it works only from some subnets. */
  placed: boolean;
}

/** Of somebody whose permissions are the only limit. */
export const unlimited = { cap: null, methods: null, bound: false, expires: false, placed: false } as const;

/** What besides the holder decides. */
export interface Facts {
  /** Whether one-time links are mailed; otherwise whoever makes an account is shown its link. */
  mailed: boolean;
  tokensMayRotateThemselves: boolean;
  /** What the roles grant that somebody could be put in. */
  roles: readonly ReadonlySet<Permission>[];
}

/** What more there is to come to. */
export type Kind = 'PERMISSIONS' | 'METHODS' | 'PERSON' | 'PLACES' | 'OUTLIVING';

/** Who acts, for programs and in words. */
export const actors = {
  TOKEN: 'The token',
  PERSON: 'The person',
  MEMBER: 'Somebody in the role',
  TOKEN_OF_MEMBER: 'A token of theirs',
  NEW_ACCOUNT: 'The new account',
};

export type Actor = keyof typeof actors;

/** What follows the name of whoever acts. */
export const acts = {
  CREATE_ROLE: 'makes a role of what it may do',
  UPDATE_ROLE: 'changes a role to what it may do',
  CREATE_MAILED_USER: 'makes an account, opens its one-time link, mailed to an address of its choice, and signs in',
  CREATE_SHOWN_USER: 'makes an account, opens its one-time link, shown in the answer, and signs in',
  CREATE_PROJECT: 'makes a project, on which its account may do everything',
  REGENERATE_ITSELF: 'gives itself a new secret and a later end',
};

export interface Step {
  method: string;
  actor: Actor;
  act: keyof typeof acts;
  words: string;
}

export interface Escalation {
  leadsTo: Kind;
  words: string;
  /** Those it leads to, where that is what it leads to. */
  permissions: Permission[];
  steps: Step[];
}

interface World extends Facts {
  by: Holder;
}

interface Act {
  method: string;
  needs(world: World): Permission[];
  does(world: World): keyof typeof acts;
  /** A role there is then. */
  role?(world: World): ReadonlySet<Permission> | null;
  /** Whether it gives accounts to act with, each in a role that whoever acts may put somebody in, or in none. */
  accounts?: true;
  /** What whoever acts is then. */
  becomes?(world: World): Holder;
}

/**
 * Every act that gives what whoever does it lacked. The others pass on no more than that: setting passwords, making and
 * changing tokens, editing sets and granting on projects are held to it, and none of the first three is for tokens.
 */
const ways: readonly Act[] = [
  {
    method: 'createRole',
    needs: () => ['CREATE_ROLE'],
    does: () => 'CREATE_ROLE',
    role: ({ by }) => by.everywhere,
  },
  {
    method: 'updateRole',
    needs: () => ['UPDATE_ROLE'],
    does: () => 'UPDATE_ROLE',
    role: ({ by, roles }) => (roles.some((role) => isWithin(role, by)) ? by.everywhere : null),
  },
  {
    method: 'createUser',
    needs: ({ mailed }) => (mailed ? ['CREATE_USER'] : ['CREATE_USER', 'READ_USER']),
    does: ({ mailed }) => (mailed ? 'CREATE_MAILED_USER' : 'CREATE_SHOWN_USER'),
    accounts: true,
  },
  {
    method: 'createProject',
    needs: () => ['PROVISION_PROJECT'],
    does: () => 'CREATE_PROJECT',
    becomes: ({ by }) => ({ ...by, onProjects: new Set([...by.onProjects, ...onOwnProject(by)]) }),
  },
  {
    method: 'regeneratePersonalAccessToken',
    needs: () => [],
    does: () => 'REGENERATE_ITSELF',
    becomes: ({ by, tokensMayRotateThemselves: may }) => (may && !by.person ? { ...by, expires: false } : by),
  },
];

const onOwnProject = ({ cap }: Holder) => onOneProject.filter((permission) => !cap || cap.has(permission));

/** What this holder can come to beyond what it has, each kind by its shortest way. */
export function escalations(start: Holder, facts: Facts, actor: Actor): Escalation[] {
  const reached = closure(start, facts, actor);
  const found: Escalation[] = [];
  for (const [leadsTo, more] of Object.entries(kinds)) {
    const ways = reached.flatMap(({ holder, steps }) => {
      const words = more(start, holder);
      const permissions = leadsTo === 'PERMISSIONS' ? gained(start, holder) : [];
      return words ? [{ leadsTo: leadsTo as Kind, words, permissions, steps }] : [];
    });
    const [shortest] = ways.sort((one, other) => one.steps.length - other.steps.length);
    if (shortest) found.push(shortest);
  }
  return found;
}

/** What somebody reached has more than whoever began, in words. */
const kinds: Record<Kind, (start: Holder, reached: Holder) => string | null> = {
  PERMISSIONS: (start, reached) => {
    const more = gained(start, reached);
    return more.length > 0 ? `${more.join(' and ')} on projects it makes` : null;
  },
  METHODS: ({ methods, bound }, reached) => {
    if (methods && reached.methods === null) return 'root fields it may not call';
    return bound && !reached.bound ? 'documents it is not bound to' : null;
  },
  PERSON: ({ person }, reached) =>
    !person && reached.person ? 'what only people may do, such as making tokens and setting passwords' : null,
  PLACES: ({ placed }, reached) => (placed && !reached.placed ? 'use from addresses it does not work from' : null),
  OUTLIVING: ({ person, expires }, reached) => {
    if (!person && reached.person) return 'a way in that is left when the token has expired or was revoked';
    return expires && !reached.expires ? 'a way in that is left when the token was to expire' : null;
  },
};

const gained = (start: Holder, reached: Holder) =>
  [...permissionsOf(reached)].filter((permission) => !permissionsOf(start).has(permission));

const permissionsOf = ({ everywhere, onProjects }: Holder) => new Set([...everywhere, ...onProjects]);

interface Reached {
  holder: Holder;
  steps: Step[];
}

interface Role {
  grants: ReadonlySet<Permission>;
  steps: Step[];
}

/** Everybody the start can come to act as: what is added is looked at again, until nothing is. */
function closure(start: Holder, facts: Facts, actor: Actor): Reached[] {
  const holders = new Map<string, Reached>();
  const roles = new Map<string, Role>();
  const addHolder = (holder: Holder, steps: Step[]) => addOnce(holders, keyOf(holder), { holder, steps });
  const addRole = (grants: ReadonlySet<Permission>, steps: Step[]) => addOnce(roles, listed(grants), { grants, steps });
  addHolder(start, []);
  for (const role of facts.roles) addRole(role, []);
  for (let before = -1; before < holders.size + roles.size; ) {
    before = holders.size + roles.size;
    for (const { holder: by, steps } of [...holders.values()]) {
      const world = { ...facts, by, roles: [...roles.values()].map(({ grants }) => grants) };
      const who = by.person && !start.person ? 'NEW_ACCOUNT' : actor;
      for (const act of ways.filter((act) => may(act, world))) {
        const done = [...steps, step(act, world, who)];
        const role = act.role?.(world);
        if (role) addRole(role, done);
        if (act.becomes) addHolder(act.becomes(world), done);
        if (!act.accounts) continue;
        addHolder(account(new Set()), done);
        for (const role of [...roles.values()].filter(({ grants }) => isWithin(grants, by)))
          addHolder(account(role.grants), unrepeated([...role.steps, ...done]));
      }
    }
  }
  return [...holders.values()];
}

function step({ method, does }: Act, world: World, actor: Actor): Step {
  const act = does(world);
  return { method, actor, act, words: `${actors[actor]} ${acts[act]}.` };
}

function addOnce<T>(map: Map<string, T>, key: string, value: T): void {
  if (!map.has(key)) map.set(key, value);
}

const may = ({ method, needs }: Act, world: World) =>
  (!world.by.methods || world.by.methods.has(method)) &&
  needs(world).every((permission) => world.by.everywhere.has(permission));

const isWithin = (role: ReadonlySet<Permission>, { everywhere }: Holder) =>
  [...role].every((permission) => everywhere.has(permission));

const account = (role: ReadonlySet<Permission>): Holder => ({
  person: true,
  everywhere: role,
  onProjects: new Set(),
  ...unlimited,
});

const listed = (permissions: ReadonlySet<Permission>) => [...permissions].sort().join();

const keyOf = ({ person, everywhere, onProjects, methods, expires }: Holder) =>
  JSON.stringify([person, listed(everywhere), listed(onProjects), methods && [...methods], expires]);

const unrepeated = (steps: Step[]) => [...new Map(steps.map((step) => [step.words, step])).values()];
