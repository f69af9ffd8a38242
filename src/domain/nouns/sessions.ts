/** The list definition of browser sessions. */
import { type SQL, sql } from 'drizzle-orm';
import { sessions } from '../../../schema/sessions.ts';
import { isValidSession } from '../access/authenticate.ts';
import { isForAnalysis } from '../access/viewer.ts';
import { type Definition, defineList, is, maybe, type Relation } from '../lists/definition.ts';

export const sessionList: Definition = defineList({
  type: 'Session',
  description: 'A session of a user in a browser.',
  table: sessions,
  permission: null,
  // An analysis token must not see from where its owner signs in.
  visible: { allWith: [], others: (viewer) => (isForAnalysis(viewer) ? sql`false` : sql`true`) },
  columns: {
    last_seen_at: is('datetime', sessions.lastSeenAt, 'When the last request came, to the minute.'),
    expires_at: is(
      'datetime',
      sessions.expiresAt,
      'When it expires at the latest. It also ends after twelve hours without use.',
    ),
    ip: is('ip', sessions.ip, 'The IP address from which the user signed in.'),
    user_agent: maybe('string', sessions.userAgent, "The browser's user agent at sign-in, at most 300 characters."),
  },
});

/** The relation from a user to their sessions that have not ended. */
export const sessionsOfUser: Relation = {
  to: 'Session',
  many: true,
  from: 'id',
  at: sessions.userId,
  where: isValidSession as SQL,
  description: 'The sessions of the user.',
};
