/** The acts that give what whoever does them lacked, as one table: what each takes, what is said of it, and what is there then. */
import { everyPermission, onOneProject, type Permission } from './permissions.ts';

/** Somebody who acts: a person at a browser, or a program with a token. */
export interface Holder {
  person: boolean;
  /** What it may do everywhere. */
  everywhere: ReadonlySet<Permission>;
  /** What it may do on some project. */
  onProjects: ReadonlySet<Permission>;
  /** Whether it may do what only super admins may. */
  superAdmin: boolean;
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
export const unlimited = {
  superAdmin: false,
  cap: null,
  methods: null,
  bound: false,
  expires: false,
  placed: false,
} as const;

/** What an account may do by itself. */
export type Account = Pick<Holder, 'everywhere' | 'onProjects'>;

/** What besides the holder decides. */
export interface Facts {
  /** Whether one-time links are mailed; otherwise whoever makes an account is shown its link. */
  mailed: boolean;
  tokensMayRotateThemselves: boolean;
  /** What the roles grant that somebody could be put in. */
  roles: readonly ReadonlySet<Permission>[];
  /** The account that a token acts for. */
  owner: Account | null;
  /**
   * Whether accounts and tokens count that exist already: one of them may belong to whoever holds the token. What they may
   * do by themselves is no part of the way, and roles that fit may be made by others at any time.
   */
  others: boolean;
}

/** Who acts, for programs and in words. */
export const actors = {
  TOKEN: 'The token',
  PERSON: 'The person',
  MEMBER: 'Somebody in the role',
  TOKEN_OF_MEMBER: 'A token of theirs',
  NEW_ACCOUNT: 'The new account',
  EXISTING_ACCOUNT: 'The existing user',
  OTHERS: 'Somebody else',
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
  PUT_IN_ROLE: 'puts an existing user into a role that gives no more than it may do, and acts as that user',
  MAKE_SUPER_ADMIN: 'makes an existing user a super admin, and acts as that user',
  WIDEN_ROLE: 'adds what it may do to a role that its owner or another existing user is in, and acts as that user',
  GRANT_ON_PROJECT: 'grants an existing user what it may do on a project, and acts as that user',
  LET_TOKENS_ROTATE: 'changes the token policy, so that tokens give themselves new secrets and later ends',
  MAKE_FITTING_ROLE: 'makes a role of some of these permissions, or narrows one to them',
};

export type ActName = keyof typeof acts;

export interface Step {
  method: string;
  actor: Actor;
  act: ActName;
  words: string;
}

export const step = (method: string, actor: Actor, act: ActName): Step => ({
  method,
  actor,
  act,
  words: `${actors[actor]} ${acts[act]}.`,
});

/** A holder that acts lead to; one that lengthens can give tokens a later end. */
export interface Reached extends Holder {
  lengthens?: true;
}

export interface World extends Facts {
  by: Reached;
}

/** An account that somebody comes to act as. */
export interface Gained {
  /** Whether it is made by the act, or was there and is given something it lacked. */
  account: 'NEW_ACCOUNT' | 'EXISTING_ACCOUNT';
  holder: Holder;
}

export interface Act {
  method: string;
  needs(world: World): Permission[];
  /** What else it takes. */
  takes?(world: World): boolean;
  does: ActName | ((world: World) => ActName);
  /** A role there is then. */
  role?(world: World): ReadonlySet<Permission> | null;
  /** What whoever acts is then. */
  becomes?(world: World): Reached;
  /** An account there is to act as then, whatever roles there are. */
  gains?(world: World): Gained | null;
  /** The account there is to act as then, in a role that gives no more than whoever acts may do. */
  puts?(world: World, role: ReadonlySet<Permission>): Gained | null;
}

/** Somebody who signs in: their permissions are their only limit. */
const person = (gives: Partial<Holder>): Holder => ({
  person: true,
  everywhere: new Set(),
  onProjects: new Set(),
  ...unlimited,
  ...gives,
});

const existing = (gives: Partial<Holder>): Gained => ({ account: 'EXISTING_ACCOUNT', holder: person(gives) });

/** Whether a role gives no more than somebody may do. */
export const isWithin = (role: ReadonlySet<Permission>, { everywhere }: Pick<Holder, 'everywhere'>) =>
  [...role].every((permission) => everywhere.has(permission));

const isNarrower = (role: ReadonlySet<Permission>, by: Holder) => isWithin(role, by) && role.size < by.everywhere.size;

const holdsOnProjects = ({ everywhere, onProjects }: Account) =>
  onOneProject.filter((permission) => everywhere.has(permission) || onProjects.has(permission));

/**
 * Every act that gives what whoever does it lacked. The others pass on no more than that, and only people do them: setting
 * passwords, making and changing tokens, editing permission sets and deciding on requests for access.
 */
export const ways: readonly Act[] = [
  {
    method: 'createRole',
    needs: () => ['CREATE_ROLE'],
    does: 'CREATE_ROLE',
    role: ({ by }) => by.everywhere,
  },
  {
    method: 'updateRole',
    needs: () => ['UPDATE_ROLE'],
    does: 'UPDATE_ROLE',
    role: ({ by, roles }) => (roles.some((role) => isWithin(role, by)) ? by.everywhere : null),
  },
  {
    method: 'updateRole',
    needs: () => ['UPDATE_ROLE'],
    takes: ({ others }) => others,
    does: 'WIDEN_ROLE',
    puts: ({ by }, role) => (isNarrower(role, by) ? existing({ everywhere: by.everywhere }) : null),
  },
  {
    method: 'createUser',
    needs: ({ mailed }) => (mailed ? ['CREATE_USER'] : ['CREATE_USER', 'READ_USER']),
    does: ({ mailed }) => (mailed ? 'CREATE_MAILED_USER' : 'CREATE_SHOWN_USER'),
    gains: () => ({ account: 'NEW_ACCOUNT', holder: person({}) }),
    puts: (_world, role) => ({ account: 'NEW_ACCOUNT', holder: person({ everywhere: role }) }),
  },
  {
    method: 'updateUser',
    needs: () => ['UPDATE_USER'],
    takes: ({ others }) => others,
    does: 'PUT_IN_ROLE',
    puts: (_world, role) => (role.size > 0 ? existing({ everywhere: role }) : null),
  },
  {
    method: 'updateUser',
    needs: () => ['UPDATE_USER'],
    takes: ({ others, by }) => others && by.superAdmin,
    does: 'MAKE_SUPER_ADMIN',
    gains: () => existing({ everywhere: everyPermission, superAdmin: true }),
  },
  {
    method: 'createProject',
    needs: () => ['PROVISION_PROJECT'],
    does: 'CREATE_PROJECT',
    becomes: ({ by }) => ({ ...by, onProjects: new Set([...by.onProjects, ...onOwnProject(by)]) }),
    gains: ofOwner,
  },
  {
    method: 'grantProjectPermission',
    needs: () => [],
    takes: ({ others, by }) => others && holdsOnProjects(by).includes('ADMINISTER_PROJECT'),
    does: 'GRANT_ON_PROJECT',
    gains: ({ by }) => existing({ onProjects: new Set(holdsOnProjects(by)) }),
  },
  {
    method: 'regeneratePersonalAccessToken',
    needs: () => [],
    takes: ({ tokensMayRotateThemselves, by }) => tokensMayRotateThemselves && !by.person,
    does: 'REGENERATE_ITSELF',
    becomes: ({ by }) => ({ ...by, expires: false }),
  },
  {
    method: 'updateTokenPolicy',
    needs: () => ['UPDATE_TOKEN_POLICY'],
    takes: ({ tokensMayRotateThemselves, others, by }) => !tokensMayRotateThemselves && others && by.person,
    does: 'LET_TOKENS_ROTATE',
    becomes: ({ by }) => ({ ...by, lengthens: true }),
  },
];

const onOwnProject = ({ cap }: Holder) => onOneProject.filter((permission) => !cap || cap.has(permission));

/** A project that a token makes is its owner's, also what the token's cap leaves out: more than an owner had who makes none. */
function ofOwner({ by, owner }: World): Gained | null {
  if (by.person || !owner || owner.everywhere.has('PROVISION_PROJECT')) return null;
  const gained = onOneProject.filter((permission) => !owner.everywhere.has(permission));
  return gained.length > 0 ? existing({ onProjects: new Set(gained) }) : null;
}
