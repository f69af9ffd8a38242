/** What the server found wrong with one value, beside its field: that it is taken, or the rule, which is English. */
import type { ReactNode } from 'react';
import type { Refusal } from '../api/refusal.ts';
import { useWords } from '../words/words.tsx';

export function useFault(refusal: Refusal | undefined): (field: string) => ReactNode | undefined {
  const words = useWords().account;
  return (field) => {
    const rule = refusal?.fields[field];
    if (rule === undefined) return undefined;
    if (refusal?.code === 'CONFLICT') return words.taken;
    if (field === 'current_password') return words.password.wrong;
    return words.notAccepted(<span lang="en">{rule}</span>);
  };
}
