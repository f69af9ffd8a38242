import { sql } from 'drizzle-orm';
import { authenticationFactors } from '../../../schema/factors.ts';
import { roles } from '../../../schema/roles.ts';
import { users } from '../../../schema/users.ts';
import { type Definition, defineList, is, maybe } from '../lists/definition.ts';
import { identitiesOfUser } from './provider-identities.ts';
import { sessionsOfUser } from './sessions.ts';
import { userList } from './users.ts';

const { name, username, public_name, super_admin, role_id, email_address, mobile_number } = userList.columns;
const { completed_setup, email_verified } = userList.columns;

export const meNoun: Definition = defineList({
  type: 'Me',
  description: 'The signed-in user.',
  table: users,
  permission: null,
  columns: {
    ...({ name, username, public_name, super_admin, role_id, email_address, mobile_number } as Definition['columns']),
    ...({ completed_setup, email_verified } as Definition['columns']),
    pending_email_address: maybe(
      'email',
      sql`(case when ${users.pendingEmailUntil} > now() then ${users.pendingEmailAddress} end)`,
      'The new email address, until the user opens the link that was sent to it. Null: there is none, or the link has expired.',
    ),
    language: is('language', users.language, 'The language of emails and pages.'),
  },
  relations: {
    role: {
      to: 'Role',
      many: false,
      from: 'role_id',
      at: roles.id,
      description: 'The role of the user.',
    },
    authentication_factors: {
      to: 'AuthenticationFactor',
      many: true,
      from: 'id',
      at: authenticationFactors.userId,
      description: 'The second factors that the user has enrolled for signing in.',
    },
    provider_identities: identitiesOfUser,
    sessions: sessionsOfUser,
  },
});

export const preferences = {
  table_paginator_size: maybe('int64', users.tablePaginatorSize, 'The number of rows per page in tables.'),
  navigation_expanded: maybe('boolean', users.navigationExpanded, 'Whether the navigation is open.'),
  ui_preferences: maybe(
    'text',
    users.uiPreferences,
    'Data that a client stores for itself; the server does not read it.',
  ),
};

/** Read with the preferences, but no column of the API. */
export const hiddenPreferences = { muted_emails: users.mutedEmails };
