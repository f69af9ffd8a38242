/** Creating and changing webhooks. Their secrets are returned once, and stored encrypted. */
import { eq, sql } from 'drizzle-orm';
import { webhooks as table } from '../../../schema/webhooks.ts';
import type { Db } from '../../db/database.ts';
import { rowsOf } from '../../db/rows.ts';
import { type LockedViewer, requireSession, type Viewer } from '../access/viewer.ts';
import * as logs from '../audit/record.ts';
import { checkAll, conflict, invalid, notFound } from '../base/errors.ts';
import { requireDescription } from '../base/names.ts';
import { because } from '../base/reasons.ts';
import { transact } from '../base/transact.ts';
import * as outbox from '../outbox/outbox.ts';
import { type EventType, eventTypes, isEventType } from './event-types.ts';
import { newSecret } from './signing.ts';
import { requireUrl } from './url.ts';

export interface WebhookInput {
  url: string;
  description?: string | null;
  event_types: readonly string[];
  enabled?: boolean | null;
}

export type WebhookChanges = { [K in keyof WebhookInput]?: WebhookInput[K] | null };

/** What the operator decides, and the key of the installation. */
export interface Site {
  allowPrivate: boolean;
  pepper: string;
}

export interface Made {
  id: string;
  secret: string;
}

export type Webhook = typeof table.$inferSelect;

const entity = 'Webhook';
const mostWebhooks = 50;
/** For how long the secret before the last rotation signs too. */
export const overlapHours = 24;

/** Creates a webhook. Errors: FORBIDDEN with a token, INVALID_INPUT, CONFLICT (too many). */
export function create(db: Db, viewer: Viewer, { allowPrivate, pepper }: Site, input: WebhookInput): Promise<Made> {
  requireSession(viewer);
  const values = checked(input, allowPrivate) as typeof table.$inferInsert;
  return changing(db, viewer, async (tx, viewer) => {
    if ((await tx.$count(table)) >= mostWebhooks) throw conflict(because('MOST_WEBHOOKS', { most: mostWebhooks }));
    const id = await nextId(tx);
    const { secret, sealedSecret } = newSecret(pepper, id);
    const [webhook] = await tx
      .insert(table)
      .values({ ...values, id, sealedSecret })
      .returning();
    const current = loggedColumns(webhook as Webhook);
    await logs.record(tx, viewer, { type: 'CREATED', entity, id, message: `Webhook ${id} was created.`, current });
    return { id, secret };
  });
}

/** Changes a webhook. Enabling it sends what waits for it. Errors: FORBIDDEN with a token, INVALID_INPUT, NOT_FOUND. */
export function update(db: Db, viewer: Viewer, site: Site, id: string, input: WebhookChanges): Promise<void> {
  requireSession(viewer);
  const values = checked(input, site.allowPrivate);
  return changing(db, viewer, async (tx, viewer) => {
    const before = await requireWebhook(tx, id);
    const [after] = await tx
      .update(table)
      .set({
        ...values,
        ...(values.enabled ? { goneAt: null } : {}),
        ...(isOpened(values) ? opened : {}),
        id,
      })
      .where(eq(table.id, id))
      .returning();
    const change = { previous: loggedColumns(before), current: loggedColumns(after as Webhook) };
    await logs.record(tx, viewer, { type: 'UPDATED', entity, id, message: `Webhook ${id} was changed.`, ...change });
    outbox.wakeAfterCommit(tx);
  });
}

/** The receiver that failed or asked for a pause is another one then, or the user does not want to wait for its end. */
const isOpened = ({ url, enabled }: Partial<Webhook>): boolean => url !== undefined || enabled === true;

const opened = { pausedUntil: null, failingSince: null, failureToldAt: null, lossToldAt: null };

/** Deletes a webhook with its deliveries. Errors: FORBIDDEN with a token, NOT_FOUND. */
export function remove(db: Db, viewer: Viewer, id: string): Promise<void> {
  requireSession(viewer);
  return changing(db, viewer, async (tx, viewer) => {
    const before = await requireWebhook(tx, id);
    await tx.delete(table).where(eq(table.id, id));
    const previous = loggedColumns(before);
    await logs.record(tx, viewer, { type: 'DELETED', entity, id, message: `Webhook ${id} was deleted.`, previous });
  });
}

/** Gives a webhook a new secret. The previous one signs too for 24 hours. Errors: FORBIDDEN with a token, NOT_FOUND. */
export function rotateSecret(db: Db, viewer: Viewer, pepper: string, id: string): Promise<Made> {
  requireSession(viewer);
  return changing(db, viewer, async (tx, viewer) => {
    const before = await requireWebhook(tx, id);
    const { secret, sealedSecret } = newSecret(pepper, id);
    await tx
      .update(table)
      .set({
        id,
        sealedSecret,
        sealedPreviousSecret: before.sealedSecret,
        previousSecretUntil: sql`clock_timestamp() + make_interval(hours => ${overlapHours}::int)`,
      })
      .where(eq(table.id, id));
    const message = `Webhook ${id} was given a new secret.`;
    await logs.record(tx, viewer, { type: 'OTHER', entity, id, message });
    return { id, secret };
  });
}

/** Finds and locks a webhook. Errors: NOT_FOUND. */
export async function requireWebhook(tx: Db, id: string): Promise<Webhook> {
  const [webhook] = await tx.select().from(table).where(eq(table.id, id)).for('update');
  if (!webhook) throw notFound('webhook', id);
  return webhook;
}

/** Changes of webhooks run one after the other. */
export const changing = <T>(db: Db, viewer: Viewer, work: (tx: Db, viewer: LockedViewer) => Promise<T>): Promise<T> =>
  transact(db, viewer, work, 'webhooks');

/** The id is a part of what the secret is encrypted for, so it is needed before the row is inserted. */
async function nextId(tx: Db): Promise<string> {
  const [row] = await rowsOf<{ id: string }>(
    tx,
    sql`select nextval(pg_get_serial_sequence('webhooks', 'id'))::text as id`,
  );
  return row?.id as string;
}

/** The given values as columns. Errors: INVALID_INPUT on each wrong field. */
function checked(input: WebhookChanges, allowPrivate: boolean): Partial<typeof table.$inferInsert> {
  const { url, description, event_types: types, enabled } = input;
  const columns = checkAll<Partial<typeof table.$inferInsert>>(
    () => (url == null ? {} : { url: requireUrl(url, allowPrivate) }),
    () => (description == null ? {} : { description: requireDescription(description) }),
    () => (types == null ? {} : { eventTypes: requireEventTypes(types) }),
  );
  return Object.assign({}, ...columns, enabled == null ? {} : { enabled });
}

/** In the order of their definition, each once. */
function requireEventTypes(given: readonly string[]): EventType[] {
  if (given.length === 0) throw invalid('event_types', because('EMPTY'));
  const types = Object.keys(eventTypes).filter(isEventType);
  if (!given.every(isEventType)) throw invalid('event_types', because('NOT_EVENT_TYPES', { types: types.join(', ') }));
  return types.filter((type) => given.includes(type));
}

/** Of the URL only the origin: its path is often a secret, and more users read the log than webhooks. */
const loggedColumns = ({ url, description, eventTypes, enabled }: Webhook) => ({
  url: new URL(url).origin,
  description,
  event_types: eventTypes,
  enabled,
});
