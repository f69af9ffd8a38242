/** What is wrong with the values of a form, to stand beside their fields; without words of ours the rule, which is English. */
import type { ReactNode } from 'react';
import type { Refusal } from '../api/refusal.ts';
import { useWords } from '../words/words.tsx';

export function useFaults(refusal: Refusal | undefined): (field: string) => ReactNode | undefined {
  const words = useWords().faults;
  return (field) => {
    const said = refusal?.fields[field]?.replaceAll('`', '');
    if (!refusal || said === undefined) return undefined;
    const english = <span lang="en">{said}</span>;
    return words.because(refusal) ?? (refusal.code === 'CONFLICT' ? english : words.notAccepted(english));
  };
}
