/** Instead of a page that one may not open: what it takes, and the way to ask for that. */
import type { Permission } from '../api/documents.ts';
import AskForAccess from '../features/access-requests/ask-for-access.tsx';
import { Message } from '../ui/message.tsx';
import { useWords } from '../words/words.tsx';

export default function ClosedPage({ permission }: { permission: Permission }) {
  const words = useWords().requests.closed;
  return (
    <Message title={words.title} text={words.text(permission)}>
      <AskForAccess lacking={{ permissions: [permission], personal_access_token_id: null }} />
    </Message>
  );
}
