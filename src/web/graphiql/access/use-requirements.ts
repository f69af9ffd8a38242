/** Keeps what was found out about the tab in step with what is typed, a pause at a time. */
import { useEffect, useState } from 'react';
import { type Finding, inquire } from './requirements.ts';
import { operationsOf, type Tab } from './tab.ts';

/** Long enough to type on, short enough not to wait. */
const pauseMs = 300;

/** The newest finding, of an earlier document while the present one cannot be read; undefined before the first. */
export function useFinding(tab: Tab): { finding: Finding | undefined; readable: boolean } {
  const [finding, setFinding] = useState<Finding>();
  const readable = operationsOf(tab.document) !== null;
  const asked = JSON.stringify(tab);
  useEffect(() => {
    if (!readable) return;
    let stale = false;
    const pause = setTimeout(async () => {
      const found = await inquire(JSON.parse(asked));
      if (!stale) setFinding(found);
    }, pauseMs);
    return () => {
      stale = true;
      clearTimeout(pause);
    };
  }, [asked, readable]);
  return { finding, readable };
}
