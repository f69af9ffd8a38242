/**
 * A table of a list of the server: sorted by columns, in pages, with a selection by mouse and keyboard. Each row has one line,
 * and what does not fit is cut off. On narrow screens each row is a card, and each cell shows the name of its column.
 */
import './data-table.css';
import './toolbar.css';
import { type KeyboardEvent, type MouseEvent, type ReactNode, useContext } from 'react';
import {
  Cell,
  Column,
  Row,
  type Selection,
  Table,
  TableBody,
  TableHeader,
  TableStateContext,
} from 'react-aria-components';
import { useWords } from '../words/words.tsx';
import { Checkbox } from './checkbox.tsx';
import type { ListState } from './list-state.ts';
import { Loading } from './loading.tsx';
import { Pager } from './pager.tsx';

export interface DataColumn<Item> {
  id: string;
  label: string;
  /** The attribute by which the server sorts. Without it, the column cannot be sorted. */
  attribute?: string;
  /** Names the row for screen readers. */
  isHeader?: boolean;
  /** Left out where the table is too narrow for all columns. */
  isMinor?: boolean;
  /** Its texts may take several lines. */
  wraps?: boolean;
  /** Shown only to users who choose it. */
  isOptional?: boolean;
  cell: (item: Item) => ReactNode;
}

interface DataTableProps<Item> {
  label: string;
  columns: DataColumn<Item>[];
  items: Item[] | undefined;
  total: number | undefined;
  list: ListState;
  /** What is shown instead of rows, if there is none. */
  nothing: ReactNode;
  selected?: ReadonlySet<string>;
  onSelect?: (ids: ReadonlySet<string>) => void;
  /** Rows that cannot be selected. */
  isNotSelectable?: (item: Item) => boolean;
  /** What can be done with one row, in the last column. */
  actions?: (item: Item) => ReactNode;
}

export function DataTable<Item extends { id: string }>(props: DataTableProps<Item>) {
  const { label, columns, items, total, list, nothing, selected, onSelect, isNotSelectable, actions } = props;
  const words = useWords().general.table;
  const { order, setOrder } = list;
  if (!items) return <Loading />;
  const free = isNotSelectable ? items.filter((item) => !isNotSelectable(item)) : items;
  // Passes on the table's own Set, because it also stores where a Shift selection starts.
  const select = (keys: Selection) =>
    onSelect?.(keys === 'all' ? new Set(free.map(({ id }) => id)) : (keys as ReadonlySet<string>));
  return (
    <div className={columns.length > mostColumns ? 'data many' : 'data'} onKeyDownCapture={openRow}>
      <Table
        key={columns.map(({ id }) => id).join(' ')}
        aria-label={label}
        className="data-table"
        selectionMode={onSelect ? 'multiple' : 'none'}
        selectedKeys={selected ?? []}
        onSelectionChange={select}
        disabledKeys={isNotSelectable ? items.filter(isNotSelectable).map(({ id }) => id) : []}
        disabledBehavior="selection"
        sortDescriptor={{ column: order.attribute, direction: order.direction === 'ASC' ? 'ascending' : 'descending' }}
        onSortChange={({ column, direction }) =>
          setOrder({ attribute: String(column), direction: direction === 'ascending' ? 'ASC' : 'DESC' })
        }
      >
        <TableHeader>
          {onSelect && (
            <Column id="select" className="select-cell">
              <Checkbox slot="selection" aria-label={words.selectAll}>
                <span className="select-all-text" aria-hidden="true">
                  {words.selectAll}
                </span>
              </Checkbox>
            </Column>
          )}
          {columns.map(({ id, label, attribute, isHeader, isMinor }) => (
            <Column
              key={id}
              id={attribute ?? id}
              allowsSorting={attribute !== undefined}
              isRowHeader={isHeader ?? false}
              className={classOf({ id, isMinor })}
            >
              {({ sortDirection }) => (
                <span className="column-name">
                  {label}
                  {attribute && <span className={`arrow ${sortDirection ?? 'unsorted'}`} aria-hidden="true" />}
                </span>
              )}
            </Column>
          ))}
          {actions && (
            <Column id="actions" className="actions-cell">
              <span className="unseen">{words.actions}</span>
            </Column>
          )}
        </TableHeader>
        <TableBody renderEmptyState={() => <p className="nothing">{nothing}</p>}>
          {items.map((item) => (
            <Row key={item.id} id={item.id}>
              {onSelect && (
                <Cell className="select-cell">
                  <RowCheckbox id={item.id} />
                </Cell>
              )}
              {columns.map(({ id, label, cell, isMinor, wraps }) => (
                <Cell key={id} className={classOf({ id, isMinor, wraps })} data-label={label}>
                  <div>{cell(item)}</div>
                </Cell>
              ))}
              {actions && <Cell className="actions-cell">{actions(item)}</Cell>}
            </Row>
          ))}
        </TableBody>
      </Table>
      {total !== undefined && <Pager list={list} total={total} />}
    </div>
  );
}

/** Enter on a row opens its record; Space selects the row. */
function openRow(event: KeyboardEvent): void {
  if (event.key !== 'Enter' || !(event.target instanceof HTMLTableRowElement)) return;
  const link = event.target.querySelector<HTMLElement>('[role="rowheader"] a[href]');
  if (!link) return;
  event.preventDefault();
  event.stopPropagation();
  link.click();
}

/** A table of more columns may be wider than the page. */
const mostColumns = 7;

const classOf = ({ id, isMinor, wraps }: Pick<DataColumn<unknown>, 'id' | 'isMinor' | 'wraps'>) =>
  [`${id}-cell`, isMinor && 'minor-cell', wraps && 'wrapping-cell'].filter(Boolean).join(' ');

/** With Shift it selects all rows from the last selected one, as a click on the row does. */
function RowCheckbox({ id }: { id: string }) {
  const manager = useContext(TableStateContext)?.selectionManager;
  const extend = (event: MouseEvent) => {
    if (!event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    manager?.extendSelection(id);
  };
  return (
    <span onClickCapture={extend}>
      <Checkbox slot="selection" />
    </span>
  );
}
