/** The columns of the table of who can do what: super admins, roles, or one user, each with what they may do. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Permission, ResultOf } from '../../../../api/documents.ts';
import { send } from '../../../../api/send.ts';
import { useMay } from '../../../../api/session.tsx';
import { type AccountGrant, untilOf } from '../../../../features/access-requests/account-grants.ts';
import { matrixDocument, userDocument } from './documents.ts';

export const most = 100;

export interface Role {
  id: string;
  name: string;
  permissions: readonly Permission[];
  /** The enabled users who have it and are not super admins. Undefined for viewers who may not read users. */
  people: number | undefined;
}

export interface Holder {
  key: string;
  kind: 'superAdmins' | 'role' | 'user';
  name: string;
  href: string | undefined;
  /** Null: all permissions. */
  permissions: ReadonlySet<Permission> | null;
  people: number | undefined;
  /** What the user has only by a grant on request, and until when; null: without an end. */
  granted: ReadonlyMap<Permission, string | null>;
  /** What editing the column changes. */
  role: Role | undefined;
}

type Answer = ResultOf<typeof matrixDocument>;
type User = NonNullable<ResultOf<typeof userDocument>['users']['entities'][number]>;

/** All roles, or the one with the id. */
export function useRoles(id: string | undefined) {
  const readsUsers = useMay()('READ_USER');
  const variables = {
    id: id ?? null,
    paginator: { page: 1, records_per_page: most },
    one: { page: 1, records_per_page: 1 },
    readsUsers,
  };
  return useQuery({
    queryKey: ['roles', 'matrix', variables],
    queryFn: () => send(matrixDocument, variables),
    placeholderData: keepPreviousData,
  });
}

/** Null: there is no such user. */
export const useUser = (id: string | undefined) =>
  useQuery({
    queryKey: ['user', 'matrix', id],
    enabled: id !== undefined,
    queryFn: async () => (await send(userDocument, { id: id ?? '0' })).users.entities[0] ?? null,
  });

export const rolesIn = ({ roles }: Answer): Role[] =>
  roles.entities
    .filter((role) => role !== null)
    .map(({ id, name, applied_permissions, users }) => ({
      id,
      name,
      permissions: applied_permissions,
      people: users?.page_info.total_count,
    }));

export const holderOfRole = (role: Role): Holder => ({
  key: role.id,
  kind: 'role',
  name: role.name,
  href: `/admin/roles/${role.id}`,
  permissions: new Set(role.permissions),
  people: role.people,
  granted: new Map(),
  role,
});

export const superAdmins = (name: string, answer: Answer): Holder => ({
  key: 'super admins',
  kind: 'superAdmins',
  name,
  href: answer.super_admins ? '/admin/users?show=super' : undefined,
  permissions: null,
  people: answer.super_admins?.page_info.total_count,
  granted: new Map(),
  role: undefined,
});

/** Disabled users may do nothing. */
export const holderOfUser = (
  { id, name, enabled, super_admin, role_id }: User,
  roles: readonly Role[],
  grants: readonly AccountGrant[],
): Holder => {
  const ofRole = new Set(enabled ? roles.find((one) => one.id === role_id)?.permissions : []);
  const isAll = enabled && super_admin;
  const granted = new Map(
    enabled && !isAll ? [...untilOf(grants)].filter(([permission]) => !ofRole.has(permission)) : [],
  );
  return {
    key: `user ${id}`,
    kind: 'user',
    name,
    href: `/admin/users/${id}`,
    permissions: isAll ? null : new Set([...ofRole, ...granted.keys()]),
    people: undefined,
    granted,
    role: undefined,
  };
};
