/** What the user may do with a token in the list of all tokens. A revoked one can only be copied. */

import { useMay, useMe } from '../../api/session.tsx';
import { type RowAct, RowMenu } from '../../ui/row-menu.tsx';
import { isolated } from '../../words/isolated.ts';
import { useWords } from '../../words/words.tsx';
import type { OwnedToken } from './columns.tsx';

interface TokenMenuProps {
  token: OwnedToken;
  confirm: () => void;
  regenerate: () => void;
  revoke: () => void;
}

export function TokenMenu({ token: { id, name, state, user }, confirm, regenerate, revoke }: TokenMenuProps) {
  const { tokens } = useWords();
  const may = useMay();
  const me = useMe();
  const isLive = state !== 'REVOKED';
  const changes = isLive && may('UPDATE_PERSONAL_ACCESS_TOKEN');
  const forms = user?.id === me.id ? '/account/tokens' : `/admin/users/${user?.id}/tokens`;
  const acts: (RowAct | false | undefined)[] = [
    changes && state === 'FENCED' && { label: tokens.actions.confirm, act: confirm },
    changes && { label: tokens.actions.edit, href: `/admin/tokens/${id}/edit` },
    user?.enabled &&
      may('CREATE_PERSONAL_ACCESS_TOKEN') && { label: tokens.actions.copy, href: `${forms}/new?copy=${id}` },
    changes && { label: tokens.actions.regenerate, act: regenerate },
    isLive && may('DELETE_PERSONAL_ACCESS_TOKEN') && { label: tokens.actions.revoke, act: revoke, isDangerous: true },
  ];
  const open = acts.filter((act) => act !== false && act !== undefined);
  return open.length > 0 && <RowMenu label={tokens.actionsOf(isolated(name))} acts={open} />;
}
