/** The report on the departure of a user: what ends with the account, what stays, and what somebody has to take over. */
import { and, eq, gte, isNull, ne, or, type SQL, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import { accessRequests } from '../../../schema/access-requests.ts';
import { logs } from '../../../schema/logs.ts';
import { notes } from '../../../schema/notes.ts';
import { projectGrants, projects } from '../../../schema/projects.ts';
import { sessions } from '../../../schema/sessions.ts';
import { personalAccessTokens as tokens } from '../../../schema/tokens.ts';
import { users } from '../../../schema/users.ts';
import type { Db } from '../../db/database.ts';
import { isValidSession } from '../access/authenticate.ts';
import { isActiveGrant } from '../access/effective-permissions.ts';
import type { Viewer } from '../access/viewer.ts';
import { forbidden, notFound } from '../base/errors.ts';
import type { Source } from '../lists/prepare.ts';
import { accessRequestList } from '../nouns/access-requests.ts';
import { everyNoteList } from '../nouns/notes.ts';
import { projectGrantList } from '../nouns/project-grants.ts';
import { projectList } from '../nouns/projects.ts';
import { tokenList } from '../nouns/tokens.ts';
import { userList } from '../nouns/users.ts';
import { endedWithOwner } from './user-rows.ts';

export interface Departure {
  userId: string;
  enabled: boolean;
  /** When and by whom the user was disabled; null while the user is enabled, and `byUserId` also if the program did it. */
  disabledAt: Date | null;
  disabledByUserId: string | null;
  /** Of an enabled user, the sessions that would end; of a disabled user, those that ended. */
  sessions: number;
}

const stored = {
  enabled: users.enabled,
  disabledAt: users.disabledAt,
  disabledByUserId: users.disabledByUserId,
  endedSessions: users.endedSessions,
};

/** Errors: FORBIDDEN without READ_USER, NOT_FOUND. */
export async function reportOn(db: Db, viewer: Viewer, userId: string): Promise<Departure> {
  if (!viewer.permissions.use('READ_USER')) throw forbidden('This requires READ_USER.', ['READ_USER']);
  const [user] = await db.select(stored).from(users).where(eq(users.id, userId));
  if (!user) throw notFound('user', userId);
  const { enabled, disabledAt, disabledByUserId, endedSessions } = user;
  if (enabled) {
    const theirs = and(eq(sessions.userId, userId), isValidSession);
    const open = await db.select({ id: sessions.id }).from(sessions).where(theirs);
    return { userId, enabled: true, disabledAt: null, disabledByUserId: null, sessions: open.length };
  }
  return { userId, enabled: false, disabledAt, disabledByUserId, sessions: endedSessions ?? 0 };
}

const since = ({ disabledAt }: Departure) => (disabledAt ?? new Date(0)).toISOString();

/** What the user owned, as lists of what the viewer may see. */
export const owned = {
  tokens: (departure: Departure): Source => ({
    definition: tokenList,
    where: and(
      eq(tokens.userId, departure.userId),
      departure.enabled
        ? isNull(tokens.revokedAt)
        : and(eq(tokens.revokeReason, endedWithOwner), gte(tokens.revokedAt, sql`${since(departure)}::timestamptz`)),
    ) as SQL,
  }),
  accessRequests: (departure: Departure): Source => ({
    definition: accessRequestList,
    where: and(
      eq(accessRequests.userId, departure.userId),
      departure.enabled
        ? and(isNull(accessRequests.endedAt), or(eq(accessRequests.state, 'PENDING'), isActiveGrant))
        : gte(accessRequests.endedAt, sql`${since(departure)}::timestamptz`),
    ) as SQL,
  }),
  projectGrants: ({ userId }: Departure): Source => ({
    definition: projectGrantList,
    where: eq(projectGrants.userId, userId),
  }),
  notes: ({ userId }: Departure): Source => ({ definition: everyNoteList, where: eq(notes.userId, userId) }),
};

/** What somebody has to take over. */
export const orphaned = {
  serviceAccounts: ({ userId }: Departure): Source => ({ definition: userList, where: lookedAfterBy(userId) }),
  projects: ({ userId }: Departure): Source => ({ definition: projectList, where: administeredOnlyBy(userId) }),
};

/**
 * Enabled service accounts that the user was the last person to change, or to issue, change or revoke a token of. Begins with what
 * the user has changed, and reads of each such account only the last change of it and of each of its tokens.
 */
function lookedAfterBy(userId: string): SQL {
  const changes = sql`${logs.type} in ('CREATED', 'UPDATED')`;
  const ofToken = sql`(select ${tokens.userId} from ${tokens} where ${tokens.id} = ${logs.loggableId})`;
  const changed = sql`select case ${logs.loggableType} when 'User' then ${logs.loggableId} else ${ofToken} end from ${logs}
    where ${logs.userId} = ${userId} and ${changes} and ${logs.loggableType} in ('User', 'PersonalAccessToken')`;
  const last = (type: string, id: SQL | AnyPgColumn) =>
    sql`select ${logs.id}, ${logs.userId} from ${logs} where ${logs.loggableType} = ${type} and ${logs.loggableId} = ${id}
      and ${changes} and ${logs.userId} <> ${users.id} order by ${logs.id} desc limit 1`;
  const lastBy = sql`select user_id from (
      (${last('User', users.id)}) union all
      select change.id, change.user_id from ${tokens} cross join lateral (${last('PersonalAccessToken', tokens.id)}) change
        where ${tokens.userId} = ${users.id}
    ) change order by id desc limit 1`;
  return and(
    eq(users.serviceAccount, true),
    eq(users.enabled, true),
    ne(users.id, userId),
    sql`${users.id} in (${changed})`,
    sql`(${lastBy}) = ${userId}`,
  ) as SQL;
}

/** Projects that were granted to the user to administer, and to no other enabled user, directly or through a role. */
function administeredOnlyBy(userId: string): SQL {
  const toAdminister = sql`${projectGrants.projectId} = ${projects.id} and ${projectGrants.permission} = 'ADMINISTER_PROJECT'`;
  const holder = sql`${users.id} = ${projectGrants.userId} or ${users.roleId} = ${projectGrants.roleId}`;
  const granted = (who: SQL) =>
    sql`exists (select 1 from ${projectGrants} join ${users} on (${holder}) where ${toAdminister} and ${who})`;
  const mine = sql`exists (select 1 from ${projectGrants} where ${toAdminister} and ${projectGrants.userId} = ${userId})`;
  return sql`${mine} and not ${granted(sql`${users.enabled} and ${users.id} <> ${userId}`)}`;
}
