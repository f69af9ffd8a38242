/** Who is asking and what they may do: the owner's permissions now, less what the credential is capped to. */
import { forbidden } from '../base/errors.ts';
import type { TokenType } from '../base/secrets.ts';
import { everyPermission, isPermission, type Permission } from './permissions.ts';

/** What a request has used so far. */
export interface Used {
  /** Those it had that decided an answer. */
  permissions: Set<Permission>;
  /** The root fields it called. */
  methods: Set<string>;
  /** Those it was asked for that its token was shrunk by, whether they still counted or not. */
  latent: Set<Permission>;
}

export interface Credential {
  kind: 'token' | 'session';
  /** The id of the token's or session's row. */
  id: string;
  /** Of a token that expires. */
  expiresAt: Date | null;
  /** Of a token: which of its values was sent, since one that was replaced meanwhile is dead. */
  secretHash?: Buffer;
  /** Of a token: the address it was sent from. */
  ip?: string;
  /** Of the request that sent it, however often its viewer is read. */
  used: Used;
}

/**
 * The permissions somebody holds. Whoever asks for one says which of two it is: whether the answer decides something, which
 * is a use of it, or whether it is compared and told. To go through them is to be told.
 */
export interface Held extends Iterable<Permission> {
  /** Whether it is held, where that decides: noted as used when it is, and as needed when the token was shrunk by it. */
  use(permission: Permission): boolean;
  /** Whether it is held, where that decides nothing: noted nowhere. */
  holds(permission: Permission): boolean;
}

export interface Viewer {
  userId: string;
  username: string;
  roleId: string | null;
  superAdmin: boolean;
  /** What the credential may do everywhere. */
  permissions: Held;
  /** What it may do on some project: by a grant on it, or as the token of one project. */
  onProjects: Held;
  /** The most it may do, on a project too; null: no cap. */
  cap: ReadonlySet<Permission> | null;
  /** Whether part of that cap is what the issuer of the token could grant. */
  limitedByIssuer: boolean;
  /** The root fields it may call; null: all. */
  methods: ReadonlySet<string> | null;
  /** The one project it is for; null: not bound to one. */
  projectId: string | null;
  /** Of a token bound to operations: tells whether they were changed since. Null: it may send any document. */
  boundTo: Buffer | null;
  /** What a token was shrunk by. */
  latent: ReadonlySet<Permission>;
  /** Whether that still counts; using it brings it back for good. */
  latentHeld: boolean;
  /** Null for a session. */
  tokenType: TokenType | null;
  credential: Credential;
}

/** A viewer as its credential was read again, inside the transaction that writes. */
export interface Writer extends Viewer {
  /** What of its permissions it has for good and not as one token alone. The others it uses, and passes on to nobody. */
  lasting: Held;
}

/** A user's standing, as its row, its role's and its grants say. */
export interface Standing {
  userId: string;
  username: string;
  roleId: string | null;
  superAdmin: boolean;
  granted: string[] | null;
  /** What the grants on single projects say. */
  onProjects: Permission[];
}

/** A token's cap, as its row, its set's and its grants say. */
export interface Limits {
  type: string;
  setPermissions: string[] | null;
  permissions: string[] | null;
  /** What whoever issued it for its owner could grant. */
  issuerPermissions: string[] | null;
  methods: string[] | null;
  projectId: string | null;
  operationsHash: Buffer | null;
  /** Granted to this token alone, beyond its cap and its owner. */
  added: string[];
  latentPermissions: string[] | null;
  latentHeld: boolean;
}

export const nothingUsed = (): Used => ({ permissions: new Set(), methods: new Set(), latent: new Set() });

const none: ReadonlySet<Permission> = new Set();

/** `held` by somebody whose uses are noted in `used`; `latent` is what would be held, had the token not been shrunk by it. */
export const asHeld = (held: Permissions, used: Used = nothingUsed(), latent: Permissions = none): Held => ({
  use: (permission) => {
    if (latent.has(permission)) used.latent.add(permission);
    if (held.has(permission)) used.permissions.add(permission);
    return held.has(permission);
  },
  holds: (permission) => held.has(permission),
  [Symbol.iterator]: () => held.values(),
});

/** What an account may do: everything as super admin, else what its role and its grants give. */
export const accountPermissions = (superAdmin: boolean, granted: readonly string[] | null): ReadonlySet<Permission> =>
  superAdmin ? everyPermission : new Set((granted ?? []).filter(isPermission));

const analysisCaps: Partial<Record<string, ReadonlySet<Permission>>> = {
  PROJECT_ANALYSIS: new Set<Permission>(['EXECUTE_ANALYSIS']),
  GLOBAL_ANALYSIS: new Set<Permission>(['EXECUTE_ANALYSIS', 'PROVISION_PROJECT']),
} satisfies Partial<Record<TokenType, ReadonlySet<Permission>>>;

/** Whether it is a token that submits analyses and does nothing else. */
export const isForAnalysis = ({ tokenType }: Viewer): boolean => tokenType !== null && tokenType !== 'USER';

type Caps = Pick<Limits, 'type' | 'setPermissions' | 'permissions' | 'issuerPermissions' | 'added'>;

/**
 * The most a token may do; null where its owner's permissions are the only limit. What was granted to it alone counts beyond
 * its cap, and beyond what its issuer could grant.
 */
export function capOf({ type, setPermissions, permissions, issuerPermissions, added }: Caps): Permissions | null {
  const listed = (names: readonly string[] | null) => names && new Set(names.filter(isPermission));
  const analysis = analysisCaps[type];
  const picked = analysis ?? listed(permissions ?? setPermissions);
  const most = picked ? within(picked, listed(issuerPermissions)) : listed(issuerPermissions);
  return most && (analysis ? most : new Set([...most, ...added.filter(isPermission)]));
}

export function ofSession(standing: Standing, credential: Credential): Viewer {
  const { granted, ...who } = standing;
  const permissions = asHeld(accountPermissions(standing.superAdmin, granted), credential.used);
  const onProjects = asHeld(new Set(standing.onProjects), credential.used);
  const uncapped = {
    cap: null,
    limitedByIssuer: false,
    methods: null,
    projectId: null,
    boundTo: null,
    tokenType: null,
  };
  const whole = { latent: none, latentHeld: false };
  return { ...who, permissions, onProjects, ...uncapped, ...whole, credential };
}

export function ofToken({ granted, ...who }: Standing, limits: Limits, credential: Credential): Viewer {
  const { latentHeld } = limits;
  const latent = latentOf(limits);
  const whole = capOf(limits);
  const cap = latent.size === 0 || latentHeld ? whole : without(whole ?? everyPermission, latent);
  const account = accountPermissions(who.superAdmin, granted);
  const held = within(new Set([...account, ...accountPermissions(false, limits.added)]), whole);
  // A project token may do nothing everywhere: what it may do on its project is asked where it is used.
  const everywhere = limits.type === 'PROJECT_ANALYSIS' ? none : held;
  const onProjects = within(onSome(limits.type, account, who.onProjects), whole);
  const counted = (permissions: Permissions) =>
    asHeld(within(permissions, cap), credential.used, within(latent, permissions));
  return {
    ...who,
    permissions: counted(everywhere),
    onProjects: counted(onProjects),
    cap,
    limitedByIssuer: limits.issuerPermissions !== null,
    methods: limits.methods && new Set(limits.methods),
    projectId: limits.projectId,
    boundTo: limits.operationsHash,
    latent,
    latentHeld,
    tokenType: limits.type as TokenType,
    // A capped token of a super admin is none, or a shrunk one: what is only for super admins is beyond it.
    superAdmin: who.superAdmin && whole === null && latent.size === 0,
    credential,
  };
}

/** What a token may do on some project. One of a project may do there what its owner may everywhere; one of all counts no grants. */
function onSome(type: string, owners: Permissions, granted: readonly Permission[]): Permissions {
  if (type === 'GLOBAL_ANALYSIS') return none;
  return new Set(type === 'PROJECT_ANALYSIS' ? [...owners, ...granted] : granted);
}

/** Whether a permission is held everywhere, or on some project where that will do: used, since it decides. */
export const use = (viewer: Viewer, permission: Permission, onProjects: boolean): boolean =>
  viewer.permissions.use(permission) || (onProjects && viewer.onProjects.use(permission));

/** The same for whoever compares or tells. */
export const holds = (viewer: Viewer, permission: Permission, onProjects: boolean): boolean =>
  viewer.permissions.holds(permission) || (onProjects && viewer.onProjects.holds(permission));

/** The viewer who writes; `lasting` is the viewer it would be without what was granted for a while or to its token alone. */
export const writer = (now: Viewer, lasting: Viewer): Writer => ({ ...now, lasting: lasting.permissions });

/** The writer with what it has for good alone, for whoever compares what somebody else may do with that. */
export const withLastingOnly = (writer: Writer): Viewer => ({ ...writer, permissions: writer.lasting });

/** What was granted to the token alone after it was shrunk is not latent. */
function latentOf({ latentPermissions, added }: Limits): ReadonlySet<Permission> {
  if (!latentPermissions) return none;
  return new Set(latentPermissions.filter(isPermission).filter((permission) => !added.includes(permission)));
}

type Permissions = ReadonlySet<Permission>;

const within = (permissions: Permissions, most: Permissions | null): Permissions =>
  most ? new Set([...permissions].filter((permission) => most.has(permission))) : permissions;

const without = (permissions: Permissions, taken: Permissions): Permissions =>
  new Set([...permissions].filter((permission) => !taken.has(permission)));

/** Refuses tokens: what decides over credentials and over one's own account needs a person who signed in. */
export function requirePerson({ credential }: Viewer): void {
  if (credential.kind === 'token')
    throw forbidden('A token never manages tokens, passwords, sessions or its own owner. Sign in to do this.');
}
