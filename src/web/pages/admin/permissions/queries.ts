/** Reading custom permissions again after a change: a new one is also a permission of super admins and of the catalog. */
import { type QueryClient, useQuery } from '@tanstack/react-query';
import type { Permission } from '../../../api/documents.ts';
import { send } from '../../../api/send.ts';
import { useMay } from '../../../api/session.tsx';
import { holdersDocument, usesDocument } from './documents.ts';

export const key = 'custom permissions';

export async function readAgain(client: QueryClient): Promise<void> {
  await Promise.all([[key], ['catalog'], ['me']].map((queryKey) => client.invalidateQueries({ queryKey })));
}

export interface Count {
  /** Null for users who may not read roles. */
  roles: number | null;
  sets: number;
}

/** How many roles and permission sets have a permission; undefined while that is read. */
export function useCounts(): ((name: string) => Count) | undefined {
  const readsRoles = useMay()('READ_ROLE');
  const { data } = useQuery({
    queryKey: [key, 'holders', readsRoles],
    queryFn: () => send(holdersDocument, { readsRoles }),
  });
  if (!data) return undefined;
  const countIn = (lists: (readonly string[] | undefined)[], name: string) =>
    lists.filter((list) => list?.includes(name)).length;
  return (name) => ({
    roles: data.roles
      ? countIn(
          data.roles.entities.map((role) => role?.applied_permissions),
          name,
        )
      : null,
    sets: countIn(
      data.permission_sets.entities.map((set) => set?.permissions),
      name,
    ),
  });
}

/** Who has a permission, as far as the user may read it. */
export function useUses(name: string) {
  const may = useMay();
  const variables = {
    // The schema of the pages has the built-in names only.
    names: [name as Permission],
    readsRoles: may('READ_ROLE'),
    readsTokens: may('READ_PERSONAL_ACCESS_TOKEN'),
    readsRequests: may('READ_ACCESS_REQUEST'),
  };
  return useQuery({ queryKey: [key, 'uses', variables], queryFn: () => send(usesDocument, variables) });
}
