/** The hourly cleanup deletes expired sign-in attempts, sessions and one-time links, and nothing else. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { passwordLinks, sessions, signInAttempts } from '../../schema/sessions.ts';
import { hashSecret, randomSecret } from '../../src/domain/base/secrets.ts';
import type { Delivery } from '../../src/domain/outbox/handler.ts';
import { jobs } from '../../src/jobs.ts';
import { kinds, type Latchkey, startLatchkey } from '../server.ts';
import { people } from '../test-users.ts';

describe.each(kinds)('on %s', (kind) => {
  let server: Latchkey;
  let userId: string;
  beforeAll(async () => {
    server = await startLatchkey(kind);
    userId = (await people(server).having()).id;
  });
  afterAll(() => server.stop());

  const purge = () => {
    const failed = (error: unknown) => Promise.reject(error);
    return jobs.purge({ db: server.db, mail: server.mail, now: new Date(), failed } as Delivery);
  };
  const moment = (fromNow: string) => sql`clock_timestamp() + ${fromNow}::interval`;

  test('counters of attempts are kept for a day, the longest possible window', async () => {
    const started = { new: '0', 'a quarter': '-14 minutes', 'most of a day': '-23 hours', old: '-25 hours' };
    for (const [key, ago] of Object.entries(started))
      await server.db.insert(signInAttempts).values({ key, attempts: 1, windowStartedAt: moment(ago) });
    await purge();
    const kept = await server.db.select().from(signInAttempts);
    expect(kept.map(({ key }) => key).toSorted()).toEqual(['a quarter', 'most of a day', 'new']);
  });

  test('sessions are kept until they expire or were unused for 12 hours', async () => {
    const lifetimes: Record<string, [expires: string, seen: string]> = {
      new: ['30 days', '0'],
      'about to expire': ['1 minute', '0'],
      'long unused': ['10 days', '-11 hours 59 minutes'],
      expired: ['-1 minute', '0'],
      'unused for a day': ['10 days', '-25 hours'],
    };
    for (const [userAgent, [expires, seen]] of Object.entries(lifetimes)) {
      const times = { expiresAt: moment(expires), lastSeenAt: moment(seen) };
      await server.db
        .insert(sessions)
        .values({ userId, secretHash: hashSecret(randomSecret()), ip: '127.0.0.1', userAgent, ...times });
    }
    await purge();
    const kept = await server.db.select().from(sessions);
    expect(kept.map(({ userAgent }) => userAgent).toSorted()).toEqual(['about to expire', 'long unused', 'new']);
  });

  test('one-time links are kept until they expire', async () => {
    for (const expires of ['1 minute', '7 days', '-1 minute'])
      await server.db
        .insert(passwordLinks)
        .values({ userId, secretHash: hashSecret(randomSecret()), expiresAt: moment(expires) });
    await purge();
    expect(await server.db.select().from(passwordLinks)).toHaveLength(2);
  });
});
