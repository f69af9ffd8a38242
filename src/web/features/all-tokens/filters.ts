/** How all users' tokens are filtered, each way by what the server has an index for. */
import type { Words } from '../../words/en/words.ts';

const dayMs = 24 * 3600_000;
const day = (days: number) => new Date(Date.now() + days * dayMs).toISOString();

export const states = ['kept', 'ACTIVE', 'FENCED', 'EXPIRED', 'REVOKED', 'all'] as const;
export type StateFilter = (typeof states)[number];

export function ofState(state: StateFilter) {
  if (state === 'all') return {};
  return state === 'kept' ? { revoked: false } : { state };
}

/** Soon: within the warning days of the token policy, as in the state of a token, the report and emails. */
const byUse = {
  any: () => ({}),
  expiringSoon: (warningDays: number) => ({ expiring_before: day(warningDays), revoked: false }),
  expiring30: () => ({ expiring_before: day(30), revoked: false }),
  unused90: () => ({ unused_since: day(-90), created_before: day(-90) }),
  neverUsed: () => ({ never_used: true }),
  odd30: () => ({ odd_since: day(-30) }),
  overLimit: () => ({ over_lifetime_limit: true }),
};

export type UseFilter = keyof typeof byUse;
export const uses = Object.keys(byUse) as UseFilter[];
export const isUse = (name: string | undefined): name is UseFilter => name !== undefined && name in byUse;

export const ofUse = <Name extends UseFilter>(name: Name, warningDays = 0) =>
  byUse[name](warningDays) as ReturnType<(typeof byUse)[Name]>;

export const labelOfUse = (name: UseFilter, words: Words['allTokens']['use'], warningDays: number): string =>
  name === 'expiringSoon' ? words.expiringSoon(warningDays) : words[name];

/** What a list shows, by the names of the API's arguments. */
export interface Shown {
  user_id: string | null;
  text: string;
  state?: StateFilter;
  revoked?: boolean;
  created_before?: string;
  expiring_before?: string;
  unused_since?: string;
  odd_since?: string;
  never_used?: boolean;
  over_lifetime_limit?: boolean;
}

/** The address of the table of these tokens. */
export function tableOf(shown: Shown): string {
  const given = Object.entries(shown).filter(([, value]) => value !== null && value !== '');
  const parameters = new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
  return `/api/personal_access_tokens.csv?${parameters}`;
}

/** Any of the texts that are indexed: a general search would read every row. */
export const ofText = (text: string) =>
  text.trim() === ''
    ? {}
    : {
        search: ['name', 'description', 'start', 'last_four'].map((attribute) => ({
          string_fields: [{ attribute, search_value: text.trim(), match: true }],
        })),
      };
