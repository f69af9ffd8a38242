/** What the server found wrong with one value, beside its field; where we have no words for it the rule, which is English. */
import type { ReactNode } from 'react';
import type { Refusal } from '../api/refusal.ts';
import { useWords } from '../words/words.tsx';

export function useFault(refusal: Refusal | undefined): (field: string) => ReactNode | undefined {
  const words = useWords().account;
  const known: Partial<Record<string, string>> = {
    email_address: words.profile.notAnAddress,
    mobile_number: words.profile.notDigits,
    current_password: words.password.wrong,
  };
  return (field) => {
    const rule = refusal?.fields[field];
    if (rule === undefined) return undefined;
    if (refusal?.code === 'CONFLICT') return words.taken;
    return known[field] ?? words.notAccepted(<span lang="en">{rule}</span>);
  };
}
