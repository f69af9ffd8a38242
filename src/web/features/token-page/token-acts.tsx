/** Everything that the user may do with one token, on its page and on the page that edits it. */
import { useQueryClient } from '@tanstack/react-query';
import { useMay, useMe } from '../../api/session.tsx';
import { Button, LinkButton } from '../../ui/button.tsx';
import { useWords } from '../../words/words.tsx';
import type { Token } from '../token-data/documents.ts';
import { useTokenDialogs } from '../token-list/token-dialogs.tsx';

interface TokenActsProps {
  /** With its owner, unless that is the user. */
  token: Token & { user_id?: string | null; user?: { enabled: boolean } | null };
  own: boolean;
  /** Whether the page is the form that edits it. */
  isEditing?: boolean;
}

/** A revoked token can only be copied. A disabled owner gets no copy. */
export function TokenActs({ token, own, isEditing = false }: TokenActsProps) {
  const { token: words, tokens } = useWords();
  const may = useMay();
  const me = useMe();
  const client = useQueryClient();
  const { revoke, regenerate, dialogs } = useTokenDialogs<Token>(() => {
    client.invalidateQueries({ predicate: ({ queryKey: [kind] }) => kind !== 'me' });
  });
  const { id, type, state, user_id, user } = token;
  const path = `/${own ? 'account' : 'admin'}/tokens/${id}`;
  const isMine = own || user_id == null || user_id === me.id;
  const forms = isMine ? '/account/tokens' : `/admin/users/${user_id}/tokens`;
  const isLive = state !== 'REVOKED';
  const changes = isLive && (own || may('UPDATE_PERSONAL_ACCESS_TOKEN'));
  const copies = isMine || (may('CREATE_PERSONAL_ACCESS_TOKEN') && user?.enabled !== false);
  return (
    <>
      {changes && !isEditing && <LinkButton href={`${path}/edit`}>{words.edit}</LinkButton>}
      {changes && !isEditing && type === 'USER' && (
        <LinkButton href={`${path}/edit?bind=document`}>{words.bind}</LinkButton>
      )}
      {copies && <LinkButton href={`${forms}/new?copy=${id}`}>{tokens.actions.copy}</LinkButton>}
      {changes && <Button onPress={() => regenerate(token)}>{tokens.actions.regenerate}</Button>}
      {isLive && (own || may('DELETE_PERSONAL_ACCESS_TOKEN')) && (
        <Button look="danger" onPress={() => revoke([token])}>
          {tokens.actions.revoke}
        </Button>
      )}
      {dialogs}
    </>
  );
}
