/** Makes a table one stop of the Tab key, in which the arrow keys, Home and End move from cell to cell. */
import { type KeyboardEvent, type RefObject, useEffect, useRef } from 'react';

const controlIn = (cell: Element | null | undefined) => cell?.querySelector<HTMLElement>('button, a[href]');

export function useOneTabStop(table: RefObject<HTMLTableElement | null>) {
  const current = useRef<HTMLElement>(null);
  const setCurrent = (control: HTMLElement | null | undefined) => {
    if (!control) return;
    if (current.current) current.current.tabIndex = -1;
    control.tabIndex = 0;
    current.current = control;
  };
  // After each change of the table: what could be reached may be gone.
  useEffect(() => {
    const element = table.current;
    if (!element) return;
    const kept = current.current && element.contains(current.current) ? current.current : null;
    setCurrent(kept ?? element.tBodies[0]?.querySelector<HTMLElement>('button, a[href]'));
  });
  return {
    onFocus: ({ target }: { target: Element }) => setCurrent(target.closest<HTMLElement>('button, a[href]')),
    onKeyDown: (event: KeyboardEvent) => {
      const cell = event.target instanceof Element ? event.target.closest<HTMLTableCellElement>('td, th') : null;
      const next = cell && table.current && target(event.key, cell, table.current);
      if (!next) return;
      event.preventDefault();
      next.focus();
    },
  };
}

/** The next cell in the direction that has something to focus. */
function target(key: string, cell: HTMLTableCellElement, table: HTMLTableElement): HTMLElement | null | undefined {
  const row = cell.parentElement as HTMLTableRowElement;
  const cells = [...row.cells];
  const rows = [...table.rows];
  const [at, line] = [cells.indexOf(cell), rows.indexOf(row)];
  const column = (rows: HTMLTableRowElement[]) => rows.map((row) => row.cells[at]);
  const isLeftToRight = getComputedStyle(table).direction === 'ltr';
  const after = cells.slice(at + 1);
  const before = cells.slice(0, at).reverse();
  const towards: Record<string, (HTMLTableCellElement | undefined)[]> = {
    ArrowRight: isLeftToRight ? after : before,
    ArrowLeft: isLeftToRight ? before : after,
    ArrowDown: column(rows.slice(line + 1)),
    ArrowUp: column(rows.slice(0, line).reverse()),
    Home: cells,
    End: cells.toReversed(),
  };
  return towards[key]?.map(controlIn).find((control) => control);
}
