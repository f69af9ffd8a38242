/** The token policy, a single row. */
import { boolean, integer, pgTable } from 'drizzle-orm/pg-core';
import { entityColumns } from './columns.ts';

export const tokenPolicies = pgTable('token_policies', {
  ...entityColumns(),
  /** Null: a token need not expire. */
  maximumTokenLifetimeDays: integer(),
  passwordConfirmationMinutes: integer().notNull().default(10),
  tokensPerUser: integer().notNull().default(100),
  /** Null: unused tokens are not revoked. */
  revokeUnusedAfterDays: integer(),
  warningDays: integer().notNull().default(7),
  /** For this many days after a token was shrunk, a call that needs a latent permission restores it. Null: never. */
  restoreLatentWithinDays: integer(),
  tokensMayRotateThemselves: boolean().notNull().default(false),
  acceptSessionParameter: boolean().notNull().default(false),
  /** Whether changes of roles, permission sets and tokens that make an escalation possible are refused. */
  refuseEscalations: boolean().notNull().default(false),
});
