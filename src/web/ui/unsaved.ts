/** Which forms have values that are not saved. Leaving the page asks while there is one. */
import { useEffect, useState } from 'react';

/** For each such form, the path of its page. */
const changed = new Map<object, string>();

/** Whether a form of another page than the present one would be lost. */
export const isLeft = (path: string) => [...changed.values()].some((own) => own !== path);

export const isAnyUnsaved = () => changed.size > 0;

/** After the page went on by itself, such as after saving: forms of earlier pages may be kept until the next is loaded. */
export function forgetEarlier(): void {
  for (const [form, path] of changed) if (path !== window.location.pathname) changed.delete(form);
}

/** After the user agreed to lose them. */
export const forgetUnsaved = () => changed.clear();

/** Returns what to call when the present values were saved. Without a draft, leaving never asks. */
export function useUnsaved(draft: unknown): () => void {
  const now = textOf(draft);
  const [stored, setStored] = useState(now);
  const isChanged = now !== stored;
  useEffect(() => {
    if (!isChanged) return;
    const form = {};
    changed.set(form, window.location.pathname);
    return () => void changed.delete(form);
  }, [isChanged]);
  return () => setStored(now);
}

/** Equal for equal values: the order in which a set was filled does not matter. */
const textOf = (draft: unknown) =>
  JSON.stringify(draft, (_key, value) => (value instanceof Set ? [...value].sort() : value));
