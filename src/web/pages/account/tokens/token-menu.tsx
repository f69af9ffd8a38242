/** What can be done with one token. With a revoked one only a copy. */

import type { Token } from '../../../features/token-form/documents.ts';
import { type RowAct, RowMenu } from '../../../ui/row-menu.tsx';
import { isolated } from '../../../words/isolated.ts';
import { useWords } from '../../../words/words.tsx';

interface TokenMenuProps {
  token: Token;
  regenerate: () => void;
  remove: () => void;
}

export function TokenMenu({ token: { id, name, state }, regenerate, remove }: TokenMenuProps) {
  const words = useWords().tokens;
  const copy: RowAct = { label: words.acts.copy, href: `/account/tokens/new?copy=${id}` };
  const acts: RowAct[] = [
    { label: words.acts.edit, href: `/account/tokens/${id}/edit` },
    copy,
    { label: words.acts.regenerate, act: regenerate },
    { label: words.acts.remove, act: remove, isDangerous: true },
  ];
  return <RowMenu label={words.actions(isolated(name))} acts={state === 'REVOKED' ? [copy] : acts} />;
}
