/** Everything that the user may do with one token as buttons, on its page and on the page that edits it. */
import { useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { Button, LinkButton } from '../../ui/button.tsx';
import { type ActedToken, useTokenActs } from '../token-list/token-acts.ts';

interface TokenButtonsProps {
  token: ActedToken;
  own: boolean;
  /** Whether the page is the form that edits it. After it was revoked there is nothing to edit. */
  isEditing?: boolean;
}

export function TokenButtons({ token, own, isEditing = false }: TokenButtonsProps) {
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const { actsOf, dialogs } = useTokenActs<ActedToken>(own, (act) => {
    if (isEditing && act === 'revoke') navigate(`/${own ? 'account' : 'admin'}/tokens/${token.id}`);
    client.invalidateQueries({ predicate: ({ queryKey: [kind] }) => kind !== 'me' });
  });
  const acts = actsOf(token).filter(({ kind }) => !isEditing || (kind !== 'edit' && kind !== 'bind'));
  return (
    <>
      {acts.map(({ kind, label, href, act, isDangerous }) =>
        href ? (
          <LinkButton key={kind} href={href}>
            {label}
          </LinkButton>
        ) : (
          <Button key={kind} {...(act ? { onPress: act } : {})} look={isDangerous ? 'danger' : 'plain'}>
            {label}
          </Button>
        ),
      )}
      {dialogs}
    </>
  );
}
