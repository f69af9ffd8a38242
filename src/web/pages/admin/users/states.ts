/** The states in which users are shown, and how the list is filtered. */
import type { User } from './documents.ts';

export type State = 'ACTIVE' | 'INVITED' | 'DISABLED';

export function stateOf({
  enabled,
  completed_setup,
  service_account,
}: Pick<User, 'enabled' | 'completed_setup' | 'service_account'>): State {
  if (!enabled) return 'DISABLED';
  return completed_setup || service_account ? 'ACTIVE' : 'INVITED';
}

export const looks: Record<State, string> = { ACTIVE: 'good', INVITED: 'warning', DISABLED: '' };

const byFilter = {
  all: {},
  enabled: { enabled: true },
  disabled: { enabled: false },
  invited: { enabled: true, completed_setup: false, service_account: false },
  people: { service_account: false },
  service: { service_account: true },
  super: { super_admin: true },
};

export type Filter = keyof typeof byFilter;
export const filters = Object.keys(byFilter) as Filter[];
export const argumentsOf = (filter: Filter) => byFilter[filter] ?? {};
