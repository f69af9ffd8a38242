/** The state a user is shown in, and the ways the list can be narrowed. */
import type { User } from './documents.ts';

export type State = 'ACTIVE' | 'INVITED' | 'DISABLED';

type Standing = Pick<User, 'enabled' | 'completed_setup' | 'service_account'>;

export function stateOf({ enabled, completed_setup, service_account }: Standing): State {
  if (!enabled) return 'DISABLED';
  return completed_setup || service_account ? 'ACTIVE' : 'INVITED';
}

export const looks: Record<State, string> = { ACTIVE: 'good', INVITED: 'warning', DISABLED: '' };

const narrowings = {
  all: {},
  enabled: { enabled: true },
  disabled: { enabled: false },
  invited: { enabled: true, completed_setup: false, service_account: false },
  people: { service_account: false },
  service: { service_account: true },
  super: { super_admin: true },
};

export type Filter = keyof typeof narrowings;
export const filters = Object.keys(narrowings) as Filter[];
export const narrowing = (filter: Filter) => narrowings[filter] ?? {};
