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
  people: 'People with access',
  peopleTip: 'How many enabled users may do it: super admins, and those with a grant on request, included',
  peopleAt: {
    READ: (count: number) => `${count} read`,
    WRITE: (count: number) => `${count} write`,
  },
  byGrant: (count: number) => `(${n(count, 'user', 'users')} by a grant on request)`,
  grantedUntil: (instant: string) => `granted until ${instant}`,
  grantedEver: 'granted on request, without an end',
  unseenGrants: 'Permissions that were granted on request are not counted: you lack READ_ACCESS_REQUEST.',
  instead: {
    words: 'delete remove disable enable block unblock deactivate lock',
    hint: 'Users are not deleted or removed, but disabled, with “Change users” (UPDATE_USER). A disabled user cannot sign in, and the user’s tokens are revoked.',
  },
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
  saved: (count: number, names: string) =>
    count === 1 ? `The role ${names} was changed.` : `${count} roles were changed: ${names}.`,
};
