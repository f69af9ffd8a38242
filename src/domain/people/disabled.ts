/** What a user's row keeps of when the user was disabled, since the entry of the log on that may be removed after some time. */
import { and, eq, ne, sql } from 'drizzle-orm';
import { sessions } from '../../../schema/sessions.ts';
import type { users } from '../../../schema/users.ts';
import { type Actor, userOf } from '../audit/record.ts';

type User = typeof users.$inferSelect;
type Enabled = { enabled?: boolean | undefined };

/** For a user who is created in this state. */
export const insertedAs = (actor: Actor, { enabled }: Enabled) =>
  enabled === false ? { ...disabledBy(actor), endedSessions: sql`0` } : {};

/** For a user who is changed to this state, before the sessions are ended. */
export function changedTo(actor: Actor, before: User, { enabled }: Enabled) {
  if (enabled === true) return { disabledAt: null, disabledByUserId: null, endedSessions: null, deprovisionedAt: null };
  if (enabled !== false || !before.enabled) return {};
  const ending = and(eq(sessions.userId, before.id), otherSessions(actor));
  return { ...disabledBy(actor), endedSessions: sql`(select count(*) from ${sessions} where ${ending})` };
}

const disabledBy = (actor: Actor) => ({
  disabledAt: sql`now()`,
  disabledByUserId: userOf(actor),
});

/** The condition for all sessions except the one that makes the change. */
export const otherSessions = (actor: Actor) =>
  typeof actor === 'object' && actor.credential.kind === 'session' ? ne(sessions.id, actor.credential.id) : undefined;
