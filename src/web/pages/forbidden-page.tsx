/** Shown in place of a page that the user may not open: the permission that it requires, and a way to request it. */
import type { Permission } from '../api/documents.ts';
import RequestAccess from '../features/access-requests/request-access.tsx';
import { LinkButton } from '../ui/button.tsx';
import { MessagePage } from '../ui/message.tsx';
import { useWords } from '../words/words.tsx';

export default function ForbiddenPage({ permission }: { permission: Permission }) {
  const { general, requests } = useWords();
  const words = requests.forbidden;
  return (
    <MessagePage title={words.title} text={words.text(permission)}>
      <RequestAccess lacking={{ permissions: [permission], personal_access_token_id: null }} />
      <LinkButton href="/account">{general.notFound.home}</LinkButton>
    </MessagePage>
  );
}
