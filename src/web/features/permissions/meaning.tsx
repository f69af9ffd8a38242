/** One sentence that says what the selected permissions mean, read out by screen readers when it changes. */
import { useWords } from '../../words/words.tsx';
import type { PermissionInfo } from './catalog.ts';
import { nounsOf } from './levels.ts';
import type { PermissionSelection } from './selection.ts';

interface MeaningProps {
  permissions: readonly PermissionInfo[];
  selection: PermissionSelection;
  /** No token can issue tokens. */
  forToken: boolean;
}

export function Meaning({ permissions, selection, forToken }: MeaningProps) {
  const words = useWords().permissions.meaning;
  const selected = permissions.filter(({ name }) => selection.permissions.has(name));
  const kinds = (level: PermissionInfo['level']) => nounsOf(selected.filter((info) => info.level === level)).length;
  const issues = selection.permissions.has('CREATE_PERSONAL_ACCESS_TOKEN');
  const tokens = forToken ? words.noTokens : issues ? words.tokens : words.noTokensForOthers;
  return (
    <p className="meaning" role="status">
      {words.sentence(kinds('READ'), kinds('WRITE'), tokens)}
    </p>
  );
}
