/** How the user's own tokens are filtered by state and use, and the arguments of the list for that. */
import { labelOfUse, ofUse } from '../../../features/all-tokens/filters.ts';
import type { Words } from '../../../words/en/words.ts';

/** As the list of all users' tokens filters them. */
const uses = ['expiringSoon', 'expiring30', 'unused90', 'odd30'] as const;

export const filters = ['kept', 'ACTIVE', 'FENCED', ...uses, 'EXPIRED', 'REVOKED', 'all'] as const;
export type Filter = (typeof filters)[number];

const isUse = (filter: Filter): filter is (typeof uses)[number] => (uses as readonly string[]).includes(filter);

export function argumentsOf(filter: Filter, warningDays: number) {
  if (filter === 'all') return {};
  if (filter === 'kept') return { revoked: false };
  return isUse(filter) ? { state: 'ACTIVE' as const, ...ofUse(filter, warningDays) } : { state: filter };
}

export const labelOf = (filter: Filter, { tokens, allTokens }: Words, warningDays: number): string =>
  isUse(filter) ? labelOfUse(filter, allTokens.use, warningDays) : tokens.filter[filter];
