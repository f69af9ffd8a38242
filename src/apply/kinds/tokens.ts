/** The tokens of an access file, each of a service account in it. */
import { foldName } from '../../domain/base/names.ts';
import { limits } from '../../domain/tokens/limits/limits.ts';
import { hashOf, type Operation } from '../../domain/tokens/operations.ts';
import { type Act, type Change, type Difference, differences, has, type Ids, type Secret } from '../change.ts';
import type { Ask } from '../driver.ts';
import { needsOf } from '../needs.ts';
import type { Wanted, WantedToken } from '../read-file.ts';
import type { CurrentToken, State } from '../state.ts';

const create = `mutation Apply($input: CreatePersonalAccessTokenMutationInput) {
  createPersonalAccessToken(input: $input) { id token }
}`;
const update = `mutation Apply($id: Int64Bit!, $input: UpdatePersonalAccessTokenMutationInput) {
  updatePersonalAccessToken(id: $id, input: $input) { id }
}`;
const renew = `mutation Apply($id: Int64Bit!, $input: RegeneratePersonalAccessTokenMutationInput) {
  regeneratePersonalAccessToken(id: $id, input: $input) { id token }
}`;
const revoke = `mutation Apply($id: Int64Bit!, $reason: String, $current_password: String) {
  deletePersonalAccessToken(id: $id, reason: $reason, current_password: $current_password) { success }
}`;

/** How long the old secret works beside a new one that is not used yet. */
const overlapMinutes = 24 * 60;
/** How much the clocks of two machines that run `apply` may differ. */
const toleranceMs = 10 * 60_000;

export function planTokens(wanted: Wanted, state: State, now: Date): Change[] {
  return wanted.tokens.flatMap((token): Change[] => {
    const current = currentOf(token, state);
    const after = columnsOf(token, state);
    const change = { kind: 'token', name: nameOf(token.account, token.name), place: token.place } as const;
    if (!current) {
      const expires_at = token.expiresIn === null ? null : inWords(token.expiresIn);
      const { name: _, ...shown } = after;
      const make: Change['make'] = async (ask, ids) => {
        const input = newToken(token, wanted.name, ids, now);
        return madeBy(token, true, (await ask<Created>(create, { input })).createPersonalAccessToken);
      };
      const fields = differences({}, { ...shown, expires_at });
      return [{ ...change, act: 'create', fields, command: token.command, make }];
    }
    const fields = [...differences(before(current, state), after), ...expiry(token, current, now)];
    const secret = secretAct(token, current, now);
    // Regenerating sets the expiry, too.
    const edited = secret && token.expiresIn !== null ? fields.filter(({ field }) => field !== 'expires_at') : fields;
    const edit: Change['make'] = async (ask, ids) => {
      await ask(update, { id: current.id, input: editOf(token, edited, ids, now) });
      return undefined;
    };
    const again: Change['make'] = async (ask) => {
      const input = {
        expires_at: expiresAt(token, now),
        overlap_minutes: overlapMinutes,
        awaits_delivery: true,
        // A run that follows one whose delivery failed gets the same secret for an hour.
        idempotency_key: `apply ${wanted.name} ${current.id}`,
      };
      const made = await ask<Renewed>(renew, { id: current.id, input });
      return madeBy(token, false, made.regeneratePersonalAccessToken);
    };
    return [
      ...(edited.length > 0 ? [{ ...change, act: 'update', fields: edited, make: edit } as const] : []),
      ...(secret ? [{ ...change, act: secret, fields: [], command: token.command, make: again }] : []),
    ];
  });
}

interface Made {
  id: string;
  token: string;
}
interface Created {
  createPersonalAccessToken: Made;
}
interface Renewed {
  regeneratePersonalAccessToken: Made;
}

const madeBy = ({ account, name, place, command }: WantedToken, isNew: boolean, { id, token }: Made): Secret => ({
  token: { id, account, name, place },
  secret: token,
  command,
  isNew,
});

export const nameOf = (account: string, name: string) => `${account}/${name}`;

const currentOf = ({ account, name }: WantedToken, { tokens }: State) =>
  tokens.find((one) => foldName(one.user.username) === foldName(account) && foldName(one.name) === foldName(name));

/** The values that are compared. Documents are shown by their hashes, because they may be confidential. */
const columnsOf = (token: WantedToken, { sets }: Pick<State, 'sets'>) => ({
  name: token.name,
  description: token.description,
  // As it is written now, because it is named regardless of case.
  permission_set: sets.find(({ name }) => token.set !== null && foldName(name) === foldName(token.set))?.name ?? token.set,
  ...capOf(token),
  documents: documentsIn(token.operations),
  ...limitsOf(token),
});

const before = (current: CurrentToken, { sets }: State) => ({
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
  operations: current.operations,
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

const dayMs = 24 * 3600 * 1000;

const inWords = (ms: number) => (ms % dayMs === 0 ? `in ${ms / dayMs}d` : `in ${(ms / dayMs) * 24}h`);

/** A token may expire earlier than the file says, as it does while it gets older, but not later. */
function expiry({ expiresIn }: WantedToken, { expires_at }: CurrentToken, now: Date): Difference[] {
  const latest = expiresIn === null ? null : now.getTime() + expiresIn + toleranceMs;
  const isWithin = latest === null ? expires_at === null : expires_at !== null && Date.parse(expires_at) <= latest;
  return isWithin
    ? []
    : [{ field: 'expires_at', before: expires_at, after: expiresIn === null ? null : inWords(expiresIn) }];
}

function secretAct({ expiresIn, renewBefore }: WantedToken, current: CurrentToken, now: Date): Act | null {
  if (current.awaits_delivery) return 'redeliver';
  if (expiresIn === null || current.expires_at === null) return null;
  return Date.parse(current.expires_at) - now.getTime() <= renewBefore ? 'renew' : null;
}

const expiresAt = ({ expiresIn }: WantedToken, now: Date) =>
  expiresIn === null ? null : new Date(now.getTime() + expiresIn).toISOString();

const operationsOf = ({ operations }: WantedToken) =>
  operations.map(({ document, operationName, pinnedVariables }) => ({
    document,
    operation_name: operationName,
    pinned_variables: pinnedVariables,
  }));

const limitsOf = (token: WantedToken): Record<string, unknown> =>
  Object.assign({}, ...limits.map((limit) => limit.logged(token.limits)));

const setOf = ({ set }: WantedToken, { sets }: Ids) => (set === null ? null : sets.get(foldName(set)));

const newToken = (token: WantedToken, managed_by: string, ids: Ids, now: Date) => ({
  name: token.name,
  user_id: ids.accounts.get(foldName(token.account)),
  description: token.description,
  expires_at: expiresAt(token, now),
  permission_set_id: setOf(token, ids),
  permissions: token.permissions,
  methods: token.rootFields,
  operations: token.operations.length > 0 ? operationsOf(token) : null,
  ...limitsOf(token),
  managed_by,
});

/** Only what differs, because a new cap, new documents and a new expiry are each checked again by the token policy. */
function editOf(token: WantedToken, fields: readonly Difference[], ids: Ids, now: Date) {
  const changed = limits.filter(({ field }) => has(fields, field));
  const values = limitsOf(token);
  return {
    ...(has(fields, 'name') ? { name: token.name } : {}),
    ...(has(fields, 'description') ? { description: token.description } : {}),
    ...(has(fields, 'permission_set', 'permissions', 'root_fields', 'documents') ? editOfCap(token, ids) : {}),
    ...(has(fields, 'expires_at')
      ? token.expiresIn === null
        ? { unset_expires_at: true }
        : { expires_at: expiresAt(token, now) }
      : {}),
    ...Object.fromEntries(
      changed.map(({ field }) => (values[field] == null ? [`unset_${field}`, true] : [field, values[field]])),
    ),
  };
}

const editOfCap = (token: WantedToken, ids: Ids) => ({
  ...(token.set !== null
    ? { permission_set_id: setOf(token, ids) }
    : token.permissions
      ? { permissions: token.permissions }
      : { unset_permissions: true }),
  ...(token.rootFields ? { methods: token.rootFields } : { unset_methods: true }),
  ...(token.operations.length > 0 ? { operations: operationsOf(token) } : { unset_operations: true }),
});

export const leftTokens = ({ tokens, name }: Wanted, state: State): Change[] =>
  state.tokens
    .filter((one) => one.managed_by === name)
    .filter((one) => !tokens.some((wanted) => currentOf(wanted, { ...state, tokens: [one] })))
    .map(({ id, user, name }) => ({
      act: 'revoke',
      kind: 'token',
      name: nameOf(user.username, name),
      place: null,
      fields: [],
      make: (ask) => ask(revoke, { id, reason: 'removed from the access file' }).then(() => undefined),
    }));

/** Ends a token whose secret could not be delivered. */
export const revokeUndelivered = (ask: Ask, id: string): Promise<unknown> =>
  ask(revoke, { id, reason: 'its secret could not be delivered' });

export const confirmDelivered = (ask: Ask, id: string): Promise<unknown> =>
  ask(update, { id, input: { secret_delivered: true } });
