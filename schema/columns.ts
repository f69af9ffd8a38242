/** What each table shares: ids as decimal strings, times in UTC with milliseconds, and a version that rises at every change. */
import { sql } from 'drizzle-orm';
import { customType, integer, timestamp } from 'drizzle-orm/pg-core';

type Int64 = { data: string; driverData: string };

/** A 64-bit integer, a decimal string in the program: JavaScript's numbers end at 2^53. */
export const int64 = customType<Int64>({ dataType: () => 'bigint' });

/** The same, numbered by the database. */
export const int64Key = customType<Int64>({ dataType: () => 'bigserial' });

/** Raw bytes, as hashes are kept. */
export const bytes = customType<{ data: Buffer; driverData: Uint8Array }>({
  dataType: () => 'bytea',
  fromDriver: (value) => Buffer.from(value),
});

/** An instant with its offset, to the millisecond. */
export const instant = () => timestamp({ withTimezone: true, precision: 3, mode: 'date' });

/** The columns every entity has. `updated_at` and `version` move by themselves with each update. */
export const entityColumns = () => ({
  id: int64Key()
    .primaryKey()
    .$defaultFn(() => sql`default`),
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
