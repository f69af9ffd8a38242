/** Browser sessions as lists. */
import { type SQL, sql } from 'drizzle-orm';
import { sessions } from '../../../schema/sessions.ts';
import { liveSession } from '../access/authenticate.ts';
import { isForAnalysis } from '../access/viewer.ts';
import { type Definition, defineList, is, maybe, type Relation } from '../lists/definition.ts';

export const sessionList: Definition = defineList({
  type: 'Session',
  description: 'A browser one is signed in with.',
  table: sessions,
  permission: null,
  // From where its owner signs in is not for an analysis token to know.
  visible: { allWith: [], others: (viewer) => (isForAnalysis(viewer) ? sql`false` : sql`true`) },
  columns: {
    last_seen_at: is('datetime', sessions.lastSeenAt, 'When it last asked for something, to the minute.'),
    expires_at: is(
      'datetime',
      sessions.expiresAt,
      'When it ends in any case; it ends after twelve hours without use too.',
    ),
    ip: is('string', sessions.ip, 'The address it was signed in from.'),
    user_agent: maybe('string', sessions.userAgent, 'What the browser called itself then, at most 300 characters.'),
  },
});

/** From a user to the browsers they are signed in with, those that have ended left out. */
export const sessionsOfUser: Relation = {
  to: 'Session',
  many: true,
  from: 'id',
  at: sessions.userId,
  where: liveSession as SQL,
  description: 'The browsers one is signed in with.',
};
