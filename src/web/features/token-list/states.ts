/** The states a token is shown in, and what the server is asked for to show only one. */
import type { Token } from '../token-form/documents.ts';

export const filters = ['kept', 'ACTIVE', 'SOON', 'EXPIRED', 'REVOKED', 'all'] as const;
export type Filter = (typeof filters)[number];

const dayMs = 24 * 3600_000;

export type State = 'ACTIVE' | 'SOON' | 'EXPIRED' | 'REVOKED';

/** As the server says it, and whether an active one ends within the days of the policy's warning. */
export function stateOf({ state, expires_at }: Pick<Token, 'state' | 'expires_at'>, warningDays: number): State {
  const isSoon = expires_at !== null && new Date(expires_at).getTime() < Date.now() + warningDays * dayMs;
  return state === 'ACTIVE' && isSoon ? 'SOON' : state;
}

/** Arguments of the list. */
export function narrowing(filter: Filter, warningDays: number) {
  if (filter === 'all') return {};
  if (filter === 'kept') return { revoked: false };
  if (filter !== 'SOON') return { state: filter };
  const search_value = new Date(Date.now() + warningDays * dayMs).toISOString();
  return {
    state: 'ACTIVE' as const,
    search: [{ datetime_fields: [{ attribute: 'expires_at', search_value, operator: 'LT' as const }] }],
  };
}
