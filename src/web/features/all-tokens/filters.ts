/** How the inventory is narrowed, each way by what the server has an index for. */
const dayMs = 24 * 3600_000;
const day = (days: number) => new Date(Date.now() + days * dayMs).toISOString();

export const states = ['kept', 'ACTIVE', 'EXPIRED', 'REVOKED', 'all'] as const;
export type Shown = (typeof states)[number];

export function ofState(shown: Shown) {
  if (shown === 'all') return {};
  return shown === 'kept' ? { revoked: false } : { state: shown };
}

const further = {
  any: () => ({}),
  expiring7: () => ({ expiring_before: day(7), revoked: false }),
  expiring30: () => ({ expiring_before: day(30), revoked: false }),
  unused90: () => ({ unused_since: day(-90) }),
  neverUsed: () => ({ never_used: true }),
  overLimit: () => ({ over_lifetime_limit: true }),
};

export type Further = keyof typeof further;
export const furthers = Object.keys(further) as Further[];
export const isFurther = (name: string | undefined): name is Further => name !== undefined && name in further;
export const ofFurther = (name: Further) => further[name]();

/** Any of the texts that are indexed; a general search would read every row. */
export const ofText = (text: string) =>
  text.trim() === ''
    ? {}
    : {
        search: ['name', 'description', 'start', 'last_four'].map((attribute) => ({
          string_fields: [{ attribute, search_value: text.trim(), match: true }],
        })),
      };
