/** One sentence on what escalations lead to, without their steps. */
import { useFormats, useWords } from '../../words/words.tsx';
import type { Reach } from './reach.ts';

/** Null where nothing leads to more. */
export function useLeadsToMore(escalations: readonly Pick<Reach['escalations'][number], 'leads_to'>[]): string | null {
  const { reach, tokenLimits } = useWords();
  const { list } = useFormats();
  const briefly = { ...reach.briefly, ...tokenLimits.briefly };
  return escalations.length === 0
    ? null
    : reach.leadsToMore(list(escalations.map(({ leads_to }) => briefly[leads_to])));
}
