/** How the page about the logs is filtered: by what happened, and when. */
const dayMs = 24 * 3600 * 1000;

const byFilter = {
  all: {},
  created: { type: 'CREATED' },
  updated: { type: 'UPDATED' },
  deleted: { type: 'DELETED' },
  other: { type: 'OTHER' },
  warnings: { level: 'WARNING' },
  lockouts: { level: 'WARNING', type: 'OTHER' },
} as const;

/** `readings` are in the access log. */
export type Filter = keyof typeof byFilter | 'readings';
export const filtersOfLog = Object.keys(byFilter) as Filter[];
export const argumentsOf = (filter: Filter) => (filter === 'readings' ? {} : (byFilter[filter] ?? {}));

const daysOf = { day: 1, week: 7, month: 30, year: 365, ever: null } as const;

export type Period = keyof typeof daysOf;
export const periods = Object.keys(daysOf) as Period[];
export const usualPeriod: Period = 'month';

/** What `current` of an entry on a lockout begins with, and of no other. */
const lockedStart = '{"locked":';

export const isLockout = ({ current }: { current: string }): boolean => current.startsWith(lockedStart);

/**
 * The search for what happened in the period before now, to the hour, so that the same page is not read again each second, and
 * for what the filter does not find by arguments.
 */
export function searchFor(period: Period, attribute: string, filter: Filter) {
  const days = daysOf[period];
  const from = days !== null && new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000 - days * dayMs);
  const locked = { attribute: 'current', search_value: lockedStart, match: true };
  if (!from && filter !== 'lockouts') return null;
  return [
    {
      ...(from ? { datetime_fields: [{ attribute, search_value: from.toISOString(), operator: 'GTE' as const }] } : {}),
      ...(filter === 'lockouts' ? { string_fields: [locked] } : {}),
    },
  ];
}
