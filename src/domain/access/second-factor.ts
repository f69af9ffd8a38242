/** Whether a user has a second factor, and whether a session must enrol one before it may do anything else, in SQL. */
import { and, eq, ne, type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import { authenticationFactors as factors } from '../../../schema/factors.ts';
import { mfaSettings } from '../../../schema/mfa-settings.ts';

/** Recovery codes only replace another factor. */
export const countsAsFactor = and(eq(factors.isVerified, true), ne(factors.type, 'RECOVERY_CODES'));

export const hasFactor = (userId: SQLWrapper): SQL<boolean> =>
  sql<boolean>`exists (select 1 from ${factors} where ${and(eq(factors.userId, userId), countsAsFactor)})`;

const isRequired = sql`exists (select 1 from ${mfaSettings} where ${mfaSettings.isMfaRequired})`;

export const mustEnrol = (userId: SQLWrapper): SQL<boolean> =>
  sql<boolean>`(${isRequired} and not ${hasFactor(userId)})`;
