/** Whether everybody must have a second factor, a single row. */
import { boolean, pgTable } from 'drizzle-orm/pg-core';
import { entityColumns } from './columns.ts';

export const mfaSettings = pgTable('mfa_settings', {
  ...entityColumns(),
  isMfaRequired: boolean().notNull().default(false),
});
