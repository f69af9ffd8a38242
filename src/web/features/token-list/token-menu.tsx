/** The menu of a token in a list. */
import { RowMenu } from '../../ui/row-menu.tsx';
import { isolated } from '../../words/isolated.ts';
import { useWords } from '../../words/words.tsx';
import type { TokenAct } from './token-acts.ts';

export function TokenMenu({ name, acts }: { name: string; acts: TokenAct[] }) {
  const words = useWords().tokens;
  return acts.length > 0 && <RowMenu label={words.actionsOf(isolated(name))} acts={acts} />;
}
