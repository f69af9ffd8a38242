/** Whether a user has a second factor, and whether a session must enroll one before it may do anything else, in SQL. */
import { and, eq, ne, type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import { authenticationFactors as factors } from '../../../schema/factors.ts';
import { mfaSettings } from '../../../schema/mfa-settings.ts';
import { sessions } from '../../../schema/sessions.ts';
import type { Db } from '../../db/database.ts';

/** Which rows of factors count: recovery codes only replace another one. */
const countsAsFactor = and(eq(factors.isVerified, true), ne(factors.type, 'RECOVERY_CODES'));

export const hasFactor = (userId: SQLWrapper): SQL<boolean> =>
  sql<boolean>`exists (select 1 from ${factors} where ${and(eq(factors.userId, userId), countsAsFactor)})`;

export async function isEnrolled(db: Db, userId: string): Promise<boolean> {
  const own = db.select({ id: factors.id }).from(factors);
  return (await own.where(and(eq(factors.userId, userId), countsAsFactor)).limit(1)).length > 0;
}

const isRequired = sql`exists (select 1 from ${mfaSettings} where ${mfaSettings.isMfaRequired})`;

/** For statements that read the table of sessions. */
export const mustEnroll = (userId: SQLWrapper): SQL<boolean> =>
  sql<boolean>`(${isRequired} and not ${sessions.factorAtProvider} and not ${hasFactor(userId)})`;
