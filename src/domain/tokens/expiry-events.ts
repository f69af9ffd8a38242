/** Events for webhooks about tokens that expire soon or have expired, each stored once. Emails about the same are independent. */
import { and, gt, inArray, isNull, lte, type SQL } from 'drizzle-orm';
import { personalAccessTokens as tokens } from '../../../schema/tokens.ts';
import type { Db } from '../../db/database.ts';
import { transactAsSystem } from '../base/transaction.ts';
import * as events from '../webhooks/events.ts';
import { daysFrom } from './notices.ts';
import * as policies from './policy.ts';

/** No event about tokens that expired longer ago, for example while no server ran. */
const withinDays = 30;
/** Of many tokens, the rest follows in the next round. */
const mostAtOnce = 10_000;

/** Stores the events that are due. Returns how many tokens are affected, whether or not a webhook wants the events. */
export async function store({ db, now }: { db: Db; now: Date }): Promise<number> {
  const { warningDays } = await policies.read(db);
  const { expiresAt } = tokens;
  const soon = and(gt(expiresAt, now), lte(expiresAt, daysFrom(now, warningDays)));
  const over = and(lte(expiresAt, now), gt(expiresAt, daysFrom(now, -withinDays)));
  return (
    (await once(db, now, 'token.expiring', 'expiringEventAt', soon)) +
    (await once(db, now, 'token.expired', 'expiredEventAt', over))
  );
}

function once(
  db: Db,
  now: Date,
  type: events.TokenEventType,
  mark: 'expiringEventAt' | 'expiredEventAt',
  due: SQL | undefined,
): Promise<number> {
  return transactAsSystem(db, async (tx) => {
    const next = tx
      .select({ id: tokens.id })
      .from(tokens)
      .where(and(due, isNull(tokens[mark]), isNull(tokens.revokedAt)))
      .orderBy(tokens.id)
      .limit(mostAtOnce)
      .for('update');
    const marked = await tx
      .update(tokens)
      .set({ [mark]: now })
      .where(inArray(tokens.id, next))
      .returning({ id: tokens.id });
    const ids = marked.map(({ id }) => id);
    await events.ofTokens(tx, type, ids);
    return ids.length;
  });
}
