/** What is wrong with the values of a form, shown beside their fields. Without words of ours, the server's rule in English. */
import type { ReactNode } from 'react';
import type { Refusal } from '../api/refusal.ts';
import { useWords } from '../words/words.tsx';

export function useFieldErrors(refusal: Refusal | undefined): (field: string) => ReactNode | undefined {
  const { general, server } = useWords();
  return (field) => {
    const rule = refusal?.fields[field]?.replaceAll('`', '');
    if (!refusal || rule === undefined) return undefined;
    const english = <span lang="en">{rule}</span>;
    const reasons = refusal.reasonsOf(field).map((reason) => server.refusal(reason));
    if (reasons.every((reason) => reason !== undefined))
      return reasons.map((reason) => (
        <span key={reason} className="broken-rule">
          {reason}
        </span>
      ));
    return refusal.code === 'CONFLICT' ? english : general.notAccepted(english);
  };
}
