/** The list definition of users. */
import { sql } from 'drizzle-orm';
import { projectGrants } from '../../../schema/projects.ts';
import { roles } from '../../../schema/roles.ts';
import { users } from '../../../schema/users.ts';
import { type Definition, defineList, is, maybe } from '../lists/definition.ts';
import { accessLogsOf } from './access-logs.ts';
import { logsOf } from './logs.ts';
import { managedBy } from './managed-by.ts';
import { notesOf } from './notes.ts';
import { identitiesOfUser } from './provider-identities.ts';

export const userList: Definition = defineList({
  type: 'User',
  description: 'A person, or a program with its own account.',
  table: users,
  permission: 'READ_USER',
  identifiedBy: ['id', 'sonar_unique_id', 'username', 'email_address'],
  columns: {
    completed_setup: is('boolean', sql`(${users.passwordHash} is not null)`, 'Whether the user has set a password.'),
    email_address: is(
      'email',
      users.emailAddress,
      'The email address, unique regardless of case. Links to set a password are sent to it.',
    ),
    email_verified: is(
      'boolean',
      sql`(${users.emailVerifiedAt} is not null)`,
      'Whether the user has opened a link that was sent to this address. Another address is not verified.',
    ),
    enabled: is(
      'boolean',
      users.enabled,
      'Whether the user is enabled. A disabled user cannot sign in. Disabling revokes all tokens of the user.',
    ),
    fenced_at: maybe(
      'datetime',
      users.fencedAt,
      'Since when the user is blocked because the database was restored from a backup (`latchkey fence`): until they set a new password with a new link. Null: they are not.',
    ),
    is_sonar_staff: maybe('boolean', sql`false::boolean`, 'Always false; kept for clients that read it.'),
    language: maybe('language', users.language, 'The language of emails and pages.'),
    mobile_number: maybe('numeric', users.mobileNumber, 'The mobile number, digits only.'),
    managed_by: managedBy(users.managedBy),
    name: is('string', users.name, "The person's name."),
    public_name: is('string', users.publicName, 'The name that is shown to the public.'),
    role_id: maybe('int64', users.roleId, "The id of the user's role."),
    service_account: is(
      'boolean',
      users.serviceAccount,
      'Whether it is the account of a program, which uses tokens and cannot sign in with a password.',
    ),
    super_admin: is('boolean', users.superAdmin, 'Whether the user has all permissions, independent of the role.'),
    username: is(
      'string',
      users.username,
      'The name to sign in with, unique regardless of case and of look-alike letters.',
    ),
  },
  relations: {
    role: {
      to: 'Role',
      many: false,
      from: 'role_id',
      at: roles.id,
      description: 'The role of the user.',
    },
    project_grants: {
      to: 'ProjectGrant',
      many: true,
      from: 'id',
      at: projectGrants.userId,
      description:
        "The permissions on single projects that are granted to the user. Grants to the user's role are listed there.",
    },
    provider_identities: identitiesOfUser,
    logs: logsOf('User'),
    access_logs: accessLogsOf('User'),
    notes: notesOf('User'),
  },
});
