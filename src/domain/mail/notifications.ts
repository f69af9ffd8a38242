/** Which emails a user can turn off, and which always come because they are about security. One table for API, pages and sending. */
import { type SQL, sql } from 'drizzle-orm';
import { users } from '../../../schema/users.ts';
import { invalid } from '../base/errors.ts';
import { because } from '../base/reasons.ts';
import type { Kind } from '../outbox/outbox.ts';

export const optionalEmails = {
  TOKEN_EXPIRES_SOON: 'One of your tokens expires soon.',
  TOKEN_EXPIRED: 'One of your tokens has expired.',
  TOKEN_UNUSED: 'One of your tokens will be revoked, because it is not used. It is revoked also if this email is off.',
  LATENT_PERMISSIONS_NEEDED: 'A program needed permissions that were taken off its token.',
  ACCESS_REQUESTED: 'Somebody requests permissions that you can grant.',
  ACCESS_DECIDED: 'Your request for permissions was granted or declined.',
  WEBHOOK_FAILING:
    'A webhook has accepted nothing for a day, an event for it was given up, or its receiver turned it off. Sent to users who have READ_WEBHOOK and UPDATE_WEBHOOK.',
} as const satisfies Partial<Record<Kind, string>>;

export type OptionalEmail = keyof typeof optionalEmails;

export const securityEmails = {
  PASSWORD_LINK: 'The link to set your password.',
  FACTOR_CODE: 'A code for the second step of signing in.',
  FACTOR_CHANGED: 'A second factor was added to your account, replaced or removed.',
  FACTORS_RESET: 'An administrator or the operator has removed your second factors.',
  ADDRESS_LINK: 'The link that makes a new address yours.',
  ADDRESS_CHANGING: 'Somebody asked to change your email address.',
  IDENTITY_CHANGED: 'An account at a sign-in provider was linked to your user, or is no longer linked.',
  REVOKED_SECRET_USED: 'Somebody used one of your revoked tokens.',
  TOKEN_LEAKED: 'The value of one of your tokens, or of one that you issued, was reported as leaked.',
  LATENT_PERMISSIONS_RESTORED: 'One of your tokens got back permissions that had been taken off it.',
} as const satisfies Record<Exclude<Kind, OptionalEmail>, string>;

export const isOptional = (kind: string): kind is OptionalEmail => Object.hasOwn(optionalEmails, kind);

/** The condition for users who have not turned this email off. */
export const wantsEmail = (kind: OptionalEmail): SQL => sql`not (${kind}::text = any(${users.mutedEmails}))`;

/** The same for a user who was read. */
export const wants = ({ mutedEmails }: { mutedEmails: readonly string[] }, kind: OptionalEmail): boolean =>
  !mutedEmails.includes(kind);

/** Each once. Errors: INVALID_INPUT for an email about security. */
export function checkedMuted(kinds: readonly Kind[]): OptionalEmail[] {
  const always = kinds.find((kind) => !isOptional(kind));
  if (always) throw invalid('muted_emails', because('ALWAYS_SENT', { type: always }));
  return [...new Set(kinds.filter(isOptional))];
}
