/** The columns of the table of who can do what: super admins, roles, or one user, each with what they may do. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Permission, ResultOf } from '../../../../api/documents.ts';
import { send } from '../../../../api/send.ts';
import { useMay } from '../../../../api/session.tsx';
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
  role,
});

export const superAdmins = (name: string, answer: Answer): Holder => ({
  key: 'super admins',
  kind: 'superAdmins',
  name,
  href: answer.super_admins ? '/admin/users?show=super' : undefined,
  permissions: null,
  people: answer.super_admins?.page_info.total_count,
  role: undefined,
});

/** Disabled users may do nothing. */
export const holderOfUser = ({ id, name, enabled, super_admin, role_id }: User, roles: readonly Role[]): Holder => {
  const role = roles.find((one) => one.id === role_id);
  return {
    key: `user ${id}`,
    kind: 'user',
    name,
    href: `/admin/users/${id}`,
    permissions: enabled && super_admin ? null : new Set(enabled ? role?.permissions : []),
    people: undefined,
    role: undefined,
  };
};

/** How many enabled users may do it. Undefined unless it is known of all columns. */
export function peopleWho(holders: readonly Holder[], may: (holder: Holder) => boolean): number | undefined {
  const counts = holders.filter(may).map(({ people }) => people);
  return counts.includes(undefined) ? undefined : counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);
}
