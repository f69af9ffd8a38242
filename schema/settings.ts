/** Facts about the installation itself, one row a fact: such as the fingerprint of the key its passwords are hashed with. */
import { pgTable, text } from 'drizzle-orm/pg-core';

export const settings = pgTable('settings', { name: text().primaryKey(), value: text().notNull() });
