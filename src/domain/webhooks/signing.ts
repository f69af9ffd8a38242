/** The secrets of webhooks, and signatures as the Standard Webhooks specification defines them. */
import { createHmac, randomBytes } from 'node:crypto';
import type { webhooks } from '../../../schema/webhooks.ts';
import { seal, unseal } from '../base/sealing.ts';

type Row = Pick<typeof webhooks.$inferSelect, 'id' | 'sealedSecret' | 'sealedPreviousSecret' | 'previousSecretUntil'>;

const secretBytes = 32;

export function newSecret(pepper: string, webhookId: string): { secret: string; sealedSecret: Buffer } {
  const key = randomBytes(secretBytes);
  return { secret: `whsec_${key.toString('base64')}`, sealedSecret: seal(pepper, aboutWebhook(webhookId), key) };
}

export interface Message {
  id: string;
  /** When this attempt is made. */
  at: Date;
  body: string;
}

/** The headers of a delivery. After a rotation the previous secret signs too, until it ends. */
export function signedHeaders(pepper: string, webhook: Row, { id, at, body }: Message): Record<string, string> {
  const seconds = Math.floor(at.getTime() / 1000);
  const isRotating = webhook.previousSecretUntil !== null && webhook.previousSecretUntil > at;
  const sealed = [webhook.sealedSecret, isRotating ? webhook.sealedPreviousSecret : null].filter((one) => one !== null);
  const signatures = sealed.map((one) => {
    const key = unseal(pepper, aboutWebhook(webhook.id), one);
    return `v1,${createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')}`;
  });
  return { 'webhook-id': id, 'webhook-timestamp': String(seconds), 'webhook-signature': signatures.join(' ') };
}

const aboutWebhook = (id: string) => `secret of webhook ${id}`;
