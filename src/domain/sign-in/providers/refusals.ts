/** How a sign-in at a provider is refused. */
import { type Provider, ProviderError } from '../../../oidc/provider.ts';
import { DomainError } from '../../base/errors.ts';
import { because, type Reason } from '../../base/reasons.ts';

export const refusal = (reason: Reason, cause?: unknown) =>
  new DomainError('UNAUTHENTICATED', reason.sentence, { reason, cause });

/** What went wrong at the provider, without what it said, which is for the log. */
export function ofProvider({ name: provider }: Provider, error: unknown): unknown {
  if (!(error instanceof ProviderError)) return error;
  const reasons = { AWAY: 'PROVIDER_AWAY', REFUSED: 'PROVIDER_REFUSED', CANCELLED: 'PROVIDER_CANCELLED' } as const;
  return refusal(because(reasons[error.kind], { provider }), error);
}
