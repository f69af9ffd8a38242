/** How each kind of message is delivered. A new kind is a line here and the file of its handler. */
import { addressChanging, addressLink } from '../people/address-emails.ts';
import { accessDecided, accessRequested } from '../requests/notices.ts';
import { factorCode } from '../sign-in/factors/email-codes.ts';
import { factorChanged, factorsReset } from '../sign-in/factors/notices.ts';
import { passwordLink } from '../sign-in/link-email.ts';
import { identityChanged } from '../sign-in/providers/notices.ts';
import { tokenLeaked } from '../tokens/leak-notice.ts';
import {
  latentPermissionsNeeded,
  latentPermissionsRestored,
  revokedSecretUsed,
  tokenExpired,
  tokenExpiresSoon,
  tokenUnused,
} from '../tokens/notices.ts';
import { webhookFailing } from '../webhooks/failure-notice.ts';
import type { Handler } from './handler.ts';
import type { Kind, Messages } from './outbox.ts';

export const handlers: { [K in Kind]: Handler<Messages[K]> } = {
  PASSWORD_LINK: passwordLink,
  FACTOR_CODE: factorCode,
  FACTOR_CHANGED: factorChanged,
  FACTORS_RESET: factorsReset,
  ADDRESS_LINK: addressLink,
  ADDRESS_CHANGING: addressChanging,
  IDENTITY_CHANGED: identityChanged,
  TOKEN_EXPIRES_SOON: tokenExpiresSoon,
  TOKEN_EXPIRED: tokenExpired,
  TOKEN_UNUSED: tokenUnused,
  REVOKED_SECRET_USED: revokedSecretUsed,
  TOKEN_LEAKED: tokenLeaked,
  LATENT_PERMISSIONS_NEEDED: latentPermissionsNeeded,
  LATENT_PERMISSIONS_RESTORED: latentPermissionsRestored,
  ACCESS_REQUESTED: accessRequested,
  ACCESS_DECIDED: accessDecided,
  WEBHOOK_FAILING: webhookFailing,
};
