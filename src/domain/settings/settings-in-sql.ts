/** Single system settings, as expressions in other statements. */
import { sql } from 'drizzle-orm';

// Written as text, because Drizzle leaves out the names of tables in statements about one table.
const setting = (name: string) => sql<string>`(select ${sql.raw(name)} from system_settings where id = 1)`;

export const languageOfNewUsers = setting('language');

export const timeZoneOfEmails = setting('timezone');
