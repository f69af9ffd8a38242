/** The settings that people change in the running program, a single row. */
import { boolean, pgTable, text } from 'drizzle-orm/pg-core';
import { entityColumns } from './columns.ts';

export const systemSettings = pgTable('system_settings', {
  ...entityColumns(),
  /** Whether requests are accepted only from the subnets of the firewall's rules. */
  applicationFirewallEnabled: boolean().notNull().default(false),
  /** The language of new users for whom none is given. */
  language: text().notNull().default('en'),
  /** The time zone of times in emails, by its name in the IANA database. */
  timezone: text().notNull().default('UTC'),
});
