/** English for the pages about projects. */
import type { ReactNode } from 'react';
import { plural } from '../plural.ts';

const n = plural('en');

export const projects = {
  title: 'Projects',
  intro: 'What is analysed. Permissions on one project are granted here; those on all projects come with a role.',
  create: 'New project',
  createIntro: 'You may then do everything on it.',
  createAct: 'Create project',
  created: 'The project was created.',
  rename: 'Rename',
  renameTitle: (name: ReactNode) => <>Rename {name}</>,
  renamed: 'The project has its new name.',
  searchLabel: 'Search projects',
  columns: { name: 'Name', key: 'Key', created: 'Created' },
  keyHint: 'What programs name it by: letters, digits and -_.: It cannot be changed.',
  about: 'About',
  grants: 'Who may do what on it',
  hidden: 'Who may do what on it is shown to those who administer it.',
  noGrants: 'Nobody by a grant on it alone.',
  grantee: (name: string, isRole: boolean) => (isRole ? `Everybody in ${name}` : name),
  grant: 'Grant…',
  grantTitle: (name: ReactNode) => <>Grant on {name}</>,
  grantAct: 'Grant',
  granted: 'It is granted.',
  to: 'To',
  kinds: { user: 'A user', role: 'Everybody in a role' },
  holderNeeded: 'Choose one.',
  what: 'What',
  permissions: {
    EXECUTE_ANALYSIS: 'Submit analyses of it.',
    ADMINISTER_PROJECT: 'Read its analyses and say who may do what on it.',
  },
  revoke: 'Take back',
  revokeOf: (permission: string, name: string) => `Take back ${permission} from ${name}`,
  revoked: 'It is taken back.',
  number: 'Number',
  numberHint: 'You may not look up names. Everybody can ask the API for their own: { me { id role_id } }',
  held: {
    title: 'On single projects',
    yours: 'Of the projects you administer.',
    nothing: 'Nothing by a grant on one.',
    more: (count: number) => `And ${n(count, 'more', 'more')}.`,
  },
};
