/** The list definition of deliveries of events to webhooks. What was sent is not a column, because it contains names of users. */
import { webhookDeliveries as deliveries, webhooks } from '../../../schema/webhooks.ts';
import { type Definition, defineList, is, maybe } from '../lists/definition.ts';

export const webhookDeliveryList: Definition = defineList({
  type: 'WebhookDelivery',
  description: 'The delivery of an event to a webhook. It is kept for 30 days.',
  table: deliveries,
  permission: 'READ_WEBHOOK',
  columns: {
    webhook_id: is('int64', deliveries.webhookId, 'The id of the webhook.'),
    event_id: is(
      'string',
      deliveries.eventId,
      'The id of the event, which is sent as `webhook-id`. All deliveries of an event have the same.',
    ),
    event_type: is('string', deliveries.eventType, 'The type of the event, such as `token.revoked`.'),
    occurred_at: is('datetime', deliveries.occurredAt, 'When the event happened.'),
    state: is('delivery_state', deliveries.state, 'Whether it was accepted, is still tried or was given up.'),
    attempts: is('int64', deliveries.attempts, 'How often it was tried. After 10 attempts it is given up.'),
    last_attempt_at: maybe('datetime', deliveries.lastAttemptAt, 'When it was last tried. Null: not yet.'),
    last_status: maybe(
      'int64',
      deliveries.lastStatus,
      'The HTTP status of the last answer. Null: there was no answer.',
    ),
    last_error: maybe(
      'string',
      deliveries.lastError,
      'Why the last attempt failed: `STATUS` (the answer was not 2xx), `TIMEOUT` (no answer within 15 seconds), `PRIVATE_ADDRESS`, `NOT_RESOLVED` (the host name), `CERTIFICATE`, `CONNECTION` or `UNEXPECTED`. Null: it did not fail.',
    ),
    delivered_at: maybe('datetime', deliveries.deliveredAt, 'When it was accepted with a 2xx answer.'),
    next_attempt_at: maybe(
      'datetime',
      deliveries.nextAttemptAt,
      'When it is tried next, after earlier pending deliveries about the same token, user or request. Null: it is over.',
    ),
  },
  relations: {
    webhook: {
      to: 'Webhook',
      many: false,
      from: 'webhook_id',
      at: webhooks.id,
      description: 'The webhook to which it is sent.',
    },
  },
});
