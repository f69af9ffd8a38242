/** How the user's own tokens are filtered by state, and the arguments of the list for that. */
import { ofUse } from '../../../features/all-tokens/filters.ts';

/** As the list of all users' tokens filters them. */
const uses = ['expiring30', 'unused90', 'odd30'] as const;

export const filters = ['kept', 'ACTIVE', 'FENCED', 'SOON', ...uses, 'EXPIRED', 'REVOKED', 'all'] as const;
export type Filter = (typeof filters)[number];

const dayMs = 24 * 3600_000;

const isUse = (filter: Filter): filter is (typeof uses)[number] => (uses as readonly string[]).includes(filter);

export function argumentsOf(filter: Filter, warningDays: number) {
  if (filter === 'all') return {};
  if (filter === 'kept') return { revoked: false };
  if (isUse(filter)) return { state: 'ACTIVE' as const, ...ofUse(filter) };
  if (filter !== 'SOON') return { state: filter };
  const expiring_before = new Date(Date.now() + warningDays * dayMs).toISOString();
  return { state: 'ACTIVE' as const, expiring_before };
}
