/** `/oauth/revoke`: revokes a token for everybody who has its secret (RFC 7009). */
import { revokeBySecret } from '../domain/tokens/revoke-by-secret.ts';
import { oauthError, withErrorsAs } from './error-forms.ts';
import { admit } from './firewall.ts';
import { onPost } from './methods.ts';
import { readForm, required } from './oauth-form.ts';
import { type Endpoint, textReply } from './reply.ts';
import type { Services } from './services.ts';

export const revocation = (services: Services): Endpoint =>
  withErrorsAs(
    oauthError,
    services,
    onPost(async (exchange) => {
      const form = await readForm(exchange);
      await admit(exchange, services.db);
      await revokeBySecret(services.db, required(form, 'token'), exchange.ip);
      return textReply('');
    }),
  );
