/** The inputs of the mutations that create and edit a token. */
import { foldName } from '../../domain/base/names.ts';
import { limits } from '../../domain/tokens/limits/limits.ts';
import { type Difference, type Ids, includesField } from '../change.ts';
import type { WantedToken } from '../wanted.ts';
import { limitsOf } from './token-values.ts';

const setOf = ({ set }: WantedToken, { sets }: Ids) => (set === null ? null : sets.get(foldName(set)));

export const newToken = (token: WantedToken, managed_by: string, ids: Ids, now: Date) => ({
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
export function editOf(token: WantedToken, fields: readonly Difference[], ids: Ids, now: Date) {
  const changed = limits.filter(({ field }) => includesField(fields, field));
  const values = limitsOf(token);
  return {
    ...(includesField(fields, 'name') ? { name: token.name } : {}),
    ...(includesField(fields, 'description') ? { description: token.description } : {}),
    ...(includesField(fields, 'permission_set', 'permissions', 'root_fields', 'documents')
      ? editOfCap(token, ids)
      : {}),
    ...(includesField(fields, 'expires_at')
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

export const expiresAt = ({ expiresIn }: WantedToken, now: Date) =>
  expiresIn === null ? null : new Date(now.getTime() + expiresIn).toISOString();

const operationsOf = ({ operations }: WantedToken) =>
  operations.map(({ document, operationName, pinnedVariables }) => ({
    document,
    operation_name: operationName,
    pinned_variables: pinnedVariables,
  }));
