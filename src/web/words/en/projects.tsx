/** English for the pages about projects. */
import type { ReactNode } from 'react';
import { plural } from '../plural.ts';

const n = plural('en');

export const projects = {
  title: 'Projects',
  intro:
    'The projects that are analysed. Permissions on one project are granted here; permissions on all projects come from a role.',
  create: 'New project',
  createIntro: 'You get all permissions on it.',
  createAct: 'Create project',
  created: 'The project was created.',
  rename: 'Rename',
  renameTitle: (name: ReactNode) => <>Rename {name}</>,
  renamed: 'The project was renamed.',
  searchLabel: 'Search projects',
  columns: { name: 'Name', key: 'Key', created: 'Created' },
  keyHint: 'The name that programs use: letters, digits and - _ . : It cannot be changed.',
  about: 'About',
  grants: 'Permissions on this project',
  hidden: 'Only users who administer the project see who has permissions on it.',
  noGrants: 'Nobody has a permission on this project alone.',
  grantee: (name: string, isRole: boolean) => (isRole ? `All users with the role ${name}` : name),
  grant: 'Grant…',
  grantTitle: (name: ReactNode) => <>Grant on {name}</>,
  grantAct: 'Grant',
  granted: 'The permission was granted.',
  to: 'To',
  kinds: { user: 'A user', role: 'All users with a role' },
  holderNeeded: 'Choose one.',
  what: 'Permission',
  permissions: {
    EXECUTE_ANALYSIS: 'Submit analyses of it.',
    ADMINISTER_PROJECT: 'Read its analyses and grant permissions on it.',
  },
  revoke: 'Take back',
  revokeOf: (permission: string, name: string) => `Take back ${permission} from ${name}`,
  revoked: 'The permission was taken back.',
  number: 'Number',
  numberHint: 'You may not look up names. Users can ask the API for their own number: { me { id role_id } }',
  held: {
    title: 'Permissions on single projects',
    yours: 'Only grants on projects that you administer are shown.',
    nothing: 'No permission on a single project.',
    more: (count: number) => `And ${n(count, 'more', 'more')}.`,
  },
};
