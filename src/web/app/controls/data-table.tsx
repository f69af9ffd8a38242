/**
 * A server's list as a table: sorted by its columns, selected with Shift, Ctrl and the keyboard, in pages. On narrow
 * screens each row is a card, whose cells carry their column's name.
 */
import './data-table.css';
import type { ReactNode } from 'react';
import { Cell, Column, Row, type Selection, Table, TableBody, TableHeader } from 'react-aria-components';
import { useWords } from '../words/words.tsx';
import { Checkbox } from './checkbox.tsx';
import type { ListState } from './list-state.ts';
import { Pager } from './pager.tsx';
import { Waiting } from './waiting.tsx';

export interface DataColumn<Item> {
  id: string;
  label: string;
  /** The server's attribute to sort by; left out: it cannot be sorted. */
  attribute?: string;
  /** What names the row to those who cannot see it. */
  isHeader?: boolean;
  cell: (item: Item) => ReactNode;
}

interface DataTableProps<Item> {
  label: string;
  columns: DataColumn<Item>[];
  items: Item[] | undefined;
  total: number | undefined;
  list: ListState;
  selected?: ReadonlySet<string>;
  onSelect?: (ids: ReadonlySet<string>) => void;
}

export function DataTable<Item extends { id: string }>(props: DataTableProps<Item>) {
  const { label, columns, items, total, list, selected, onSelect } = props;
  const words = useWords().general.table;
  const { order, setOrder } = list;
  if (!items) return <Waiting />;
  const select = (keys: Selection) =>
    onSelect?.(new Set(keys === 'all' ? items.map(({ id }) => id) : [...keys].map(String)));
  return (
    <div className="data">
      <Table
        aria-label={label}
        className="data-table"
        selectionMode={onSelect ? 'multiple' : 'none'}
        selectedKeys={selected ?? []}
        onSelectionChange={select}
        sortDescriptor={{ column: order.attribute, direction: order.direction === 'ASC' ? 'ascending' : 'descending' }}
        onSortChange={({ column, direction }) =>
          setOrder({ attribute: String(column), direction: direction === 'ascending' ? 'ASC' : 'DESC' })
        }
      >
        <TableHeader>
          {onSelect && (
            <Column id="select" className="select-cell">
              <Checkbox slot="selection" aria-label={words.selectAll} />
            </Column>
          )}
          {columns.map(({ id, label, attribute, isHeader }) => (
            <Column
              key={id}
              id={attribute ?? id}
              allowsSorting={attribute !== undefined}
              isRowHeader={isHeader ?? false}
              className={`${id}-cell`}
            >
              {({ sortDirection }) => (
                <span className="column-name">
                  {label}
                  {attribute && <span className={`arrow ${sortDirection ?? 'unsorted'}`} aria-hidden="true" />}
                </span>
              )}
            </Column>
          ))}
        </TableHeader>
        <TableBody renderEmptyState={() => <p className="nothing">{words.nothing}</p>}>
          {items.map((item) => (
            <Row key={item.id} id={item.id}>
              {onSelect && (
                <Cell className="select-cell">
                  <Checkbox slot="selection" />
                </Cell>
              )}
              {columns.map(({ id, label, cell }) => (
                <Cell key={id} className={`${id}-cell`} data-label={label}>
                  <div>{cell(item)}</div>
                </Cell>
              ))}
            </Row>
          ))}
        </TableBody>
      </Table>
      {total !== undefined && <Pager list={list} total={total} />}
    </div>
  );
}
