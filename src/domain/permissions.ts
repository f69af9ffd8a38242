/** Every permission there is, as one table of data: the enum, the documents, the pages and the tests are made from it. */

interface Entry {
  group: 'Users' | 'Roles' | 'Personal access tokens' | 'Logs' | 'Notes';
  description: string;
  /** Why to think twice before granting it. */
  warning?: string;
}

const catalog = {
  CREATE_USER: {
    group: 'Users',
    description: 'Create users and give them a role whose permissions one has oneself.',
  },
  READ_USER: { group: 'Users', description: 'Read users: names, addresses, role and state.' },
  UPDATE_USER: {
    group: 'Users',
    description: 'Edit, enable and disable users who may do no more than oneself, and set their password.',
    warning: 'Whoever can set a password can sign in as that user.',
  },
  CREATE_ROLE: { group: 'Roles', description: 'Create roles out of permissions one has oneself.' },
  READ_ROLE: { group: 'Roles', description: 'Read roles and the permissions applied to them.' },
  UPDATE_ROLE: {
    group: 'Roles',
    description: 'Rename roles and change their permissions, adding only those one has oneself.',
    warning: 'A change reaches every user of the role, and their tokens, at once.',
  },
  DELETE_ROLE: { group: 'Roles', description: 'Delete roles that nobody is in.' },
  DELETE_PERSONAL_ACCESS_TOKEN: {
    group: 'Personal access tokens',
    description: "Revoke other people's personal access tokens. One's own need no permission.",
  },
  READ_ALL_LOGS: { group: 'Logs', description: 'Read what was changed, by whom and from what to what.' },
  READ_ACCESS_LOG: { group: 'Logs', description: 'Read who opened which record.' },
  CREATE_NOTE: { group: 'Notes', description: 'Leave notes on users, roles and tokens.' },
} as const satisfies Record<string, Entry>;

export type Permission = keyof typeof catalog;

/** The catalog in its order; iterate this for documents and pages. */
export const permissions: ReadonlyMap<Permission, Entry> = new Map(Object.entries(catalog) as [Permission, Entry][]);

export const everyPermission: ReadonlySet<Permission> = new Set(permissions.keys());

export const isPermission = (name: string): name is Permission => Object.hasOwn(catalog, name);

/** What of `wanted` is not in `held`, in the order wanted. */
export const lacking = (wanted: Iterable<Permission>, held: ReadonlySet<Permission>): Permission[] =>
  [...wanted].filter((permission) => !held.has(permission));
