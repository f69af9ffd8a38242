/** Compares an access file with what there is: the changes in the order in which they can be made. */
import { foldName } from '../domain/base/names.ts';
import type { Change, Ids } from './change.ts';
import { leftAccounts, planAccounts } from './kinds/accounts.ts';
import { leftSets, planSets } from './kinds/permission-sets.ts';
import { leftPermissions, planPermissions } from './kinds/permissions.ts';
import { leftRoles, planRoles } from './kinds/roles.ts';
import { fencedTokens, leftTokens, planTokens } from './kinds/tokens.ts';
import type { State } from './state.ts';
import type { Wanted } from './wanted.ts';

export interface Plan {
  changes: Change[];
  /** What this file created and does not contain any more; with `--prune` it is among the changes instead. */
  left: Change[];
  /** The names of tokens of the file that are refused since a restore until somebody confirms them. */
  fenced: string[];
}

/** What the file refers to must have been checked. */
export function planOf(wanted: Wanted, state: State, { prune, now }: { prune: boolean; now: Date }): Plan {
  const changes = [
    ...planPermissions(wanted, state),
    ...planRoles(wanted, state),
    ...planSets(wanted, state),
    ...planAccounts(wanted, state),
    ...planTokens(wanted, state, now),
  ];
  // What refers to others comes before them.
  const left = [
    ...leftTokens(wanted, state),
    ...leftAccounts(wanted, state),
    ...leftSets(wanted, state),
    ...leftRoles(wanted, state),
    ...leftPermissions(wanted, state),
  ];
  const fenced = fencedTokens(wanted, state, now);
  return prune ? { changes: [...changes, ...left], left: [], fenced } : { changes, left, fenced };
}

export const idsIn = ({ roles, sets, accounts }: State): Ids => ({
  roles: new Map(roles.map(({ name, id }) => [foldName(name), id])),
  sets: new Map(sets.map(({ name, id }) => [foldName(name), id])),
  accounts: new Map(accounts.map(({ username, id }) => [foldName(username), id])),
});
