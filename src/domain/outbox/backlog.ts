/** What waits to be sent, for monitoring. */
import { eq, ne, sql } from 'drizzle-orm';
import { outbox } from '../../../schema/outbox.ts';
import { webhookDeliveries as deliveries, webhooks } from '../../../schema/webhooks.ts';
import type { Db } from '../../db/database.ts';
import { isPending } from '../webhooks/outcome.ts';

export interface Backlog {
  waiting: number;
  /** How long the oldest of it has waited; 0 if nothing waits. */
  oldestSeconds: number;
}

/** Emails, and deliveries to webhooks that are enabled; also what is tried again later. */
export async function backlogOf(db: Db): Promise<{ email: Backlog; webhook: Backlog }> {
  const [[email], [webhook]] = await Promise.all([
    db.select(backlog(outbox)).from(outbox).where(ne(outbox.kind, 'EVENT')),
    db
      .select(backlog(deliveries))
      .from(deliveries)
      .innerJoin(webhooks, eq(webhooks.id, deliveries.webhookId))
      .where(sql`${isPending} and ${webhooks.enabled}`),
  ]);
  return { email: email as Backlog, webhook: webhook as Backlog };
}

const backlog = ({ createdAt }: Pick<typeof outbox | typeof deliveries, 'createdAt'>) => ({
  waiting: sql<number>`count(*)::int`,
  oldestSeconds: sql<number>`coalesce(extract(epoch from clock_timestamp() - min(${createdAt})), 0)::float8`,
});
