/** The password policy, a single row. */
import { boolean, integer, pgTable } from 'drizzle-orm/pg-core';
import { entityColumns } from './columns.ts';

export const passwordPolicies = pgTable('password_policies', {
  ...entityColumns(),
  minimumLength: integer().notNull().default(12),
  /** On the scale of zxcvbn, from 0 to 4. */
  minimumPasswordStrength: integer().notNull().default(3),
  requiresAlphaNumeric: boolean().notNull().default(false),
  requiresAtLeastOneSpecialCharacter: boolean().notNull().default(false),
  requiresUpperAndLowerCaseCharacters: boolean().notNull().default(false),
});
