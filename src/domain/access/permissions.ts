/**
 * All permissions: the built-in ones as one table of data, from which the enum, the documentation, the pages and the tests are
 * made, and those that the operator declared, which `catalog.ts` reads from the database.
 */

export interface Entry {
  group: string;
  description: string;
  /** The risk of granting it. */
  warning?: string;
  /** The kinds of resource to which tokens can limit it, such as `customer`; missing: none. Only custom ones. */
  resourceKinds?: readonly string[];
  /** Whether it was retired: then it is not granted any more. Only custom ones. */
  retired?: boolean;
}

/** A custom permission as it is stored. */
export interface StoredEntry {
  group: string;
  description: string;
  warning: string | null;
  resourceKinds: readonly string[];
  retired: boolean;
}

export const entryOf = ({ group, description, warning, resourceKinds, retired }: StoredEntry): Entry => ({
  group,
  description,
  ...(warning ? { warning } : {}),
  resourceKinds,
  ...(retired ? { retired } : {}),
});

interface BuiltIn extends Entry {
  group: 'Users' | 'Roles' | 'Personal access tokens' | 'Projects' | 'Logs' | 'Notes' | 'System';
}

const catalog = {
  CREATE_USER: {
    group: 'Users',
    description: 'Create users and give them a role with permissions that the caller has.',
  },
  READ_USER: { group: 'Users', description: 'Read users: names, addresses, role and state.' },
  UPDATE_USER: {
    group: 'Users',
    description:
      'Edit, enable and disable users who have no permissions that the caller lacks, and set their passwords.',
    warning: "A user who can set another user's password can sign in as that user.",
  },
  UPDATE_PASSWORD_POLICY: {
    group: 'Users',
    description: 'Set the rules for new passwords, such as their shortest length.',
    warning: 'Weaker rules make the passwords of all users easier to guess.',
  },
  READ_ACCESS_REQUEST: {
    group: 'Users',
    description: 'List the access requests of all users. Users see their own without this permission.',
  },
  UPDATE_ACCESS_REQUEST: {
    group: 'Users',
    description:
      "Grant other users' requests for permissions that the caller has, decline requests, and take back what was granted.",
    warning: "A grant is independent of the user's role and lasts as long as the caller decides.",
  },
  UPDATE_MFA_ADMIN_SETTINGS: {
    group: 'Users',
    description: 'Decide whether everybody must have a second factor for signing in.',
  },
  CREATE_ROLE: { group: 'Roles', description: 'Create roles with permissions that the caller has.' },
  READ_ROLE: { group: 'Roles', description: 'Read roles and their permissions.' },
  UPDATE_ROLE: {
    group: 'Roles',
    description: 'Rename and change roles whose permissions, before and after the change, the caller could grant.',
    warning: 'A change applies at once to all users of the role and to their tokens.',
  },
  DELETE_ROLE: { group: 'Roles', description: 'Delete roles that no user has.' },
  CREATE_PERSONAL_ACCESS_TOKEN: {
    group: 'Personal access tokens',
    description:
      'Issue personal access tokens for other users, with no more permissions than the caller has. Users issue their own tokens without this permission.',
    warning: 'A program with such a token acts in the name of the owner.',
  },
  READ_PERSONAL_ACCESS_TOKEN: {
    group: 'Personal access tokens',
    description: 'List the personal access tokens of all users and the report on them. Secrets are never shown.',
  },
  UPDATE_PERSONAL_ACCESS_TOKEN: {
    group: 'Personal access tokens',
    description:
      "Edit and regenerate other users' personal access tokens that have, before and after the change, no permissions that the caller lacks.",
    warning: 'Regenerating a token shows a secret that acts in the name of the owner.',
  },
  DELETE_PERSONAL_ACCESS_TOKEN: {
    group: 'Personal access tokens',
    description: "Revoke other users' personal access tokens.",
  },
  READ_TOKEN_HASH: {
    group: 'Personal access tokens',
    description:
      'Learn whether a value is a live token by the first digits of its SHA-256, as secret scanners do. Shows neither names nor owners.',
  },
  UPDATE_TOKEN_POLICY: {
    group: 'Personal access tokens',
    description: 'Set the rules for all tokens, such as their longest lifetime.',
  },
  MANAGE_PERMISSION_SETS: {
    group: 'Personal access tokens',
    description:
      'Create, change and delete permission sets for tokens. Changing one requires that the caller could grant its permissions.',
    warning: 'A change applies at once to all tokens with the set.',
  },
  INTROSPECT_TOKEN: {
    group: 'Personal access tokens',
    description:
      'Ask whether a token that a service received is valid, and for its owner and its permissions. Only tokens of service accounts may.',
  },
  EVALUATE_ACCESS: {
    group: 'Personal access tokens',
    description: 'Ask whether a user or a token, named by its id, has a permission, everywhere or on one resource.',
    warning:
      'What is asked about a token counts as its use: it keeps the token from being revoked as unused, and restores latent permissions.',
  },
  PROVISION_PROJECT: { group: 'Projects', description: 'Create projects.' },
  READ_PROJECT: { group: 'Projects', description: 'Read all projects and their analyses.' },
  ADMINISTER_PROJECT: {
    group: 'Projects',
    description:
      'Rename projects, read their analyses and decide who may do what on them. Granted for all projects or for one.',
  },
  EXECUTE_ANALYSIS: { group: 'Projects', description: 'Submit analyses. Granted for all projects or for one.' },
  READ_ALL_LOGS: {
    group: 'Logs',
    description: 'Read the log of changes: what was changed, by whom, from what and to what.',
  },
  READ_ACCESS_LOG: { group: 'Logs', description: 'Read which user opened which record.' },
  CREATE_ACCESS_LOG: {
    group: 'Logs',
    description:
      'Record that the caller opened a record that the caller may read, for programs that show it elsewhere.',
  },
  CREATE_APPLICATION_FIREWALL_RULE: {
    group: 'System',
    description: 'Add subnets from which requests are accepted while the application firewall is enabled.',
    warning: 'A rule for a large subnet makes the firewall useless.',
  },
  READ_APPLICATION_FIREWALL_RULE: { group: 'System', description: 'Read the rules of the application firewall.' },
  UPDATE_APPLICATION_FIREWALL_RULE: {
    group: 'System',
    description: 'Change the rules of the application firewall.',
    warning: 'A rule for a large subnet makes the firewall useless.',
  },
  DELETE_APPLICATION_FIREWALL_RULE: {
    group: 'System',
    description: 'Delete rules of the application firewall.',
    warning: 'Deleting a rule stops everybody who works from its subnet.',
  },
  UPDATE_SYSTEM_SETTINGS: {
    group: 'System',
    description:
      'Enable and disable the application firewall, and set the language of new users and the time zone of emails.',
    warning: 'While the firewall is disabled, requests are accepted from all addresses.',
  },
  MANAGE_PERMISSIONS: {
    group: 'System',
    description: 'Create, change, retire and delete custom permissions, which other services check.',
    warning: 'Super admins have a new permission at once, and services rely on these names.',
  },
  MANAGE_APIS: {
    group: 'System',
    description:
      'Register, read, change and delete APIs: OpenAPI documents, from which forward auth knows what requests to other services require.',
    warning: 'These documents decide who may call which operation of the other services.',
  },
  CREATE_WEBHOOK: {
    group: 'System',
    description: 'Create webhooks, which send events about tokens, users and requests for access to a URL.',
    warning: 'A webhook sends the names of users and tokens to another server.',
  },
  READ_WEBHOOK: { group: 'System', description: 'Read webhooks and their deliveries. Secrets are never shown.' },
  UPDATE_WEBHOOK: {
    group: 'System',
    description: 'Change webhooks, give them new secrets, send test events and send deliveries again.',
    warning: 'A webhook sends the names of users and tokens to another server.',
  },
  DELETE_WEBHOOK: { group: 'System', description: 'Delete webhooks and their deliveries.' },
  CREATE_NOTE: {
    group: 'Notes',
    description: 'Leave notes on users, roles, tokens and firewall rules that the caller may read.',
  },
  UPDATE_NOTE: { group: 'Notes', description: 'Change notes that the caller has left.' },
  DELETE_NOTE: { group: 'Notes', description: 'Delete notes that the caller has left.' },
  ALTER_OTHERS_NOTES: {
    group: 'Notes',
    description: 'With UPDATE_NOTE or DELETE_NOTE, change or delete notes that other users have left.',
  },
} as const satisfies Record<string, BuiltIn>;

export type BuiltInPermission = keyof typeof catalog;

declare const declaredByOperator: unique symbol;

/** A permission that the operator declared. Nothing in Latchkey requires one; other services ask whether somebody has it. */
export type CustomPermission = string & { readonly [declaredByOperator]: true };

export type Permission = BuiltInPermission | CustomPermission;

export const builtInPermissions: ReadonlyMap<BuiltInPermission, BuiltIn> = new Map(
  Object.entries(catalog) as [BuiltInPermission, BuiltIn][],
);

/**
 * The permissions in their order for documentation and pages: the built-in ones, then the custom ones by name. Replaced as a
 * whole when the catalog changes, so what is made from it is kept with `perCatalog`.
 */
export let permissions: ReadonlyMap<Permission, Entry> = builtInPermissions;

export let everyPermission: ReadonlySet<Permission> = new Set(permissions.keys());

/** Replaces the custom permissions in the memory of this process. */
export function setCustom(custom: ReadonlyMap<string, Entry>): void {
  permissions = new Map<Permission, Entry>([
    ...builtInPermissions,
    ...(custom as ReadonlyMap<CustomPermission, Entry>),
  ]);
  everyPermission = new Set(permissions.keys());
}

/** What is made from the catalog: made when it is first needed, and again after the catalog has changed. */
export function perCatalog<T>(make: () => T): () => T {
  let made: { from: typeof permissions; value: T } | undefined;
  return () => {
    if (made?.from !== permissions) made = { from: permissions, value: make() };
    return made.value;
  };
}

/** Permissions that can also be granted on a single project. */
export const onOneProject = ['EXECUTE_ANALYSIS', 'ADMINISTER_PROJECT'] as const satisfies Permission[];
export type ProjectPermission = (typeof onOneProject)[number];

export const isBuiltIn = (name: string): name is BuiltInPermission => Object.hasOwn(catalog, name);

export const isPermission = (name: string): name is Permission => permissions.has(name as Permission);

/** The permissions of `wanted` that are not in `held`, in the order of `wanted`. */
export const lacking = (wanted: Iterable<Permission>, held: ReadonlySet<Permission>): Permission[] =>
  [...wanted].filter((permission) => !held.has(permission));

/** The kinds of resource to which tokens can limit the permission. */
export const kindsOf = (permission: Permission): readonly string[] => permissions.get(permission)?.resourceKinds ?? [];

/** The permissions that tokens can limit to single resources. */
export const limitable = perCatalog(
  (): ReadonlySet<Permission> => new Set([...everyPermission].filter((permission) => kindsOf(permission).length > 0)),
);
