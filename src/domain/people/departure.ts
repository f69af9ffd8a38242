/** The report on the departure of a user: what ends with the account, what stays, and what somebody has to take over. */
import { and, desc, eq, gte, isNull, ne, or, type SQL, sql } from 'drizzle-orm';
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

/** Errors: FORBIDDEN without READ_USER, NOT_FOUND. */
export async function reportOn(db: Db, viewer: Viewer, userId: string): Promise<Departure> {
  if (!viewer.permissions.use('READ_USER')) throw forbidden('This requires READ_USER.', ['READ_USER']);
  const [user] = await db.select({ enabled: users.enabled }).from(users).where(eq(users.id, userId));
  if (!user) throw notFound('user', userId);
  if (user.enabled) {
    const theirs = and(eq(sessions.userId, userId), isValidSession);
    const open = await db.select({ id: sessions.id }).from(sessions).where(theirs);
    return { userId, enabled: true, disabledAt: null, disabledByUserId: null, sessions: open.length };
  }
  const about = and(eq(logs.loggableType, 'User'), eq(logs.loggableId, userId));
  const [entry] = await db
    .select()
    .from(logs)
    .where(and(about, sql`${logs.current}::jsonb ->> 'enabled' = 'false'`))
    .orderBy(desc(logs.id))
    .limit(1);
  const before = JSON.parse(entry?.previous ?? '{}') as { sessions?: number };
  return {
    userId,
    enabled: false,
    disabledAt: entry?.createdAt ?? null,
    disabledByUserId: entry?.userId ?? null,
    sessions: before.sessions ?? 0,
  };
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

/** Enabled service accounts that the user was the last person to change, or to issue, change or revoke a token of. */
function lookedAfterBy(userId: string): SQL {
  const byOthers = and(sql`${logs.type} in ('CREATED', 'UPDATED')`, sql`${logs.userId} <> ${users.id}`);
  const last = (type: string, ofAccount: SQL) =>
    sql`(select max(${logs.id}) from ${logs} where ${logs.loggableType} = ${type} and ${logs.loggableId} ${ofAccount} and ${byOthers})`;
  const tokensOf = sql`in (select ${tokens.id} from ${tokens} where ${tokens.userId} = ${users.id})`;
  const lastEntry = sql`greatest(${last('User', sql`= ${users.id}`)}, ${last('PersonalAccessToken', tokensOf)})`;
  return and(
    eq(users.serviceAccount, true),
    eq(users.enabled, true),
    ne(users.id, userId),
    sql`exists (select 1 from ${logs} where ${logs.userId} = ${userId} and ${logs.id} = ${lastEntry})`,
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
