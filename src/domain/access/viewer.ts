/** The viewer: the user who sends a request, and what the credential may do, which is the user's permissions within its cap. */
import { forbidden } from '../base/errors.ts';
import type { TokenType } from '../base/secrets.ts';
import { everyPermission, isPermission, limitable, type Permission, perCatalog } from './permissions.ts';

export interface Used {
  /** The permissions that it had and that decided something. */
  permissions: Set<Permission>;
  methods: Set<string>;
  /** The latent permissions that it needed, whether they still counted or not. */
  latent: Set<Permission>;
  /** The records that were read by what identifies them, each as its type and id. */
  readings?: Set<string>;
  /** The fields that were refused, with the permissions that were missing. */
  denials?: Map<string, readonly Permission[]>;
}

export interface Credential {
  kind: 'token' | 'session' | 'operator';
  id: string;
  expiresAt: Date | null;
  /** Of a token: the hash of the secret that was sent, which may be replaced before the transaction reads it again. */
  secretHash?: Buffer;
  /** The address from which the request came. */
  ip?: string;
  /** The transaction in which its user last changed something; 0: none; null: unknown. */
  lastWrite?: number | null;
  /** Belongs to the request: the same object each time its viewer is read again. */
  used: Used;
}

/**
 * The permissions that somebody has. `use` decides and records the use. `holds`, like iterating, only compares or lists and
 * records nothing, so that tokens can be shrunk to what they really need.
 */
export interface Held extends Iterable<Permission> {
  use(permission: Permission): boolean;
  holds(permission: Permission): boolean;
}

export interface Viewer {
  userId: string;
  username: string;
  roleId: string | null;
  superAdmin: boolean;
  /** The permissions that the credential has everywhere. */
  permissions: Held;
  /** Those that it has on at least one project: by a grant, or as the token of one project. */
  onProjects: Held;
  /** Those that it has only on the resources that the token is limited to. Other services check them; the API requires none. */
  onResources: Held;
  /** The resources to which the token is limited, such as `customer:42`; null: no such limit. */
  allowedResources: readonly string[] | null;
  /** The permissions that it has at most, also on projects; null: no cap. */
  cap: ReadonlySet<Permission> | null;
  /** Whether that cap includes the limit to what the issuer of the token could grant. */
  limitedByIssuer: boolean;
  /** The root fields it may call; null: all. */
  methods: ReadonlySet<string> | null;
  projectId: string | null;
  /** Of a token bound to operations: their hash, to notice changes. Null: it may send any document. */
  boundTo: Buffer | null;
  latent: ReadonlySet<Permission>;
  /** Whether the latent permissions still count; using one restores it. */
  latentHeld: boolean;
  tokenType: TokenType | null;
  /** Whether it is a session that must enroll a second factor before it may do anything else. */
  mustEnroll: boolean;
  credential: Credential;
}

/** A viewer whose credential was read again and locked inside the transaction that writes. */
export interface LockedViewer extends Viewer {
  /** Those of its permissions that it may grant to others: not for a limited time, and not only for one token. */
  lasting: Held;
}

export interface AccountFacts {
  userId: string;
  username: string;
  roleId: string | null;
  superAdmin: boolean;
  granted: string[] | null;
  /** From grants on single projects. */
  onProjects: Permission[];
}

export interface Limits {
  type: string;
  setPermissions: string[] | null;
  permissions: string[] | null;
  /** What the user who issued it for its owner could grant; null: no such limit. */
  issuerPermissions: string[] | null;
  methods: string[] | null;
  projectId: string | null;
  operationsHash: Buffer | null;
  /** The resources to which permissions with resource kinds are limited; null: no such limit. */
  allowedResources: string[] | null;
  /** Permissions granted only to this token, beyond its cap and its owner's permissions. */
  added: string[];
  latentPermissions: string[] | null;
  latentHeld: boolean;
}

export const nothingUsed = (): Used => ({ permissions: new Set(), methods: new Set(), latent: new Set() });

const none: ReadonlySet<Permission> = new Set();

/** `held` as permissions whose uses are recorded in `used`; `latent` would be held if the token had not been shrunk. */
export const asHeld = (held: Permissions, used: Used = nothingUsed(), latent: Permissions = none): Held => ({
  use: (permission) => {
    if (latent.has(permission)) used.latent.add(permission);
    if (held.has(permission)) used.permissions.add(permission);
    return held.has(permission);
  },
  holds: (permission) => held.has(permission),
  [Symbol.iterator]: () => held.values(),
});

/** Sets by their array: `src/db/texts.ts` returns the same frozen array for equal texts. */
const sets = perCatalog(() => new WeakMap<readonly string[], Permissions>());

/** Leaves out permissions of a newer version. */
function permissionsIn(names: readonly string[]): Permissions {
  const known = sets().get(names);
  if (known) return known;
  const permissions = new Set(names.filter(isPermission));
  if (Object.isFrozen(names)) sets().set(names, permissions);
  return permissions;
}

const nothingHeld: Held = asHeld(none);

export const accountPermissions = (superAdmin: boolean, granted: readonly string[] | null): ReadonlySet<Permission> =>
  superAdmin ? everyPermission : permissionsIn(granted ?? []);

const analysisCaps: Partial<Record<string, ReadonlySet<Permission>>> = {
  PROJECT_ANALYSIS: new Set<Permission>(['EXECUTE_ANALYSIS']),
  GLOBAL_ANALYSIS: new Set<Permission>(['EXECUTE_ANALYSIS', 'PROVISION_PROJECT']),
} satisfies Partial<Record<TokenType, ReadonlySet<Permission>>>;

export const isForAnalysis = ({ tokenType }: Viewer): boolean => tokenType !== null && tokenType !== 'USER';

type Caps = Pick<Limits, 'type' | 'setPermissions' | 'permissions' | 'issuerPermissions' | 'added'>;

/**
 * The permissions that a token has at most; null: only its owner's permissions limit it. Permissions granted only to the token
 * count in spite of its cap and of the issuer's limit.
 */
export function capOf({ type, setPermissions, permissions, issuerPermissions, added }: Caps): Permissions | null {
  const listed = (names: readonly string[] | null) => names && permissionsIn(names);
  const analysis = analysisCaps[type];
  const picked = analysis ?? listed(permissions ?? setPermissions);
  const most = picked ? within(picked, listed(issuerPermissions)) : listed(issuerPermissions);
  return most && (analysis ? most : union(most, permissionsIn(added)));
}

export function ofSession(standing: AccountFacts, credential: Credential): Viewer {
  const { granted, ...who } = standing;
  const permissions = asHeld(accountPermissions(standing.superAdmin, granted), credential.used);
  const onProjects = asHeld(permissionsIn(standing.onProjects), credential.used);
  const uncapped = {
    onResources: nothingHeld,
    allowedResources: null,
    cap: null,
    limitedByIssuer: false,
    methods: null,
    projectId: null,
    boundTo: null,
    tokenType: null,
  };
  const whole = { latent: none, latentHeld: false, mustEnroll: false };
  return { ...who, permissions, onProjects, ...uncapped, ...whole, credential };
}

/** What such a session may call: what enrollment takes. */
const enrollmentMethods: ReadonlySet<string> = new Set([
  'me',
  'mfa_admin_setting',
  'confirmPassword',
  'requestOneTimePassword',
  'createAuthenticationFactor',
  'verifyOneTimePasswordForAuthenticationFactor',
]);

/** The viewer of a session that must enroll a second factor: without permissions, and with few root fields. */
export const enrolling = (viewer: Viewer): Viewer => ({
  ...viewer,
  superAdmin: false,
  permissions: asHeld(none),
  onProjects: asHeld(none),
  methods: enrollmentMethods,
  mustEnroll: true,
});

/** The operator at the command line: has all permissions that there are now, and no account. */
export function operator(): LockedViewer {
  const account = { userId: '0', username: 'operator', roleId: null, superAdmin: true, granted: null, onProjects: [] };
  const viewer = ofSession(account, { kind: 'operator', id: '0', expiresAt: null, used: nothingUsed() });
  return writer(viewer, viewer);
}

export function ofToken(account: AccountFacts, limits: Limits, credential: Credential): Viewer {
  const { userId, username, roleId, superAdmin } = account;
  const { latentHeld, allowedResources } = limits;
  const latent = latentOf(limits);
  const whole = capOf(limits);
  const cap = latent.size === 0 || latentHeld ? whole : without(whole ?? everyPermission, latent);
  const owners = accountPermissions(superAdmin, account.granted);
  const held = within(union(owners, permissionsIn(limits.added)), whole);
  // A project token has no permissions everywhere; those on its project are checked where they are used.
  const usable = limits.type === 'PROJECT_ANALYSIS' ? none : held;
  const everywhere = allowedResources ? without(usable, limitable()) : usable;
  const onProjects = within(onSome(limits.type, owners, account.onProjects), whole);
  const counted = (permissions: Permissions) =>
    asHeld(within(permissions, cap), credential.used, within(latent, permissions));
  return {
    userId,
    username,
    roleId,
    permissions: counted(everywhere),
    onProjects: counted(onProjects),
    onResources: allowedResources ? counted(within(usable, limitable())) : nothingHeld,
    allowedResources,
    cap,
    limitedByIssuer: limits.issuerPermissions !== null,
    methods: limits.methods && new Set(limits.methods),
    projectId: limits.projectId,
    boundTo: limits.operationsHash,
    latent,
    latentHeld,
    tokenType: limits.type as TokenType,
    // A capped, shrunk or limited token of a super admin may not do what is only for super admins.
    superAdmin: superAdmin && whole === null && latent.size === 0 && allowedResources === null,
    mustEnroll: false,
    credential,
  };
}

/** A project token has its owner's permissions on its project; for a global analysis token, grants on projects do not count. */
function onSome(type: string, owners: Permissions, granted: readonly Permission[]): Permissions {
  if (type === 'GLOBAL_ANALYSIS') return none;
  return type === 'PROJECT_ANALYSIS' ? union(owners, permissionsIn(granted)) : permissionsIn(granted);
}

/** Whether a permission is held everywhere, or with `onProjects` on at least one project. Decides something: records the use. */
export const use = (viewer: Viewer, permission: Permission, onProjects: boolean): boolean =>
  viewer.permissions.use(permission) || (onProjects && viewer.onProjects.use(permission));

/** Like `use`, but for comparing and listing: records no use. */
export const holds = (viewer: Viewer, permission: Permission, onProjects: boolean): boolean =>
  viewer.permissions.holds(permission) || (onProjects && viewer.onProjects.holds(permission));

export const writer = (now: Viewer, lasting: Viewer): LockedViewer => ({ ...now, lasting: lasting.permissions });

/** The writer with only those permissions that it may grant to others. */
export const withLastingOnly = (writer: LockedViewer): Viewer => ({ ...writer, permissions: writer.lasting });

/** A permission granted only to the token after it was shrunk is not latent. */
function latentOf({ latentPermissions, added }: Limits): ReadonlySet<Permission> {
  if (!latentPermissions) return none;
  return new Set(latentPermissions.filter(isPermission).filter((permission) => !added.includes(permission)));
}

type Permissions = ReadonlySet<Permission>;

const within = (permissions: Permissions, most: Permissions | null): Permissions =>
  most ? new Set([...permissions].filter((permission) => most.has(permission))) : permissions;

const union = (some: Permissions, more: Permissions): Permissions =>
  more.size === 0 ? some : new Set([...some, ...more]);

const without = (permissions: Permissions, taken: Permissions): Permissions =>
  new Set([...permissions].filter((permission) => !taken.has(permission)));

/** Requires a session. Errors: FORBIDDEN with a token, which may change neither credentials nor their owner's account. */
export function requireSession({ credential }: Viewer): void {
  if (credential.kind === 'token') throw forbidden('A token cannot be used for this. Sign in with a browser.');
}
