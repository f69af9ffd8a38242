/** `/oauth/revoke`: revokes a token for everybody who has its secret (RFC 7009). */
import { revokeBySecret } from '../domain/tokens/revoke-by-secret.ts';
import { oauthError, withErrorsAs } from './error-forms.ts';
import { admit } from './firewall.ts';
import { readForm, required } from './oauth-form.ts';
import { type Endpoint, onPost, textReply } from './reply.ts';
import type { Services } from './services.ts';

export const revocation = (services: Services): Endpoint =>
  onPost(
    withErrorsAs(oauthError, services, async (exchange) => {
      const form = await readForm(exchange);
      await admit(exchange, services.db);
      await revokeBySecret(services.db, required(form, 'token'), exchange.ip);
      return textReply('');
    }),
  );
