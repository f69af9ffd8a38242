/** How the user's own tokens are filtered by state, and the arguments of the list for that. */

export const filters = ['kept', 'ACTIVE', 'FENCED', 'SOON', 'EXPIRED', 'REVOKED', 'all'] as const;
export type Filter = (typeof filters)[number];

const dayMs = 24 * 3600_000;

export function argumentsOf(filter: Filter, warningDays: number) {
  if (filter === 'all') return {};
  if (filter === 'kept') return { revoked: false };
  if (filter !== 'SOON') return { state: filter };
  const search_value = new Date(Date.now() + warningDays * dayMs).toISOString();
  return {
    state: 'ACTIVE' as const,
    search: [{ datetime_fields: [{ attribute: 'expires_at', search_value, operator: 'LT' as const }] }],
  };
}
