/**
 * For each user the last transaction in which the user changed something: a list is read from a replica only when the
 * replica shows this transaction. Written only while a replica is set, in the transaction itself.
 */
import { customType, pgTable } from 'drizzle-orm/pg-core';
import { int64 } from './columns.ts';

/** The number of a transaction, which PostgreSQL never uses again. */
const transactionNumber = customType<{ data: string; driverData: string }>({ dataType: () => 'xid8' });

/** No foreign key, so that writing locks no row of a user. */
export const lastWrites = pgTable('last_writes', {
  userId: int64().primaryKey(),
  transaction: transactionNumber().notNull(),
});
