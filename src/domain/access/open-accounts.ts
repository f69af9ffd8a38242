/** The condition for accounts of which anything is accepted: enabled, and after a restore its user has set a new password. */
import { and, eq, isNull } from 'drizzle-orm';
import { users } from '../../../schema/users.ts';

export const isOpen = and(eq(users.enabled, true), isNull(users.fencedAt));
