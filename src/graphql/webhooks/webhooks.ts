/** The schema of webhooks and deliveries. */
import { webhookDeliveryList } from '../../domain/nouns/webhook-deliveries.ts';
import { webhookList } from '../../domain/nouns/webhooks.ts';
import * as deliveries from '../../domain/webhooks/deliveries.ts';
import { eventTypes } from '../../domain/webhooks/event-types.ts';
import * as webhooks from '../../domain/webhooks/webhooks.ts';
import { person } from '../access/access-rules.ts';
import { currentPassword } from '../access/confirmation.ts';
import { builder } from '../builder.ts';
import type { Context } from '../context.ts';
import { entity, list } from '../dialect/entities.ts';
import { requireInput, SuccessResponse } from '../inputs.ts';

const Webhook = entity(webhookList, (t) => ({
  secret: t.field({
    type: 'String',
    nullable: true,
    description: 'The secret that signs. Only the answer that made it contains it; it cannot be read again.',
    resolve: (row) => row.secret as string | undefined,
  }),
}));
const WebhookDelivery = entity(webhookDeliveryList);

builder.queryFields((t) => ({
  webhooks: t
    .withAuth({ permission: 'READ_WEBHOOK' })
    .field(list(webhookList, 'The URLs to which events are sent, at most 50.')),
  webhook_deliveries: t
    .withAuth({ permission: 'READ_WEBHOOK' })
    .field(list(webhookDeliveryList, 'The deliveries of events to webhooks in the last 30 days.')),
}));

const url =
  'An https URL without user name and password, at most 2,000 characters. Private, loopback and link-local addresses are refused, also when a host name resolves to one. Where the setting `WEBHOOK_ALLOW_PRIVATE` is on, these and http are allowed.';
const types = `The types of events to send, at least one: ${Object.keys(eventTypes)
  .map((type) => `\`${type}\``)
  .join(', ')}.`;
const description = 'What the webhook is for. At most 200 characters.';

const CreateWebhookInput = builder.inputType('CreateWebhookMutationInput', {
  description: 'A new webhook.',
  fields: (t) => ({
    url: t.string({ required: true, description: url }),
    description: t.string({ description }),
    event_types: t.stringList({ required: true, description: types }),
    enabled: t.boolean({ defaultValue: true, description: 'Whether events are sent.' }),
    current_password: t.string({ description: currentPassword }),
  }),
});

const UpdateWebhookInput = builder.inputType('UpdateWebhookMutationInput', {
  description: 'Changes of a webhook. Fields that are missing or null stay as they are.',
  fields: (t) => ({
    url: t.string({ description: url }),
    description: t.string({ description }),
    event_types: t.stringList({ description: types }),
    enabled: t.boolean({
      description:
        'Whether events are sent. Enabling also sends the deliveries that were pending when it was disabled.',
    }),
    current_password: t.string({ description: currentPassword }),
  }),
});

const siteOf = ({ privateWebhooks, pepper }: Context): webhooks.Site => ({ allowPrivate: privateWebhooks, pepper });

builder.mutationFields((t) => {
  const id = t.arg({ type: 'Int64Bit', required: true, description: 'The id of the webhook.' });
  const password = { current_password: t.arg.string({ description: currentPassword }) };
  return {
    createWebhook: t.withAuth({ permission: 'CREATE_WEBHOOK' }).field({
      type: Webhook,
      nullable: true,
      rule: person,
      confirmed: 'always',
      description:
        'Creates a webhook, at most 50. Only this answer shows its secret. No token may call it: sign in first.',
      args: { input: t.arg({ type: CreateWebhookInput }) },
      resolve: async (_root, { input }, context) => {
        const { db, viewer, lists } = context;
        const made = await webhooks.create(db, viewer, siteOf(context), requireInput(input));
        return { ...(await lists.written(webhookList, made.id)), secret: made.secret };
      },
    }),
    updateWebhook: t.withAuth({ permission: 'UPDATE_WEBHOOK' }).field({
      type: Webhook,
      nullable: true,
      rule: person,
      confirmed: 'always',
      description: 'Changes a webhook. No token may call it: sign in first.',
      args: { input: t.arg({ type: UpdateWebhookInput }), id },
      resolve: async (_root, { input, id }, context) => {
        await webhooks.update(context.db, context.viewer, siteOf(context), id, requireInput(input));
        return context.lists.written(webhookList, id);
      },
    }),
    deleteWebhook: t.withAuth({ permission: 'DELETE_WEBHOOK' }).field({
      type: SuccessResponse,
      nullable: true,
      rule: person,
      confirmed: 'always',
      description: 'Deletes a webhook with its deliveries, also the pending ones. No token may call it: sign in first.',
      args: { id, ...password },
      resolve: async (_root, { id }, { db, viewer }) => {
        await webhooks.remove(db, viewer, id);
        return { success: true };
      },
    }),
    rotateWebhookSecret: t.withAuth({ permission: 'UPDATE_WEBHOOK' }).field({
      type: Webhook,
      nullable: true,
      rule: person,
      confirmed: 'always',
      description:
        'Gives a webhook a new secret, which only this answer shows. For 24 hours the previous secret signs too. No token may call it: sign in first.',
      args: { id, ...password },
      resolve: async (_root, { id }, { db, viewer, lists, pepper }) => {
        const { secret } = await webhooks.rotateSecret(db, viewer, pepper, id);
        return { ...(await lists.written(webhookList, id)), secret };
      },
    }),
    sendWebhookTestEvent: t.withAuth({ permission: 'UPDATE_WEBHOOK' }).field({
      type: WebhookDelivery,
      nullable: true,
      rule: person,
      confirmed: 'always',
      description:
        'Sends an event of the type `webhook.test` to an enabled webhook. The answer is its delivery, which has not been tried yet. No token may call it: sign in first.',
      args: { id, ...password },
      resolve: async (_root, { id }, { db, viewer, lists }) => {
        const made = await deliveries.sendTest(db, viewer, id);
        return lists.written(webhookDeliveryList, made.id);
      },
    }),
    replayWebhookDelivery: t.withAuth({ permission: 'UPDATE_WEBHOOK' }).field({
      type: WebhookDelivery,
      nullable: true,
      rule: person,
      confirmed: 'always',
      description:
        'Sends the event of a delivery again, with the same `webhook-id`: as a new delivery, which the answer is, or at once if the delivery is still pending. CONFLICT if the webhook is disabled. No token may call it: sign in first.',
      args: {
        id: t.arg({ type: 'Int64Bit', required: true, description: 'The id of the delivery.' }),
        ...password,
      },
      resolve: async (_root, { id }, { db, viewer, lists }) => {
        const sent = await deliveries.replay(db, viewer, id);
        return lists.written(webhookDeliveryList, sent.id);
      },
    }),
  };
});
