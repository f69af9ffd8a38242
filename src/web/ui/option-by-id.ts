/** One of many found by its id, as a finder shows it: what the address of a page names, say. */
import { useQuery } from '@tanstack/react-query';
import type { Found } from './search-select.tsx';

/** Null while it is on its way. */
export function useFoundById(
  kind: string,
  find: (by: { id: string }) => Promise<Found[]>,
  id: string | undefined,
): Found | null {
  const { data } = useQuery({
    queryKey: ['find', kind, 'id', id],
    queryFn: async () => (await find({ id: id ?? '0' }))[0] ?? null,
    enabled: id !== undefined,
  });
  return (id && data) || null;
}
