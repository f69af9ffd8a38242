/**
 * Gives the focus a place when the element that had it is removed: what opened a dialog, the same control of the next row,
 * or the heading above. Otherwise the browser would give it to the body, and who uses a keyboard would start again at the
 * top of the page. A component that chooses a better place itself comes first.
 */
import { useEffect } from 'react';

/** What had the focus, and what was around it, since an element that was removed does not know that any more. */
interface Trail {
  element: HTMLElement;
  /** From the inside to the outside. */
  around: Element[];
  row: RowTrail | undefined;
  path: string;
}

interface RowTrail {
  /** The rows before it was removed. */
  rows: Element[];
  at: number;
  /** The place of the control among those of the row. */
  control: number;
}

const controls = 'button, a[href], input, textarea, [tabindex="0"]';
const layers = '.overlay, .popover, .toasts';
const headings = 'h1, h2, h3, h4';

export function useFocusKeeper(): void {
  useEffect(() => {
    /** The latest focus in the page, and in each dialog or menu over it, the uppermost last. */
    const trails = new Map<Element, Trail>();
    let isWaiting = false;

    const onFocusIn = ({ target }: FocusEvent) => {
      if (!(target instanceof HTMLElement) || target === document.body) return;
      const layer = target.closest(layers) ?? document.body;
      trails.delete(layer);
      trails.set(layer, trailOf(target));
    };

    /** A click beside all controls takes the focus away on purpose. */
    const onPointerDown = ({ target }: PointerEvent) => {
      if (target instanceof Element && !target.closest(`${controls}, label, [role]`)) trails.delete(document.body);
    };

    const keep = () => {
      isWaiting = false;
      if (!isLost()) return;
      for (const layer of trails.keys()) if (!layer.isConnected) trails.delete(layer);
      const trail = [...trails.values()].at(-1);
      if (trail) placeFor(trail)?.focus();
    };

    /** After two frames: until then dialogs, pages and components have set the focus where they want it. */
    const onChange = () => {
      if (isWaiting || !isLost() || trails.size === 0) return;
      isWaiting = true;
      requestAnimationFrame(() => requestAnimationFrame(keep));
    };

    const observer = new MutationObserver(onChange);
    observer.observe(document.body, { childList: true, subtree: true });
    document.addEventListener('focusin', onFocusIn);
    document.addEventListener('pointerdown', onPointerDown, true);
    return () => {
      observer.disconnect();
      document.removeEventListener('focusin', onFocusIn);
      document.removeEventListener('pointerdown', onPointerDown, true);
    };
  }, []);
}

const isLost = () => !document.activeElement || document.activeElement === document.body;

function trailOf(element: HTMLElement): Trail {
  const around: Element[] = [];
  for (let each = element.parentElement; each; each = each.parentElement) around.push(each);
  return { element, around, row: rowTrailOf(element), path: window.location.pathname };
}

function rowTrailOf(element: HTMLElement): RowTrail | undefined {
  const row = element.closest('tr, [role="row"], li');
  const rows = [...(row?.parentElement?.children ?? [])];
  return row ? { rows, at: rows.indexOf(row), control: controlsOf(row).indexOf(element) } : undefined;
}

const controlsOf = (row: Element) => [...row.querySelectorAll<HTMLElement>(controls)];

/** Undefined while another page is loading: its heading will get the focus. */
function placeFor({ element, around, row, path }: Trail): HTMLElement | undefined {
  if (path !== window.location.pathname) return focusableHeading(document.querySelector('main'));
  if (element.isConnected) return element;
  const inRow = row && sameControl(row, around);
  return inRow ?? focusableHeading(around.find((each) => each.isConnected && each.querySelector(headings)));
}

/** In the row that took the place of the removed one, or else in the last one. */
function sameControl({ rows, at, control }: RowTrail, around: Element[]): HTMLElement | undefined {
  const list = rows.find((row) => row.isConnected)?.parentElement;
  if (control < 0 || !list || !around.includes(list) || rows[at]?.isConnected) return undefined;
  const left = [...list.children];
  const next = left[Math.min(at, left.length - 1)];
  return next && controlsOf(next)[control];
}

function focusableHeading(place: Element | null | undefined): HTMLElement | undefined {
  const heading = place?.querySelector<HTMLElement>(headings) ?? undefined;
  if (heading && !heading.hasAttribute('tabindex')) heading.tabIndex = -1;
  return heading;
}
