/**
 * Describes GraphiQL's tabs to screen readers as a list of buttons, one of which is current. GraphiQL describes them as tabs that contain
 * buttons, which screen readers cannot reach.
 */
import { useEffect } from 'react';

export function TabList() {
  useEffect(() => {
    describe();
    const observer = new MutationObserver(describe);
    observer.observe(document.body, { subtree: true, childList: true, attributeFilter: ['aria-selected'] });
    return () => observer.disconnect();
  }, []);
  return null;
}

/** After each change of GraphiQL, which sets `aria-selected` again. */
function describe(): void {
  const list = document.querySelector('.graphiql-tabs');
  if (list?.role !== 'list') list?.setAttribute('role', 'list');
  for (const tab of document.querySelectorAll('.graphiql-tab')) {
    const isCurrent = tab.getAttribute('aria-selected');
    if (isCurrent !== null) {
      tab.removeAttribute('aria-selected');
      tab.querySelector('.graphiql-tab-button')?.setAttribute('aria-current', isCurrent);
    }
    if (tab.role !== 'listitem') tab.setAttribute('role', 'listitem');
  }
}
