/** Single system settings, as expressions in other statements. Their defaults count until somebody changed a setting. */
import { sql } from 'drizzle-orm';

// Written as text, because Drizzle leaves out the names of tables in statements about one table.
const setting = (name: string, usual: string) =>
  sql<string>`coalesce((select ${sql.raw(name)} from system_settings where id = 1), ${sql.raw(`'${usual}'`)})`;

export const languageOfNewUsers = setting('language', 'en');

export const timeZoneOfEmails = setting('timezone', 'UTC');
