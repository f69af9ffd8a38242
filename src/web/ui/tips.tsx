/**
 * Shows what an element has as `data-tip`, such as an exact time, and the whole text of a table's cell that is cut off, on hover and
 * focus, until Escape: one tip for all of a page.
 */
import './tips.css';
import { useEffect, useRef } from 'react';

export function Tips() {
  const tip = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = tip.current;
    if (!element) return;
    let shown: HTMLElement | null = null;
    // While a page scrolls below the pointer, elements pass it that nobody points at.
    let isScrolling = false;
    const hide = () => {
      shown?.removeAttribute('aria-describedby');
      shown = null;
      element.hidden = true;
    };
    const show = ({ type, target }: Event) => {
      if (type === 'pointerover' && isScrolling) return;
      const found = target instanceof Element ? (target.closest<HTMLElement>('[data-tip]') ?? cutOff(target)) : null;
      // The tip stays while the pointer is on it.
      if (found === shown || target === element) return;
      hide();
      if (!found) return;
      shown = found;
      found.setAttribute('aria-describedby', element.id);
      element.textContent = found.dataset.tip ?? textOf(found);
      element.hidden = false;
      place(element, found);
    };
    const move = (event: PointerEvent) => {
      if (!isScrolling) return;
      isScrolling = false;
      show(event);
    };
    /** The focus may have scrolled the page: its tip moves along. */
    const scroll = () => {
      isScrolling = true;
      if (shown && shown === document.activeElement) place(element, shown);
      else hide();
    };
    const listen = (event: KeyboardEvent) => event.key === 'Escape' && hide();
    const over = new AbortController();
    const { signal } = over;
    document.addEventListener('pointerover', show, { signal });
    document.addEventListener('focusin', show, { signal });
    document.addEventListener('focusout', hide, { signal });
    document.addEventListener('keydown', listen, { signal, capture: true });
    document.addEventListener('pointermove', move, { signal });
    document.addEventListener('scroll', scroll, { signal, capture: true, passive: true });
    return () => over.abort();
  }, []);
  return <div ref={tip} id="tip" role="tooltip" className="tip" hidden />;
}

/** The content of a table's cell that the element is in or contains, if it is cut off. */
function cutOff(target: Element): HTMLElement | null {
  const cell = target.closest('.data-table td')?.querySelector<HTMLElement>(':scope > div');
  return cell && cell.scrollWidth > cell.clientWidth + 1 && getComputedStyle(cell).overflowX === 'clip' ? cell : null;
}

/** Its parts, such as a name and a description, with spaces between. */
const textOf = (element: HTMLElement) => Array.from(element.childNodes, ({ textContent }) => textContent).join(' ');

/** Above the element, or below it at the upper edge of the window. */
function place(tip: HTMLElement, element: HTMLElement): void {
  const { left, top, bottom, width } = element.getBoundingClientRect();
  const middle = left + width / 2 - tip.offsetWidth / 2;
  const x = Math.max(8, Math.min(middle, document.documentElement.clientWidth - tip.offsetWidth - 8));
  const above = top - tip.offsetHeight - 4;
  tip.style.translate = `${x}px ${above < 0 ? bottom + 4 : above}px`;
}
