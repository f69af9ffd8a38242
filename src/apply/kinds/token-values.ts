/** The values of tokens that are compared, as an access file has them. */
import { foldName } from '../../domain/base/names.ts';
import { limits } from '../../domain/tokens/limits/limits.ts';
import { hashOf, type Operation } from '../../domain/tokens/operations.ts';
import type { Act, Difference } from '../change.ts';
import { needsOf } from '../needs.ts';
import type { CurrentToken, State } from '../state.ts';
import type { WantedToken } from '../wanted.ts';

/** How much the clocks of two machines that run `apply` may differ. */
const toleranceMs = 10 * 60_000;

export const nameOf = (account: string, name: string) => `${account}/${name}`;

/** The values that are compared. Documents are shown by their hashes, because they may be confidential. */
export const columnsOf = (token: WantedToken, { sets }: Pick<State, 'sets'>) => ({
  name: token.name,
  description: token.description,
  // As it is written now, because it is named regardless of case.
  permission_set:
    sets.find(({ name }) => token.set !== null && foldName(name) === foldName(token.set))?.name ?? token.set,
  ...capOf(token),
  documents: documentsIn(token.operations),
  ...limitsOf(token),
});

export const columnsNow = (current: CurrentToken, { sets }: State) => ({
  ...columnsOf(
    { ...wantedOf(current), set: sets.find(({ id }) => id === current.permission_set_id)?.name ?? null },
    { sets },
  ),
  permissions: current.permissions,
  root_fields: current.methods,
});

export const wantedOf = (current: CurrentToken): WantedToken => ({
  name: current.name,
  account: current.user.username,
  place: '',
  description: current.description,
  set: null,
  permissions: current.permissions,
  rootFields: current.methods,
  operations: current.operations.map((one) => ({ ...one, place: '' })),
  limits: current.limits,
  expiresIn: null,
  renewBefore: 0,
  command: null,
});

/** Documents without another cap limit the token to what they need. */
export function capOf({ set, permissions, rootFields, operations }: WantedToken) {
  const needs = set || permissions || rootFields || operations.length === 0 ? null : needsOf(operations);
  return { permissions: needs?.permissions ?? permissions, root_fields: needs?.methods ?? rootFields };
}

const documentsIn = (operations: readonly Operation[]) =>
  operations.map(({ hash, operationName, pinnedVariables }) =>
    [operationName, `sha256:${hash}`, pinnedVariables && `variables sha256:${hashOf(pinnedVariables)}`]
      .filter(Boolean)
      .join(' '),
  );

export const limitsOf = (token: WantedToken): Record<string, unknown> =>
  Object.assign({}, ...limits.map((limit) => limit.logged(token.limits)));

const dayMs = 24 * 3600 * 1000;

export const lifetimeInWords = (ms: number) => (ms % dayMs === 0 ? `in ${ms / dayMs}d` : `in ${(ms / dayMs) * 24}h`);

/** A token may expire earlier than the file says, as it does while it gets older, but not later. */
export function expiry({ expiresIn }: WantedToken, { expires_at }: CurrentToken, now: Date): Difference[] {
  const latest = expiresIn === null ? null : now.getTime() + expiresIn + toleranceMs;
  const isWithin = latest === null ? expires_at === null : expires_at !== null && Date.parse(expires_at) <= latest;
  return isWithin
    ? []
    : [{ field: 'expires_at', before: expires_at, after: expiresIn === null ? null : lifetimeInWords(expiresIn) }];
}

/** Why it gets a new secret; null: it gets none. */
export function renewalOf(token: WantedToken, current: CurrentToken, now: Date): Act | null {
  if (current.awaits_delivery) return 'redeliver';
  return isOver(token, current, now) ? 'renew' : null;
}

/** Whether it is time for a new expiry, which takes a new secret. */
export const isOver = ({ expiresIn, renewBefore }: WantedToken, { expires_at }: CurrentToken, now: Date): boolean =>
  expiresIn !== null && expires_at !== null && Date.parse(expires_at) - now.getTime() <= renewBefore;
