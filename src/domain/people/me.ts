/** Reading and changing the viewer's own account. */
import type { Db } from '../../db/database.ts';
import { type LockedViewer, requireSession, type Viewer } from '../access/viewer.ts';
import { checkAll, invalid } from '../base/errors.ts';
import { because } from '../base/reasons.ts';
import { transact } from '../base/transact.ts';
import { type Row, rowById } from '../lists/load.ts';
import type { Selected } from '../lists/prepare.ts';
import { mostRecordsPerPage } from '../lists/request.ts';
import { checkedMuted } from '../mail/notifications.ts';
import { hiddenPreferences, meNoun, preferences } from '../nouns/me.ts';
import type { Kind } from '../outbox/outbox.ts';
import { type PasswordSettings, requireSamePolicy } from '../sign-in/new-passwords.ts';
import * as sessions from '../sign-in/sessions.ts';
import * as addresses from './own-address.ts';
import * as accounts from './user-rows.ts';
import * as users from './users.ts';

const own = { ...meNoun, columns: { ...meNoun.columns, ...preferences }, hidden: hiddenPreferences };

export const read = (db: Db, viewer: Viewer, selected?: Selected): Promise<Row | null> =>
  rowById(db, own, viewer.userId, selected);

function requireRows(size: string | null | undefined): accounts.Changes {
  if (size != null && (Number(size) < 1 || Number(size) > mostRecordsPerPage))
    throw invalid('table_paginator_size', because('OUT_OF_RANGE', { least: 1, most: mostRecordsPerPage }));
  return {};
}

export interface UpdateMeInput extends accounts.Profile {
  password?: string | null;
  table_paginator_size?: string | null;
  navigation_expanded?: boolean | null;
  ui_preferences?: string | null;
  unset_mobile_number?: boolean | null;
  muted_emails?: readonly Kind[] | null;
}

/**
 * Changes the viewer's own account. With a mail server (`mailed`) another email address waits until its link is opened. A new password ends all other sessions and replaces the secret of this one, so that a
 * copy of it is invalid too; returns the replaced session, or null. Errors: FORBIDDEN with a token, INVALID_INPUT, CONFLICT.
 */
export async function update(
  db: Db,
  viewer: Viewer,
  settings: PasswordSettings,
  mailed: boolean,
  input: UpdateMeInput,
): Promise<sessions.Renewed | null> {
  requireSession(viewer);
  if (mailed && input.email_address != null) await addresses.countChange(db, viewer.userId, input.email_address);
  const [profile, , muted] = checkAll<accounts.Changes>(
    () => accounts.checked(input),
    () => requireRows(input.table_paginator_size),
    () => (input.muted_emails == null ? {} : { mutedEmails: checkedMuted(input.muted_emails) }),
  );
  const judged =
    input.password == null
      ? null
      : await users.passwordFor(db, viewer, settings, viewer.userId, {
          password: input.password,
          renamed: profile ?? {},
        });
  const changes: accounts.Changes = {
    ...profile,
    ...muted,
    ...(input.unset_mobile_number ? { mobileNumber: null } : {}),
    ...(input.table_paginator_size == null ? {} : { tablePaginatorSize: input.table_paginator_size }),
    ...(input.navigation_expanded == null ? {} : { navigationExpanded: input.navigation_expanded }),
    ...(input.ui_preferences == null ? {} : { uiPreferences: input.ui_preferences }),
  };
  const work = async (tx: Db, viewer: LockedViewer) => {
    const before = await users.requireManageable(tx, viewer, viewer.userId);
    const { passwordHash } = await requireSamePolicy(tx, judged);
    const all = { ...changes, ...(passwordHash ? { passwordHash } : {}) };
    const [now, wanted] = mailed ? addresses.separated(before, all) : [all, null];
    await accounts.change(tx, viewer, before, now);
    if (wanted !== null) await addresses.want(tx, viewer, before, wanted);
    return passwordHash ? sessions.renew(tx, settings.pepper, viewer, passwordHash) : null;
  };
  return transact(db, viewer, work, `user ${viewer.userId}`);
}
