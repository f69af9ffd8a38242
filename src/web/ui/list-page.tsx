/** A page that is a list: its title, what narrows it, and the table. What the server refuses stands above it. */
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Page } from '../pages/shell.tsx';
import { useWords } from '../words/words.tsx';
import { IconButton } from './button.tsx';
import { type DataColumn, DataTable } from './data-table.tsx';
import { RefreshIcon } from './icons.tsx';
import type { ListState } from './list-state.ts';
import { RefusalNote } from './refusal-note.tsx';
import { SearchBox } from './search-box.tsx';

interface Found<Item> {
  entities: (Item | null)[];
  page_info: { total_count: number };
}

interface ListPageProps<Item> {
  words: { title: string; intro: string; searchLabel: string };
  /** Buttons beside the title. */
  actions?: ReactNode;
  /** What narrows the list besides the search. */
  narrowing?: ReactNode;
  columns: DataColumn<Item>[];
  list: ListState;
  query: Pick<UseQueryResult<Found<Item> | null | undefined>, 'data' | 'error' | 'refetch' | 'isFetching'>;
  /** What can be done with one row. */
  rowActions?: (item: Item) => ReactNode;
  /** Dialogs. */
  children?: ReactNode;
}

export function ListPage<Item extends { id: string }>(props: ListPageProps<Item>) {
  const { words, actions, narrowing, columns, list, rowActions, children } = props;
  const { data, error, refetch, isFetching } = props.query;
  const { refresh } = useWords().general.table;
  return (
    <Page title={words.title} intro={words.intro} actions={actions}>
      {error && <RefusalNote refusal={error} retry={refetch} />}
      <div className="toolbar">
        <SearchBox label={words.searchLabel} value={list.search} onChange={list.setSearch} />
        {narrowing}
        <IconButton label={refresh} isDisabled={isFetching} onPress={() => refetch()}>
          <RefreshIcon />
        </IconButton>
      </div>
      <DataTable
        label={words.title}
        columns={columns}
        items={error ? [] : data?.entities.filter((item) => item !== null)}
        total={data?.page_info.total_count}
        list={list}
        {...(rowActions ? { actions: rowActions } : {})}
      />
      {children}
    </Page>
  );
}
