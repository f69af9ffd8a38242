/**
 * Facts about the installation, one per row, such as the fingerprint of the key with which its passwords are hashed.
 */
import { pgTable, text } from 'drizzle-orm/pg-core';

export const settings = pgTable('settings', { name: text().primaryKey(), value: text().notNull() });
