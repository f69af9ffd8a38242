/** What can be done with one of the user's own tokens. A revoked one can only be copied. */

import type { Token } from '../../../features/token-data/documents.ts';
import { type RowAct, RowMenu } from '../../../ui/row-menu.tsx';
import { isolated } from '../../../words/isolated.ts';
import { useWords } from '../../../words/words.tsx';

interface TokenMenuProps {
  token: Token;
  confirm: () => void;
  regenerate: () => void;
  revoke: () => void;
}

export function TokenMenu({ token: { id, name, state }, confirm, regenerate, revoke }: TokenMenuProps) {
  const words = useWords().tokens;
  const copy: RowAct = { label: words.actions.copy, href: `/account/tokens/new?copy=${id}` };
  const acts: RowAct[] = [
    ...(state === 'FENCED' ? [{ label: words.actions.confirm, act: confirm }] : []),
    { label: words.actions.edit, href: `/account/tokens/${id}/edit` },
    copy,
    { label: words.actions.regenerate, act: regenerate },
    { label: words.actions.revoke, act: revoke, isDangerous: true },
  ];
  return <RowMenu label={words.actionsOf(isolated(name))} acts={state === 'REVOKED' ? [copy] : acts} />;
}
