/** The states in which tokens are shown. */
import type { Token } from './documents.ts';

const dayMs = 24 * 3600_000;

export type State = 'ACTIVE' | 'SOON' | 'FENCED' | 'EXPIRED' | 'REVOKED';

/** The server's state, or `SOON` for an active token that expires within the policy's warning days. */
export function stateOf({ state, expires_at }: Pick<Token, 'state' | 'expires_at'>, warningDays: number): State {
  const isSoon = expires_at !== null && new Date(expires_at).getTime() < Date.now() + warningDays * dayMs;
  return state === 'ACTIVE' && isSoon ? 'SOON' : state;
}

/** Whether it is blocked since a restore of the database. */
export const isFenced = ({ state }: Pick<Token, 'state'>): boolean => state === 'FENCED';

/** Whether no program can use it as it is, and what it may do is in the past. */
export const isOver = ({ state }: Pick<Token, 'state'>): boolean => state === 'REVOKED' || state === 'EXPIRED';

/** The look of a state's badge. */
export const looks: Record<State, string> = {
  ACTIVE: 'good',
  SOON: 'warning',
  FENCED: 'fault',
  EXPIRED: 'fault',
  REVOKED: '',
};
