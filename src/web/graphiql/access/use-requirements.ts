/** Keeps the requirements of the tab up to date while the user types. */
import { useEffect, useState } from 'react';
import { type RequirementsResult, requirementsOf } from './requirements.ts';
import { operationsOf, type Tab } from './tab.ts';

const pauseMs = 300;

/** The latest result, of an earlier document while the present one cannot be parsed; undefined before the first. */
export function useRequirements(tab: Tab): { result: RequirementsResult | undefined; isReadable: boolean } {
  const [result, setResult] = useState<RequirementsResult>();
  const isReadable = operationsOf(tab.document) !== null;
  const asked = JSON.stringify(tab);
  useEffect(() => {
    if (!isReadable) return;
    let isStale = false;
    const pause = setTimeout(async () => {
      const found = await requirementsOf(JSON.parse(asked));
      if (!isStale) setResult(found);
    }, pauseMs);
    return () => {
      isStale = true;
      clearTimeout(pause);
    };
  }, [asked, isReadable]);
  return { result, isReadable };
}
