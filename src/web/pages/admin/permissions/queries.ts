/** What the pages about custom permissions read, and what is read again after a change. */
import { type QueryClient, useQuery } from '@tanstack/react-query';
import type { Permission } from '../../../api/documents.ts';
import { send } from '../../../api/send.ts';
import { useMay } from '../../../api/session.tsx';
import { useFormats } from '../../../words/words.tsx';
import { holdersDocument, type RequiringApi, usesDocument } from './documents.ts';

export const key = 'custom permissions';

/** The first parts of the keys of queries: a new permission is also one of super admins and of the catalog. */
export const changed = [key, 'catalog', 'me'];

export async function readAgain(client: QueryClient): Promise<void> {
  await Promise.all(changed.map((key) => client.invalidateQueries({ queryKey: [key] })));
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

/** Who has a permission, and which APIs require it, as far as the user may read it. */
export function useUses(name: string) {
  const may = useMay();
  const variables = {
    // The schema of the pages has the built-in names only.
    names: [name as Permission],
    name,
    readsRoles: may('READ_ROLE'),
    readsTokens: may('READ_PERSONAL_ACCESS_TOKEN'),
    readsRequests: may('READ_ACCESS_REQUEST'),
    readsApis: may('MANAGE_APIS'),
  };
  return useQuery({ queryKey: [key, 'uses', variables], queryFn: () => send(usesDocument, variables) });
}

/** The APIs that require a permission; null for users who may not read APIs, and while they are read. */
export function useRequiringApis(name: string): RequiringApi[] | null {
  const apis = useUses(name).data?.apis;
  return apis ? apis.entities.filter((api) => api !== null) : null;
}

/** Their names as a list; null if there are none. */
export function useRequiringNames(name: string): string | null {
  const formats = useFormats();
  const apis = useRequiringApis(name) ?? [];
  return apis.length === 0 ? null : formats.list(apis.map(({ name }) => name));
}
