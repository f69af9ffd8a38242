/** Loads the option of a search select by its id, such as one in the address of a page. */
import { useQuery } from '@tanstack/react-query';
import type { Option } from './search-select.tsx';

/** Null while it is loading. */
export function useLoadedOption(
  kind: string,
  find: (by: { id: string }) => Promise<Option[]>,
  id: string | undefined,
): Option | null {
  const { data } = useQuery({
    queryKey: ['find', kind, 'id', id],
    queryFn: async () => (await find({ id: id ?? '0' }))[0] ?? null,
    enabled: id !== undefined,
  });
  return (id && data) || null;
}
