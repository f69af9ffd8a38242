/**
 * What all tables share: ids as decimal strings, times in UTC with milliseconds, and a version that increases with each
 * change.
 */
import { sql } from 'drizzle-orm';
import { customType, integer, timestamp } from 'drizzle-orm/pg-core';

type Int64 = { data: string; driverData: string };

/** A 64-bit integer, a decimal string in the program because JavaScript's numbers are exact only up to 2^53. */
export const int64 = customType<Int64>({ dataType: () => 'bigint' });

/** The same, numbered by the database. */
export const int64Key = customType<Int64>({ dataType: () => 'bigserial' });

/** Raw bytes, for hashes. */
export const bytes = customType<{ data: Buffer; driverData: Uint8Array }>({
  dataType: () => 'bytea',
  fromDriver: (value) => Buffer.from(value),
});

/** An instant with its offset, to the millisecond. */
export const instant = () => timestamp({ withTimezone: true, precision: 3, mode: 'date' });

const id = () => int64Key().$defaultFn(() => sql`default`);

/** The columns of every entity. Each update sets `updated_at` and `version`. */
export const entityColumns = () => ({ id: id().primaryKey(), ...stamps() });

/** The same for a table with a partition for each month of `created_at`, which must be part of its primary key. */
export const partitionedColumns = () => ({ id: id().notNull(), ...stamps() });

const stamps = () => ({
  createdAt: instant().notNull().defaultNow(),
  updatedAt: instant()
    .notNull()
    .defaultNow()
    .$onUpdateFn(() => sql`now()`),
  version: integer()
    .notNull()
    .default(1)
    .$onUpdateFn(() => sql`version + 1`),
});
