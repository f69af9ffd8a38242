/** The values that an entry of the log contains, folded. */
import { useState } from 'react';
import { useWords } from '../../words/words.tsx';
import { Changes, changedNames } from './changes.tsx';
import type { Values } from './values.ts';

interface ChangedValuesProps {
  /** JSON objects of the columns that changed. */
  previous: string | null;
  current: string;
}

export function ChangedValues({ previous, current }: ChangedValuesProps) {
  const words = useWords().history;
  const before = previous === null ? null : read(previous);
  const after = read(current);
  // The names of records are read only for entries that somebody opens.
  const [isOpen, setOpen] = useState(false);
  const names = changedNames(before, after);
  if (names.length === 0) return null;
  return (
    <details className="changed-values" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{words.values(names.length)}</summary>
      {isOpen && <Changes before={before} after={after} />}
    </details>
  );
}

/** Entries of other versions may have other texts. */
function read(text: string): Values {
  try {
    const values: unknown = JSON.parse(text);
    return typeof values === 'object' && values !== null && !Array.isArray(values) ? (values as Values) : {};
  } catch {
    return {};
  }
}
