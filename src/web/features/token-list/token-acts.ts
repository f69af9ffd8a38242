/** What the user may do with a token: the same in lists, on its page, and on the page that edits it. */
import type { ReactNode } from 'react';
import { useMay, useMe } from '../../api/session.tsx';
import type { RowAct } from '../../ui/row-menu.tsx';
import { useWords } from '../../words/words.tsx';
import type { Token } from '../token-data/documents.ts';
import { isFenced } from '../token-data/states.ts';
import { type Changed, useTokenDialogs } from './token-dialogs.tsx';

/** A token with its owner, as far as the user may read that. Without `user_id` it is the user's own. */
export type ActedToken = Token & { user_id?: string | null; user?: { name?: string; enabled?: boolean } | null };

export interface TokenAct extends RowAct {
  kind: 'confirm' | 'edit' | 'bind' | 'duplicate' | 'regenerate' | 'revoke';
}

interface TokenActs<Item> {
  /** In the order of menus. A revoked token can only be duplicated. */
  actsOf: (token: Item) => TokenAct[];
  revoke: (tokens: Item[]) => void;
  confirm: (tokens: Item[]) => void;
  dialogs: ReactNode;
}

/** `own`: whether the pages are those of the user's own tokens. `changed` is called after each act. */
export function useTokenActs<Item extends ActedToken>(own: boolean, changed: Changed): TokenActs<Item> {
  const { actions: words } = useWords().tokens;
  const may = useMay();
  const me = useMe();
  const { revoke, regenerate, confirm, dialogs } = useTokenDialogs<Item>(changed);
  const actsOf = (token: Item): TokenAct[] => {
    const { id, type, state, user_id, user } = token;
    const path = `/${own ? 'account' : 'admin'}/tokens/${id}`;
    const isMine = own || user_id == null || user_id === me.id;
    const forms = isMine ? '/account/tokens' : `/admin/users/${user_id}/tokens`;
    const isLive = state !== 'REVOKED';
    const mayChange = isLive && (own || may('UPDATE_PERSONAL_ACCESS_TOKEN'));
    // The form shows the owner, and a disabled one gets no tokens.
    const mayIssue = may('CREATE_PERSONAL_ACCESS_TOKEN') && may('READ_USER') && user?.enabled !== false;
    const acts: (TokenAct | false)[] = [
      mayChange && isFenced(token) && { kind: 'confirm', label: words.confirm, act: () => confirm([token]) },
      mayChange && { kind: 'edit', label: words.edit, href: `${path}/edit` },
      mayChange && type === 'USER' && { kind: 'bind', label: words.bind, href: `${path}/edit?bind=document` },
      (isMine || mayIssue) && { kind: 'duplicate', label: words.duplicate, href: `${forms}/new?copy=${id}` },
      mayChange && { kind: 'regenerate', label: words.regenerate, act: () => regenerate(token) },
      isLive &&
        (own || may('DELETE_PERSONAL_ACCESS_TOKEN')) && {
          kind: 'revoke',
          label: words.revoke,
          act: () => revoke([token]),
          isDangerous: true,
        },
    ];
    return acts.filter((act) => act !== false);
  };
  return { actsOf, revoke, confirm, dialogs };
}
