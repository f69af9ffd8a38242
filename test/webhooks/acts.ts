/** Acts on webhooks over HTTP, and sends their deliveries at any time. */
import { expect } from '@jest/globals';
import { eventTypes } from '../../src/domain/webhooks/event-types.ts';
import type { Sending } from '../../src/domain/webhooks/send.ts';
import { type Latchkey, pepper } from '../server.ts';
import { type Ask, done } from '../tokens/acts.ts';
import type { Receiver } from './receiver.ts';

export const everyType = Object.keys(eventTypes);

const fields = 'id url description event_types enabled gone_at failing_since previous_secret_until secret _version';

export const createWebhook = (by: Ask, input: object) =>
  by(`mutation ($input: CreateWebhookMutationInput) { done: createWebhook(input: $input) { ${fields} } }`, { input });
export const updateWebhook = (by: Ask, id: string, input: object) =>
  by(
    `mutation ($id: Int64Bit!, $input: UpdateWebhookMutationInput) { done: updateWebhook(id: $id, input: $input) { ${fields} } }`,
    { id, input },
  );
export const rotateSecret = (by: Ask, id: string) =>
  by(`mutation { done: rotateWebhookSecret(id: ${id}) { ${fields} } }`);
export const deleteWebhook = (by: Ask, id: string) => by(`mutation { done: deleteWebhook(id: ${id}) { success } }`);

const delivery = 'id event_id event_type state attempts last_status last_error delivered_at next_attempt_at';

export const sendTestEvent = (by: Ask, id: string) =>
  by(`mutation { done: sendWebhookTestEvent(id: ${id}) { ${delivery} } }`);
export const replay = (by: Ask, id: string) =>
  by(`mutation { done: replayWebhookDelivery(id: ${id}) { ${delivery} } }`);

export interface Delivery {
  id: string;
  event_id: string;
  event_type: string;
  state: string;
  attempts: string;
  last_status: string | null;
  last_error: string | null;
  delivered_at: string | null;
  next_attempt_at: string | null;
}

/** The deliveries to a webhook, in the order of their events. */
export async function deliveriesTo(by: Ask, webhookId: string): Promise<Delivery[]> {
  const { data, errors } = await by(
    `{ webhook_deliveries(webhook_id: ${webhookId}, sorter: [{ attribute: "id", direction: ASC }]) { entities { ${delivery} } } }`,
  );
  expect(errors).toBeUndefined();
  return data.webhook_deliveries.entities;
}

/** Creates a webhook that leads to the receiver, for all types of events or these. */
export async function hook(by: Ask, receiver: Receiver, types = everyType): Promise<{ id: string; secret: string }> {
  const made = await done(createWebhook(by, { url: receiver.url, event_types: types }));
  receiver.secret = made.secret as string;
  return { id: made.id, secret: made.secret as string };
}

/** What sends deliveries in another process, whose clock is this long ahead. */
export function sending(server: Latchkey, aheadMs = 0, more: Partial<Sending> = {}): Sending {
  return {
    db: server.db,
    pepper,
    allowPrivate: true,
    mailed: server.mail.configured,
    clock: async () => new Date(Date.now() + aheadMs),
    failed: (error) => {
      throw error;
    },
    ...more,
  };
}
