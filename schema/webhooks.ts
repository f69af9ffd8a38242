/** Webhooks: URLs to which events are sent, and the deliveries of events to them. */
import { sql } from 'drizzle-orm';
import { boolean, index, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { bytes, entityColumns, instant, int64 } from './columns.ts';

export const webhooks = pgTable('webhooks', {
  ...entityColumns(),
  url: text().notNull(),
  description: text().notNull().default(''),
  eventTypes: text().array().notNull(),
  enabled: boolean().notNull().default(true),
  /** When the receiver answered that it wants no more events, which disabled the webhook. */
  goneAt: instant(),
  /** Until when the receiver has asked for a pause. */
  pausedUntil: instant(),
  /** When the first attempt failed after the last one that was accepted. Null: the last one was accepted, or there was none. */
  failingSince: instant(),
  /** When an email notified users of what began then. */
  failureToldAt: instant(),
  /** When an email last notified users that an event was given up. */
  lossToldAt: instant(),
  /** Encrypted with the key of the installation, because signing needs the secret itself. */
  sealedSecret: bytes().notNull(),
  /** The secret before the last rotation, and until when it signs too. */
  sealedPreviousSecret: bytes(),
  previousSecretUntil: instant(),
});

export const webhookDeliveries = pgTable(
  'webhook_deliveries',
  {
    ...entityColumns(),
    webhookId: int64()
      .notNull()
      .references(() => webhooks.id, { onDelete: 'cascade' }),
    /** The same for all deliveries of an event, so that receivers recognise what they have received already. */
    eventId: text().notNull(),
    eventType: text().notNull(),
    /** What the event is about, such as `token 5`: deliveries about the same are sent in the order of their ids. */
    subject: text().notNull(),
    occurredAt: instant().notNull(),
    /** Ids and names. Never a secret or its hash. */
    data: jsonb().$type<Record<string, unknown>>().notNull(),
    state: text().notNull().default('PENDING'),
    attempts: integer().notNull().default(0),
    lastAttemptAt: instant(),
    /** The HTTP status of the last answer. */
    lastStatus: integer(),
    /** Why the last attempt failed. */
    lastError: text(),
    deliveredAt: instant(),
    /** When it is tried next; null when it is over. */
    nextAttemptAt: instant(),
    /** Set by a process that sends it, so that no other process sends it meanwhile. */
    claimedUntil: instant(),
  },
  (table) => [
    index('webhook_deliveries_order').on(table.webhookId, table.subject, table.id).where(sql`state = 'PENDING'`),
    index('webhook_deliveries_due').on(table.nextAttemptAt).where(sql`state = 'PENDING'`),
    index('webhook_deliveries_webhook').on(table.webhookId, table.id),
    index('webhook_deliveries_created_at').on(table.createdAt, table.id),
  ],
);
