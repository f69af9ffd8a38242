import { authenticationFactors } from '../../../schema/factors.ts';
import { roles } from '../../../schema/roles.ts';
import { users } from '../../../schema/users.ts';
import { type Definition, defineList, is, maybe } from '../lists/definition.ts';
import { sessionsOfUser } from './sessions.ts';
import { userList } from './users.ts';

const { name, username, public_name, super_admin, role_id, email_address, mobile_number } = userList.columns;

export const meNoun: Definition = defineList({
  type: 'Me',
  description: 'The signed-in user.',
  table: users,
  permission: null,
  columns: {
    ...({ name, username, public_name, super_admin, role_id, email_address, mobile_number } as Definition['columns']),
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

export const authenticationFactorList: Definition = defineList({
  type: 'AuthenticationFactor',
  description: 'A second factor for signing in.',
  table: authenticationFactors,
  permission: null,
  columns: {
    data: maybe('text', authenticationFactors.data, 'The address or number of the factor, shortened.'),
    is_verified: is('boolean', authenticationFactors.isVerified, 'Whether the factor was verified.'),
    type: is('factor_type', authenticationFactors.type, 'Where the one-time password comes from.'),
    user_id: maybe('int64', authenticationFactors.userId, 'The id of the user who enrolled it.'),
  },
  relations: {
    user: { to: 'User', many: false, from: 'user_id', at: users.id, description: 'The user who enrolled it.' },
  },
});
