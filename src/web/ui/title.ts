/** The title of a page: that of the window too, and what takes the focus after a change of pages, so that it is read aloud. */
import { type RefObject, useEffect, useRef } from 'react';

let isFirst = true;

/** Returns the reference of the heading, which needs a `tabIndex`. */
export function useTitle(title: string): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · Latchkey`;
  }, [title]);
  useEffect(() => {
    if (!isFirst) heading.current?.focus();
    isFirst = false;
  }, []);
  return heading;
}
