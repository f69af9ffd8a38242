/** The acts through which the actor gets more, as one table: what each requires, and what exists afterwards. */
import { everyPermission, onOneProject, type Permission } from '../access/permissions.ts';
import type { ActName } from './act-texts.ts';
import { type Facts, type Holder, holds, type Reached, unlimited } from './search-state.ts';

export interface World extends Facts {
  by: Reached;
}

/** An account as which the actor can act afterwards. */
export interface Gained {
  /** Whether the act creates the account, or gives an existing account something that it lacked. */
  account: 'NEW_ACCOUNT' | 'EXISTING_ACCOUNT';
  holder: Holder;
}

export interface Act {
  method: string;
  needs(world: World): Permission[];
  /** What the act requires besides permissions. */
  takes?(world: World): boolean;
  does: ActName | ((world: World) => ActName);
  /** A role that exists afterwards. */
  role?(world: World): ReadonlySet<Permission> | null;
  /** What the actor has afterwards. */
  becomes?(world: World): Reached;
  /** An account as which the actor can act afterwards, independent of the existing roles. */
  gains?(world: World): Gained | null;
  /** The same, for an account in a role with no more permissions than the actor may pass on. */
  puts?(world: World, role: ReadonlySet<Permission>): Gained | null;
}

const nothing: ReadonlySet<Permission> = new Set();

/** A user who signs in, limited only by their permissions. */
const person = (everywhere: ReadonlySet<Permission>, more: Partial<Holder> = {}): Holder => ({
  person: true,
  everywhere,
  gives: everywhere,
  onProjects: nothing,
  ...unlimited,
  ...more,
});

const existing = (everywhere: ReadonlySet<Permission>, more: Partial<Holder> = {}): Gained => ({
  account: 'EXISTING_ACCOUNT',
  holder: person(everywhere, more),
});

/** Whether a role has no more permissions than the actor may pass on. */
export const isWithin = (role: ReadonlySet<Permission>, { gives }: Pick<Holder, 'gives'>) =>
  [...role].every((permission) => gives.has(permission));

const isNarrower = (role: ReadonlySet<Permission>, by: Holder) => isWithin(role, by) && role.size < by.gives.size;

/** What the actor may pass on, on some project. */
const givesOnProjects = ({ gives, onProjects }: Holder) =>
  onOneProject.filter((permission) => gives.has(permission) || onProjects.has(permission));

/**
 * Every act through which the actor gets more. The other acts pass on no more than the actor has, and only people may
 * do them: setting passwords, resetting second factors, issuing and changing tokens, editing permission sets and deciding on
 * requests for access.
 */
export const ways: readonly Act[] = [
  {
    method: 'createRole',
    needs: () => ['CREATE_ROLE'],
    does: 'CREATE_ROLE',
    role: ({ by }) => by.gives,
  },
  {
    method: 'updateRole',
    needs: () => ['UPDATE_ROLE'],
    does: 'UPDATE_ROLE',
    role: ({ by, roles }) => (roles.some((role) => isWithin(role, by)) ? by.gives : null),
  },
  {
    method: 'updateRole',
    needs: () => ['UPDATE_ROLE'],
    takes: ({ others }) => others,
    does: 'WIDEN_ROLE',
    puts: ({ by }, role) => (isNarrower(role, by) ? existing(by.gives) : null),
  },
  {
    method: 'createUser',
    needs: ({ mailed }) => (mailed ? ['CREATE_USER'] : ['CREATE_USER', 'READ_USER']),
    does: ({ mailed }) => (mailed ? 'CREATE_MAILED_USER' : 'CREATE_SHOWN_USER'),
    gains: () => ({ account: 'NEW_ACCOUNT', holder: person(nothing) }),
    puts: (_world, role) => ({ account: 'NEW_ACCOUNT', holder: person(role) }),
  },
  {
    method: 'updateUser',
    needs: () => ['UPDATE_USER'],
    takes: ({ others }) => others,
    does: 'PUT_IN_ROLE',
    puts: (_world, role) => (role.size > 0 ? existing(role) : null),
  },
  {
    method: 'updateUser',
    needs: () => ['UPDATE_USER'],
    takes: ({ others, by }) => others && by.superAdmin,
    does: 'MAKE_SUPER_ADMIN',
    gains: () => existing(everyPermission, { superAdmin: true }),
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
    takes: ({ others, by }) => others && (holds(by, 'ADMINISTER_PROJECT') || by.onProjects.has('ADMINISTER_PROJECT')),
    does: 'GRANT_ON_PROJECT',
    gains: ({ by }) => {
      const given = givesOnProjects(by);
      return given.length > 0 ? existing(nothing, { onProjects: new Set(given) }) : null;
    },
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

/**
 * A project that a token creates belongs to its owner, including permissions outside the token's cap. That is more than
 * an owner without PROVISION_PROJECT had. If the owner already has all of them on other projects, all are listed; otherwise only the missing ones.
 */
function ofOwner({ by, owner }: World): Gained | null {
  if (by.person || !owner || owner.everywhere.has('PROVISION_PROJECT')) return null;
  const gained = onOneProject.filter((permission) => !owner.everywhere.has(permission));
  const lacked = gained.filter((permission) => !owner.onProjects.has(permission));
  // An owner who has all of them on another project still gets a project to keep.
  const onProjects = new Set(lacked.length > 0 ? lacked : gained);
  return gained.length > 0 ? existing(nothing, { onProjects }) : null;
}
