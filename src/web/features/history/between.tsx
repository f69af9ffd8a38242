/** A value before a change and after it, of which neither is a gain or a loss. */
import type { ReactNode } from 'react';
import { ArrowIcon } from '../../ui/icons.tsx';
import { useWords } from '../../words/words.tsx';

export function Between({ before, after }: { before: ReactNode; after: ReactNode }) {
  const words = useWords().history;
  return (
    <>
      <span className="changes-value">
        <span className="unseen">{words.before}: </span>
        {before}
      </span>{' '}
      <span className="changes-arrow">
        <ArrowIcon />
      </span>{' '}
      <span className="changes-value">
        <span className="unseen">{words.after}: </span>
        {after}
      </span>
    </>
  );
}
