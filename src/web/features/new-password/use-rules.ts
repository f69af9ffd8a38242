/** The rules for what the user types, with its strength as soon as it is known. */
import { useEffect, useState } from 'react';
import { type PasswordPolicy, type Rule, rulesOf } from './rules.ts';
import { strengthOf } from './strength.ts';

/** `own` must be the same array as long as its words are the same. */
export function useRules(policy: PasswordPolicy, password: string, own: string[]): { rules: Rule[]; score?: number } {
  const [known, setKnown] = useState<{ password: string; own: string[]; score: number }>();
  const isEstimated = policy.minimum_password_strength > 0 && password !== '';
  useEffect(() => {
    if (!isEstimated) return;
    const asked = new AbortController();
    void strengthOf(password, own, asked.signal).then((score) => {
      if (!asked.signal.aborted) setKnown({ password, own, score });
    });
    return () => asked.abort();
  }, [password, own, isEstimated]);
  const isCurrent = isEstimated && known?.password === password && known.own === own;
  const score = isCurrent ? known.score : undefined;
  return { rules: rulesOf(policy, password, score), ...(score === undefined ? {} : { score }) };
}
