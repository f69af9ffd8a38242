/** Moves events from the outbox to the deliveries of the webhooks that want them. */
import { eq, lt, sql } from 'drizzle-orm';
import { outbox } from '../../../schema/outbox.ts';
import { webhookDeliveries as deliveries, webhooks } from '../../../schema/webhooks.ts';
import type { Db } from '../../db/database.ts';
import { rowsOf } from '../../db/rows.ts';
import { takeLock, transactAsSystem } from '../base/transaction.ts';

/** One process at a time, so that the ids of deliveries have the order of the events. */
export async function distribute(db: Db): Promise<void> {
  const waiting = db.select({ id: outbox.id }).from(outbox).where(eq(outbox.kind, 'EVENT')).limit(1);
  // Checked first without a lock.
  if ((await waiting).length === 0) return;
  while ((await moveSome(db)) === atOnce);
}

/** A job may store tens of thousands of events at a time, each of which may go to 50 webhooks. */
const atOnce = 1_000;

/** Returns how many events were moved. */
const moveSome = (db: Db): Promise<number> =>
  transactAsSystem(db, async (tx) => {
    await takeLock(tx, 'events for webhooks');
    const [moved] = await rowsOf<{ events: number }>(
      tx,
      sql`with moved as (delete from ${outbox} where id in (
            select id from ${outbox} where kind = 'EVENT' order by id limit ${atOnce}::int) returning id, created_at, about),
        made as (insert into ${deliveries} (webhook_id, event_id, event_type, subject, occurred_at, data, next_attempt_at)
        select hook.id, about ->> 'id', about ->> 'type', about ->> 'subject', moved.created_at, about -> 'data', moved.created_at
        from moved join ${webhooks} hook on hook.enabled and hook.event_types @> array[about ->> 'type']
        order by moved.id, hook.id)
        select count(*)::int as events from moved`,
    );
    return moved?.events ?? 0;
  });

const keptDays = 30;

/** Deletes deliveries of more than 30 days ago, also those of disabled webhooks that were not sent. */
export async function purge(db: Db, now: Date): Promise<void> {
  const before = new Date(now.getTime() - keptDays * 24 * 3600 * 1000);
  await db.delete(deliveries).where(lt(deliveries.createdAt, before));
}
