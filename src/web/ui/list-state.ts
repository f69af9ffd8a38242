/** Which part of a list a page shows, kept in the address: the page, the order, the search and the filters. */
import { useSearchParams } from 'wouter';
import { usePageSize } from '../api/session.tsx';

interface Order {
  attribute: string;
  direction: 'ASC' | 'DESC';
}

/** The parameters of the address that leave out no rows. */
const unfiltering = new Set(['order', 'page']);

export function useListState<Filter extends string>(first: { order: Order; filter: Filter }) {
  const [parameters, setParameters] = useSearchParams();
  const size = usePageSize();
  const [attribute = first.order.attribute, direction] = parameters.get('order')?.split(' ') ?? [];
  const page = Math.max(1, Number(parameters.get('page')) || 1);
  const order: Order = direction === 'ASC' || direction === 'DESC' ? { attribute, direction } : first.order;
  const search = parameters.get('search') ?? '';
  const filter = (parameters.get('show') ?? first.filter) as Filter;

  /** Every change but that of the page leads back to the first page. */
  const set = (changes: Record<string, string | undefined>) =>
    setParameters(
      (before) => {
        const after = new URLSearchParams(before);
        after.delete('page');
        for (const [name, value] of Object.entries(changes)) value ? after.set(name, value) : after.delete(name);
        return after;
      },
      { replace: true },
    );

  return {
    page,
    size,
    order,
    search,
    filter,
    isFiltered: [...parameters.keys()].some((name) => !unfiltering.has(name)),
    setPage: (page: number) => set({ page: page > 1 ? String(page) : undefined }),
    setOrder: ({ attribute, direction }: Order) => set({ order: `${attribute} ${direction}` }),
    setSearch: (search: string) => set({ search }),
    setFilter: (filter: Filter) => set({ show: filter === first.filter ? undefined : filter }),
    clear: () => setParameters((before) => [...before].filter(([name]) => name === 'order'), { replace: true }),
    /** Further filters, by names of their own. */
    get: (name: string) => parameters.get(name) ?? undefined,
    set,
    /** The API's arguments for what is shown. */
    variables: {
      paginator: { page, records_per_page: size },
      sorter: [order],
      general_search: search.trim() || null,
    },
  };
}

export type ListState = Omit<ReturnType<typeof useListState>, 'filter' | 'setFilter'>;
