/** The limits of the token in a form besides its permissions: methods, documents, its end, and the simple limits. */
import { useFormats, useWords } from '../../words/words.tsx';
import type { Catalog } from '../permissions/catalog.ts';
import { methodsOf } from '../permissions/selection.ts';
import { limits } from '../token-limits/limits.ts';
import type { Draft } from './draft.ts';

export function SummaryLimits({ draft, catalog }: { draft: Draft; catalog: Catalog }) {
  const allWords = useWords();
  const words = allWords.tokens.summary;
  const { calendarDay } = useFormats();
  const { type, mode, selection, operations, expiry } = draft;
  const isUser = type === 'USER';
  const methods = isUser && mode === 'custom' ? methodsOf(selection, catalog) : null;
  const bound = isUser ? operations.length : 0;
  const filled = limits.filter((limit) => limit.isFilled(draft.limits));
  const isUnlimited = isUser && !methods && bound === 0 && filled.length === 0;
  return (
    <>
      <h3>{words.limits}</h3>
      <ul>
        {expiry !== undefined && <li>{expiry ? words.until(calendarDay(expiry.toString())) : words.endless}</li>}
        {methods && <li>{words.methods(methods.length)}</li>}
        {bound > 0 && <li>{words.bound(bound)}</li>}
        {filled.map((limit) => (
          <li key={limit.name}>{limit.summary(allWords)}</li>
        ))}
        {isUnlimited && <li>{words.unlimited}</li>}
      </ul>
    </>
  );
}
