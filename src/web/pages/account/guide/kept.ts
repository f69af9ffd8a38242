/**
 * What was entered in the guide, so that it is still there when the page is loaded again: in this tab only, and until the
 * step is done. Links and the values of tokens are never stored.
 */
import { useState } from 'react';
import { useMe } from '../../../api/session.tsx';

const keyOf = (userId: string) => `latchkey guide ${userId}`;

function stored(key: string): Record<string, unknown> {
  try {
    return { ...JSON.parse(sessionStorage.getItem(key) ?? '{}') };
  } catch {
    return {};
  }
}

/** Where browsers refuse storage, nothing is kept. */
function store(key: string, steps: Record<string, unknown>): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(steps));
  } catch {
    // The guide works without it.
  }
}

/** The value of one step, how to change it, and how to forget it. */
export function useEntered<Value extends object>(
  step: string,
  initial: Value,
): [value: Value, change: (changes: Partial<Value>) => void, forget: () => void] {
  const key = keyOf(useMe().id);
  const [value, setValue] = useState<Value>(() => ({ ...initial, ...(stored(key)[step] as Partial<Value>) }));
  const write = (next: Value | undefined) => store(key, { ...stored(key), [step]: next });
  const change = (changes: Partial<Value>) => {
    const next = { ...value, ...changes };
    setValue(next);
    write(next);
  };
  return [value, change, () => write(undefined)];
}

/** Forgets all steps. */
export function useForgetAll(): () => void {
  const key = keyOf(useMe().id);
  return () => store(key, {});
}
