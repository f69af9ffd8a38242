/** What the selected permissions mean, and whether they lead to more, read out by screen readers when it changes. */
import { WarningIcon } from '../../ui/icons.tsx';
import { useWords } from '../../words/words.tsx';
import { useLeadsToMore } from '../reach/leads-to-more.ts';
import type { PermissionInfo } from './catalog.ts';
import { useEscalations } from './escalations.ts';
import { nounsOf } from './levels.ts';

interface MeaningProps {
  selected: readonly PermissionInfo[];
  /** No token can issue tokens by itself. */
  forToken: boolean;
  /** What is said while nothing is selected. */
  nothingMeans?: string | undefined;
}

export function Meaning({ selected, forToken, nothingMeans }: MeaningProps) {
  const words = useWords().permissions.meaning;
  const names = selected.map(({ name }) => name);
  const { escalations, isKnown } = useEscalations(names, forToken);
  const leadsToMore = useLeadsToMore(escalations);
  const kinds = (level: PermissionInfo['level']) => nounsOf(selected.filter((info) => info.level === level)).length;
  /** That it cannot issue tokens would be wrong where it leads to more. */
  const tokens = () => {
    if (!forToken && names.includes('CREATE_PERSONAL_ACCESS_TOKEN')) return words.tokens;
    if (!isKnown || leadsToMore) return null;
    return forToken ? words.noTokens : words.noTokensForOthers;
  };
  return (
    <p className={leadsToMore ? 'meaning more' : 'meaning'} role="status" aria-busy={!isKnown}>
      {leadsToMore && <WarningIcon />}
      {selected.length === 0 && nothingMeans ? nothingMeans : words.sentence(kinds('READ'), kinds('WRITE'), tokens())}
      {leadsToMore && ` ${leadsToMore}`}
    </p>
  );
}
