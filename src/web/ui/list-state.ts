/** Which part of a server's list a page shows, kept in the address: page, order, search and a filter. */
import { useSearchParams } from 'wouter';
import { useMe } from '../api/session.tsx';

export interface Order {
  attribute: string;
  direction: 'ASC' | 'DESC';
}

export function useListState<Filter extends string>(first: { order: Order; filter: Filter }) {
  const [parameters, setParameters] = useSearchParams();
  const size = Number(useMe().user_preferences.table_paginator_size ?? 25);
  const [attribute = first.order.attribute, direction] = parameters.get('order')?.split(' ') ?? [];
  const page = Math.max(1, Number(parameters.get('page')) || 1);
  const order: Order = direction === 'ASC' || direction === 'DESC' ? { attribute, direction } : first.order;
  const search = parameters.get('search') ?? '';

  /** Anything but turning pages leads back to the first. */
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
    filter: (parameters.get('show') ?? first.filter) as Filter,
    setPage: (page: number) => set({ page: page > 1 ? String(page) : undefined }),
    setOrder: ({ attribute, direction }: Order) => set({ order: `${attribute} ${direction}` }),
    setSearch: (search: string) => set({ search }),
    setFilter: (filter: Filter) => set({ show: filter === first.filter ? undefined : filter }),
    /** Further filters, by names of their own. */
    get: (name: string) => parameters.get(name) ?? undefined,
    set,
    /** The dialect's arguments for what is shown. */
    variables: {
      paginator: { page, records_per_page: size },
      sorter: [order],
      general_search: search.trim() || null,
    },
  };
}

export type ListState = Omit<ReturnType<typeof useListState>, 'filter' | 'setFilter'>;
