/** The list definition of webhooks. Their secrets are not columns of it. */
import { webhookDeliveries, webhooks } from '../../../schema/webhooks.ts';
import { type Definition, defineList, is, maybe } from '../lists/definition.ts';
import { accessLogsOf } from './access-logs.ts';
import { logsOf } from './logs.ts';

export const webhookList: Definition = defineList({
  type: 'Webhook',
  description: 'A URL to which events are sent, signed as the Standard Webhooks specification defines it.',
  table: webhooks,
  permission: 'READ_WEBHOOK',
  columns: {
    url: is('string', webhooks.url, 'The URL to which events are posted.'),
    description: is('string', webhooks.description, 'What the webhook is for, at most 200 characters.'),
    event_types: is('strings', webhooks.eventTypes, 'The types of events that are sent, such as `token.revoked`.'),
    enabled: is(
      'boolean',
      webhooks.enabled,
      'Whether events are sent. Events that happen while it is disabled are not sent later.',
    ),
    gone_at: maybe(
      'datetime',
      webhooks.goneAt,
      'When the receiver answered 410 (gone), which disabled the webhook. Null: it did not, or the webhook was enabled again.',
    ),
    paused_until: maybe(
      'datetime',
      webhooks.pausedUntil,
      'Until when the receiver wants nothing, as it answered with `Retry-After`. Null: it did not, or a user changed the URL or enabled the webhook since.',
    ),
    failing_since: maybe(
      'datetime',
      webhooks.failingSince,
      'When the first attempt failed after the last one that was accepted. Null: the last attempt was accepted, there was none, or a user changed the URL or enabled the webhook since.',
    ),
    previous_secret_until: maybe(
      'datetime',
      webhooks.previousSecretUntil,
      'Until when the secret before the last rotation signs too. Null: the secret was never rotated.',
    ),
  },
  relations: {
    deliveries: {
      to: 'WebhookDelivery',
      many: true,
      from: 'id',
      at: webhookDeliveries.webhookId,
      description: 'The deliveries of the last 30 days.',
    },
    logs: logsOf('Webhook'),
    access_logs: accessLogsOf('Webhook'),
  },
});
