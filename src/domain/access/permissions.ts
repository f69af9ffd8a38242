/** Every permission there is, as one table of data: the enum, the documents, the pages and the tests are made from it. */

interface Entry {
  group: 'Users' | 'Roles' | 'Personal access tokens' | 'Projects' | 'Logs' | 'Notes';
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
  READ_ACCESS_REQUEST: {
    group: 'Users',
    description: "List everybody's requests for access. One's own need no permission.",
  },
  UPDATE_ACCESS_REQUEST: {
    group: 'Users',
    description: "Grant others' requests for what one may do oneself, decline them, and take back what was granted.",
    warning: 'What is granted holds beside the role, for as long as whoever grants it says.',
  },
  CREATE_ROLE: { group: 'Roles', description: 'Create roles out of permissions one has oneself.' },
  READ_ROLE: { group: 'Roles', description: 'Read roles and the permissions applied to them.' },
  UPDATE_ROLE: {
    group: 'Roles',
    description: 'Rename and change roles that give no more than one could grant oneself, before and after.',
    warning: 'A change reaches every user of the role, and their tokens, at once.',
  },
  DELETE_ROLE: { group: 'Roles', description: 'Delete roles that nobody is in.' },
  CREATE_PERSONAL_ACCESS_TOKEN: {
    group: 'Personal access tokens',
    description:
      'Make personal access tokens for others, able to do no more than oneself. For oneself it needs no permission.',
    warning: 'Whoever holds such a token acts in the name of its owner.',
  },
  READ_PERSONAL_ACCESS_TOKEN: {
    group: 'Personal access tokens',
    description: "List everybody's personal access tokens and the report on them; never the secrets.",
  },
  UPDATE_PERSONAL_ACCESS_TOKEN: {
    group: 'Personal access tokens',
    description:
      "Edit and regenerate others' personal access tokens that could do no more than oneself, before and after.",
    warning: 'Regenerating shows a secret that acts in the name of its owner.',
  },
  DELETE_PERSONAL_ACCESS_TOKEN: {
    group: 'Personal access tokens',
    description: "Revoke others' personal access tokens.",
  },
  UPDATE_TOKEN_POLICY: {
    group: 'Personal access tokens',
    description: 'Set the rules all tokens are under, such as their longest life.',
  },
  MANAGE_PERMISSION_SETS: {
    group: 'Personal access tokens',
    description:
      'Create, change and delete permission sets for tokens; change only those that give no more than one could grant.',
    warning: 'A change reaches every token of the set at once.',
  },
  PROVISION_PROJECT: { group: 'Projects', description: 'Create projects.' },
  READ_PROJECT: { group: 'Projects', description: 'Read all projects and their analyses.' },
  ADMINISTER_PROJECT: {
    group: 'Projects',
    description:
      'Rename projects, read their analyses and say who may do what on them. On all projects, or granted on one.',
  },
  EXECUTE_ANALYSIS: { group: 'Projects', description: 'Submit analyses. On all projects, or granted on one.' },
  READ_ALL_LOGS: { group: 'Logs', description: 'Read what was changed, by whom and from what to what.' },
  READ_ACCESS_LOG: { group: 'Logs', description: 'Read who opened which record.' },
  CREATE_NOTE: { group: 'Notes', description: 'Leave notes on users, roles and tokens.' },
} as const satisfies Record<string, Entry>;

export type Permission = keyof typeof catalog;

/** The catalog in its order; iterate this for documents and pages. */
export const permissions: ReadonlyMap<Permission, Entry> = new Map(Object.entries(catalog) as [Permission, Entry][]);

export const everyPermission: ReadonlySet<Permission> = new Set(permissions.keys());

/** What can be granted on one project, too. */
export const onOneProject = ['EXECUTE_ANALYSIS', 'ADMINISTER_PROJECT'] as const satisfies Permission[];
export type ProjectPermission = (typeof onOneProject)[number];

export const isPermission = (name: string): name is Permission => Object.hasOwn(catalog, name);

/** What of `wanted` is not in `held`, in the order wanted. */
export const lacking = (wanted: Iterable<Permission>, held: ReadonlySet<Permission>): Permission[] =>
  [...wanted].filter((permission) => !held.has(permission));
