/** Users as lists. */
import { sql } from 'drizzle-orm';
import { projectGrants } from '../../../schema/projects.ts';
import { roles } from '../../../schema/roles.ts';
import { users } from '../../../schema/users.ts';
import { type Definition, defineList, is, maybe } from '../lists/definition.ts';
import { accessLogsOf } from './access-logs.ts';
import { logsOf } from './logs.ts';
import { notesOf } from './notes.ts';

export const userList: Definition = defineList({
  type: 'User',
  description: 'A person, or a program with an account of its own.',
  table: users,
  permission: 'READ_USER',
  columns: {
    completed_setup: is(
      'boolean',
      sql`(${users.passwordHash} is not null)`,
      'Whether the user has set a password yet.',
    ),
    email_address: is('email', users.emailAddress, 'Unique whatever its case. Links to set a password go there.'),
    enabled: is('boolean', users.enabled, 'A disabled user cannot sign in, and no token of theirs works.'),
    is_sonar_staff: maybe('boolean', sql`false::boolean`, 'Always false here; kept for clients that ask.'),
    language: maybe('language', users.language, 'The language of mails and pages.'),
    mobile_number: maybe('numeric', users.mobileNumber, 'Digits only.'),
    name: is('string', users.name, "The person's name."),
    public_name: is('string', users.publicName, 'The name shown to people outside.'),
    role_id: maybe('int64', users.roleId, 'The role the user is in.'),
    service_account: is(
      'boolean',
      users.serviceAccount,
      'An account of a program: it has tokens, and cannot sign in by password.',
    ),
    super_admin: is('boolean', users.superAdmin, 'Has every permission, whatever the role.'),
    username: is(
      'string',
      users.username,
      'What the user signs in with; unique whatever its case or look-alike letters.',
    ),
  },
  relations: {
    role: {
      to: 'Role',
      many: false,
      from: 'role_id',
      at: roles.id,
      description: 'The role the user is in.',
    },
    project_grants: {
      to: 'ProjectGrant',
      many: true,
      from: 'id',
      at: projectGrants.userId,
      description: 'What they may do on single projects, by themselves; through their role is told there.',
    },
    logs: logsOf('User'),
    access_logs: accessLogsOf('User'),
    notes: notesOf('User'),
  },
});
