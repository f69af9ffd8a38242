/** What a signed-in user reads and changes of themselves. */
import { eq } from 'drizzle-orm';
import { authenticationFactors } from '../../../schema/factors.ts';
import { roles as rolesTable } from '../../../schema/roles.ts';
import { users as table } from '../../../schema/users.ts';
import type { Db } from '../../db/open.ts';
import * as accounts from './user-rows.ts';
import { type Definition, defineList, is, maybe } from '../lists/definition.ts';
import { type Row, rows } from '../lists/load.ts';
import * as roles from './roles.ts';
import * as sessions from '../sign-in/sessions.ts';
import { transact } from '../base/transact.ts';
import * as users from './users.ts';
import { requirePerson, type Viewer, type Writer } from '../access/viewer.ts';

const { name, username, public_name, super_admin, role_id, email_address, mobile_number } = users.definition.columns;

export const definition: Definition = defineList({
  type: 'Me',
  description: 'The user who asks.',
  table,
  permission: null,
  columns: {
    ...({ name, username, public_name, super_admin, role_id, email_address, mobile_number } as Definition['columns']),
    language: is('language', table.language, 'The language of mails and pages.'),
  },
  relations: {
    role: {
      to: () => roles.definition,
      many: false,
      from: 'role_id',
      at: rolesTable.id,
      description: 'The role one is in.',
    },
    authentication_factors: {
      to: () => factors,
      many: true,
      from: 'id',
      at: authenticationFactors.userId,
      description: 'The second factors one has enrolled for signing in.',
    },
    sessions: sessions.ofUser,
  },
});

export const preferences = {
  table_paginator_size: maybe('int64', table.tablePaginatorSize, 'Rows a page in tables.'),
  navigation_expanded: maybe('boolean', table.navigationExpanded, 'Whether the navigation is open.'),
  ui_preferences: maybe('text', table.uiPreferences, 'What a client keeps for itself; we do not look into it.'),
};

export const factors: Definition = defineList({
  type: 'AuthenticationFactor',
  description: 'A second factor for signing in.',
  table: authenticationFactors,
  permission: null,
  columns: {
    data: maybe('text', authenticationFactors.data, 'What tells it apart, shortened.'),
    is_verified: is('boolean', authenticationFactors.isVerified, 'Whether it was proven to work.'),
    type: is('factor_type', authenticationFactors.type, 'Where the one-time password comes from.'),
    user_id: maybe('int64', authenticationFactors.userId, 'Whose it is.'),
  },
  relations: {
    user: { to: () => users.definition, many: false, from: 'user_id', at: table.id, description: 'Whose it is.' },
  },
});

/** The viewer's own row, preferences included. */
export async function read(db: Db, viewer: Viewer): Promise<Row | null> {
  const own = {
    definition: { ...definition, columns: { ...definition.columns, ...preferences } },
    where: eq(table.id, viewer.userId),
  };
  const [row] = await rows(db, viewer, own, {});
  return row ?? null;
}

export interface UpdateMeInput extends accounts.Profile {
  password?: string | null;
  table_paginator_size?: string | null;
  navigation_expanded?: boolean | null;
  ui_preferences?: string | null;
  unset_mobile_number?: boolean | null;
}

/**
 * Changes oneself. A new password signs one out of all other browsers, and gives this one a new secret for its session, so
 * that a copy of the old one ends too.
 */
export async function update(
  db: Db,
  viewer: Viewer,
  pepper: string,
  input: UpdateMeInput,
): Promise<sessions.Renewed | null> {
  requirePerson(viewer);
  const profile = accounts.checked(input);
  const password =
    input.password == null ? {} : await users.passwordFor(db, viewer, pepper, viewer.userId, input.password);
  const changes: accounts.Changes = {
    ...profile,
    ...password,
    ...(input.unset_mobile_number ? { mobileNumber: null } : {}),
    ...(input.table_paginator_size == null ? {} : { tablePaginatorSize: input.table_paginator_size }),
    ...(input.navigation_expanded == null ? {} : { navigationExpanded: input.navigation_expanded }),
    ...(input.ui_preferences == null ? {} : { uiPreferences: input.ui_preferences }),
  };
  const work = async (tx: Db, viewer: Writer) => {
    const before = await users.requireManageable(tx, viewer, viewer.userId);
    await accounts.change(tx, viewer, before, changes);
    return changes.passwordHash ? sessions.renew(tx, pepper, viewer, changes.passwordHash) : null;
  };
  return transact(db, viewer, work, `user ${viewer.userId}`);
}
