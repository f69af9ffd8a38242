/** A list of the server with what filters it, its table, and why the server refused to list it. */
import type { ReactNode } from 'react';
import { errorToShow } from '../api/refusal.ts';
import { useWords } from '../words/words.tsx';
import { BulkBar, type SelectionAct } from './bulk-bar.tsx';
import { Button, IconButton } from './button.tsx';
import { ColumnMenu, useChosenColumns } from './column-menu.tsx';
import { type DataColumn, DataTable } from './data-table.tsx';
import { RefreshIcon } from './icons.tsx';
import type { ListState } from './list-state.ts';
import { RefusalNote } from './refusal-note.tsx';
import { SearchBox } from './search-box.tsx';

interface Answer<Item> {
  entities: (Item | null)[];
  page_info: { total_count: number };
}

interface ListQuery<Item> {
  data: Answer<Item> | null | undefined;
  error: unknown;
  refetch: () => unknown;
  isFetching: boolean;
}

/** Which rows are selected, and what can be done with them. */
interface Selection<Item> {
  selected: ReadonlySet<string>;
  onSelect: (ids: ReadonlySet<string>) => void;
  /** Rows that cannot be selected. */
  isNotSelectable: (item: Item) => boolean;
  acts: SelectionAct<Item>[];
}

export interface ListProps<Item> {
  /** With a name, users choose its columns, and the choice is kept under this name. */
  name?: string;
  words: {
    title: string;
    searchLabel?: string;
    /** What belongs in the list, while there is nothing in it. */
    empty?: { title: string; text: string };
  };
  /** What filters the list besides the search. */
  filters?: ReactNode;
  columns: DataColumn<Item>[];
  list: ListState;
  query: ListQuery<Item>;
  /** What can be done with one row. */
  rowActions?: (item: Item) => ReactNode;
  selection?: Selection<Item> | false;
  /** Shown instead of the list when there is nothing in it and nothing filters it. */
  empty?: ReactNode;
}

export function List<Item extends { id: string }>(props: ListProps<Item>) {
  const { words, filters, list, query, rowActions, selection, empty } = props;
  const { data, refetch, isFetching } = query;
  const error = errorToShow(query);
  const columns = useChosenColumns(props.name, props.columns);
  const { refresh, nothing, clearFilters } = useWords().general.table;
  const items = data?.entities.filter((item) => item !== null);
  const chosen = (selection && items?.filter(({ id }) => selection.selected.has(id))) || [];
  const isNothing = data?.page_info.total_count === 0;
  if (empty && isNothing && !list.isFiltered) return empty;
  return (
    <>
      {error !== null && <RefusalNote refusal={error} retry={refetch} />}
      {(words.searchLabel || filters) && (
        <div className="toolbar">
          {words.searchLabel && <SearchBox label={words.searchLabel} value={list.search} onChange={list.setSearch} />}
          {filters}
          <IconButton label={refresh} isDisabled={isFetching} onPress={() => refetch()}>
            <RefreshIcon />
          </IconButton>
          {props.name && <ColumnMenu name={props.name} columns={props.columns} />}
        </div>
      )}
      <DataTable
        label={words.title}
        columns={columns}
        items={error ? [] : items}
        total={data?.page_info.total_count}
        list={list}
        nothing={
          list.isFiltered || !words.empty ? (
            nothing
          ) : (
            <>
              <b>{words.empty.title}</b>
              <br />
              {words.empty.text}
            </>
          )
        }
        {...(selection && {
          selected: selection.selected,
          onSelect: selection.onSelect,
          isNotSelectable: selection.isNotSelectable,
        })}
        {...(rowActions ? { actions: rowActions } : {})}
      />
      {isNothing && !error && list.isFiltered && (
        <p className="clear-filters">
          <Button onPress={list.clear}>{clearFilters}</Button>
        </p>
      )}
      {selection && chosen.length > 0 && (
        <BulkBar chosen={chosen} acts={selection.acts} clear={() => selection.onSelect(new Set())} />
      )}
    </>
  );
}
