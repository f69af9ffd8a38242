/** The rules all tokens are under: one row. */
import { boolean, integer, pgTable } from 'drizzle-orm/pg-core';
import { entityColumns } from './columns.ts';

export const tokenPolicies = pgTable('token_policies', {
  ...entityColumns(),
  /** Null: a token may live for ever. */
  maximumTokenLifetimeDays: integer(),
  passwordConfirmationMinutes: integer().notNull().default(10),
  tokensPerUser: integer().notNull().default(100),
  /** Null: a token that nobody uses stays. */
  revokeUnusedAfterDays: integer(),
  warningDays: integer().notNull().default(7),
  /** For so long after a token was shrunk, a call that needs a latent permission restores it. Null: never. */
  restoreLatentWithinDays: integer(),
  tokensMayRotateThemselves: boolean().notNull().default(false),
  acceptSessionParameter: boolean().notNull().default(false),
  /** Whether edits of roles, sets and tokens are refused that would open a way to more. */
  refuseEscalations: boolean().notNull().default(false),
});
