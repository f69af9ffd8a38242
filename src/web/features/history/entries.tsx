/** The entries of a list, all but the first ones folded. */
import { Fragment, type ReactNode } from 'react';
import { Fold } from '../../ui/fold.tsx';
import { useWords } from '../../words/words.tsx';

interface EntriesProps {
  entries: readonly string[];
  show: (entry: string) => ReactNode;
}

const most = 5;

export function Entries({ entries, show }: EntriesProps) {
  const words = useWords().history;
  const shown = (some: readonly string[]) => some.map((entry) => <Fragment key={entry}>{show(entry)} </Fragment>);
  const isLong = entries.length > most + 1;
  return (
    <>
      {shown(isLong ? entries.slice(0, most) : entries)}
      {isLong && (
        <Fold label={words.others(entries.length - most)}>
          <div>{shown(entries.slice(most))}</div>
        </Fold>
      )}
    </>
  );
}

export const listed = (value: unknown): string[] => (Array.isArray(value) ? value.map(inText) : []);

/** Operations to which a token is bound may have no name. */
function inText(entry: unknown): string {
  if (typeof entry === 'string') return entry;
  const { operation_name: name, hash } = (entry ?? {}) as { operation_name?: unknown; hash?: unknown };
  if (typeof name === 'string') return name;
  return typeof hash === 'string' ? `${hash.slice(0, 12)}…` : JSON.stringify(entry);
}
