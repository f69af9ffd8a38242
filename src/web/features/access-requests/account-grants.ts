/** What was granted on request to accounts and has not ended: beside their roles, it is part of what users may do. */
import { useQuery } from '@tanstack/react-query';
import { graphql, type Permission, type ResultOf } from '../../api/documents.ts';
import { send } from '../../api/send.ts';
import { useMay, useMe } from '../../api/session.tsx';

const grantsDocument = graphql(`
  query AccountGrants($user_id: Int64Bit, $readsUsers: Boolean!) {
    access_requests(
      user_id: $user_id
      state: GRANTED
      search: [{ unset_fields: ["personal_access_token_id"] }]
      sorter: [{ attribute: "expires_at", direction: ASC }]
      paginator: { page: 1, records_per_page: 1000 }
    ) {
      entities {
        id
        user_id
        permissions
        expires_at
        user @include(if: $readsUsers) {
          name
          enabled
          super_admin
          role_id
        }
      }
      page_info {
        total_count
      }
    }
  }
`);

type Row = NonNullable<ResultOf<typeof grantsDocument>['access_requests']['entities'][number]>;

export type AccountGrant = Pick<Row, 'id' | 'permissions' | 'expires_at'>;

/** A user, and until when they have which permissions on request; null: without an end. */
export interface Grantee {
  id: string;
  name: string;
  roleId: string | null;
  granted: ReadonlyMap<Permission, string | null>;
}

/** Whether the viewer may see what was granted to the user, or to all users. */
export function useSeesGrants() {
  const may = useMay();
  const me = useMe();
  return (userId?: string) => may('READ_ACCESS_REQUEST') || userId === me.id;
}

/** The grants of one user, or of all. */
export function useAccountGrants(userId?: string) {
  const variables = { user_id: userId ?? null, readsUsers: useMay()('READ_USER') };
  return useQuery({
    queryKey: ['requests', 'granted', variables],
    enabled: useSeesGrants()(userId),
    queryFn: async () => {
      const { entities, page_info } = (await send(grantsDocument, variables)).access_requests;
      const rows = entities.filter((row) => row !== null);
      return { rows, isComplete: page_info.total_count <= rows.length };
    },
  });
}

/** Without disabled users, who may do nothing, and super admins, who may do everything. */
export function granteesOf(rows: readonly Row[]): Grantee[] {
  const people = new Map<string, Row[]>();
  for (const row of rows) people.set(row.user_id, [...(people.get(row.user_id) ?? []), row]);
  return [...people].flatMap(([id, grants]) => {
    const user = grants[0]?.user;
    if (!user?.enabled || user.super_admin) return [];
    return [{ id, name: user.name, roleId: user.role_id, granted: untilOf(grants) }];
  });
}

/** Of two grants of one permission the longer one counts. */
export function untilOf(grants: readonly AccountGrant[]): Map<Permission, string | null> {
  const until = new Map<Permission, string | null>();
  for (const { permissions, expires_at } of grants)
    for (const permission of permissions) until.set(permission, later(until.get(permission), expires_at));
  return until;
}

const later = (before: string | null | undefined, end: string | null): string | null => {
  if (before === undefined) return end;
  if (before === null || end === null) return null;
  return Date.parse(before) > Date.parse(end) ? before : end;
};
