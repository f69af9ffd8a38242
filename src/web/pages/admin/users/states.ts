/** The states in which users are shown, and how the list is filtered. */
import type { User } from './documents.ts';

export type State = 'ACTIVE' | 'FENCED' | 'INVITED' | 'DISABLED';

export function stateOf({
  enabled,
  completed_setup,
  service_account,
  fenced_at,
}: Pick<User, 'enabled' | 'completed_setup' | 'service_account' | 'fenced_at'>): State {
  if (!enabled) return 'DISABLED';
  if (fenced_at) return 'FENCED';
  return completed_setup || service_account ? 'ACTIVE' : 'INVITED';
}

export const looks: Record<State, string> = { ACTIVE: 'good', FENCED: 'fault', INVITED: 'warning', DISABLED: '' };

const byFilter = {
  all: {},
  enabled: { enabled: true },
  disabled: { enabled: false },
  invited: { enabled: true, completed_setup: false, service_account: false },
  fenced: { enabled: true, search: [{ exists: ['fenced_at'] }] },
  people: { service_account: false },
  service: { service_account: true },
  super: { super_admin: true },
};

export type Filter = keyof typeof byFilter;
export const filters = Object.keys(byFilter) as Filter[];
export const argumentsOf = (filter: Filter) => byFilter[filter] ?? {};
