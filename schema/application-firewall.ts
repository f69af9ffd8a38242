/** The rules of the application firewall: the subnets from which requests are accepted while it is enabled. */
import { pgTable, text } from 'drizzle-orm/pg-core';
import { entityColumns } from './columns.ts';

export const applicationFirewallRules = pgTable('application_firewall_rules', {
  ...entityColumns(),
  description: text().notNull(),
  /** In CIDR notation, without host bits, so that each subnet is written in one way. */
  subnet: text().notNull().unique(),
});
