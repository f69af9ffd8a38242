/** What a provider has confirmed, kept in a pending sign-in until the second step. */
import type { pendingSignIns } from '../../../../schema/sessions.ts';
import type { Db } from '../../../db/database.ts';
import type { Claims, Provider } from '../../../oidc/provider.ts';
import { type Confirmed, requireNoOther } from './identities.ts';
import type { Match } from './settle.ts';

type Pending = typeof pendingSignIns.$inferSelect;

/** Its columns. Errors: CONFLICT (another account of the provider is linked), before anybody is asked for a code. */
export async function stored(
  tx: Db,
  confirmed: Confirmed,
  { user, identity }: Match<{ id: string }>,
): Promise<Pick<Pending, 'identityId' | 'providerId' | 'authenticatedAt' | 'claims'>> {
  const { provider } = confirmed;
  const { authenticatedAt, ...claims } = confirmed.claims;
  if (!identity) await requireNoOther(tx, user.id, confirmed);
  return { identityId: identity?.id ?? null, providerId: provider.id, authenticatedAt, claims };
}

/** Null: it began with the password, or the provider is no longer configured. */
export function confirmedIn(
  { providerId, claims, authenticatedAt }: Pending,
  providers: readonly Provider[],
): Confirmed | null {
  const provider = providers.find(({ id }) => id === providerId);
  return provider ? { provider, claims: { ...(claims as Omit<Claims, 'authenticatedAt'>), authenticatedAt } } : null;
}
