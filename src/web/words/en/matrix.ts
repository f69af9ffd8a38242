/** English for the table of who can do what. */
import { plural } from '../plural.ts';

const n = plural('en');

export const matrix = {
  title: 'Who can do what',
  intro:
    'What each role may read and change, with super admins, who may do everything. Unfold a kind of record for its single permissions. Permissions on single projects are not counted.',
  editing: 'Press a cell to change a role; nothing is saved before you have reviewed all changes.',
  search: 'Search kinds of records and permissions',
  noun: 'Kind of record',
  nothing: 'No permission was found.',
  some: (most: number) => `Only the first ${most} roles are shown. Choose a role or a user to see others.`,
  role: 'Role',
  allRoles: 'All roles',
  user: 'User',
  allUsers: 'Everybody',
  superAdmins: 'Super admins',
  people: 'Users',
  peopleTip: 'How many enabled users may do it, super admins included',
  users: (count: number) => n(count, 'user', 'users'),
  may: 'yes',
  mayNot: 'no',
  before: (level: string) => `(before: ${level})`,
  permissionOf: (title: string, role: string) => `${title}: ${role}`,
  choice: (noun: string, role: string) => `${noun}: ${role}`,
  custom: 'Custom…',
  unsaved: 'Changes that are not saved',
  changed: (count: number) => `${n(count, 'role', 'roles')} changed`,
  discard: 'Discard',
  review: 'Review and save…',
  reviewTitle: (count: number) => `Save the changes of ${n(count, 'role', 'roles')}?`,
  save: 'Save',
  saved: (count: number) => (count === 1 ? 'The role was changed.' : `${count} roles were changed.`),
};
