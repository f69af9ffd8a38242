/** Edits a token of another user, within the permissions of both users. */
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'wouter';
import { send } from '../../../api/send.ts';
import { useMay, useMe } from '../../../api/session.tsx';
import { EditToken } from '../../../features/token-form/edit-token.tsx';
import { OwnerProvider } from '../../../features/token-form/owner.ts';
import { LoadedEntity } from '../../../ui/loaded-entity.tsx';
import { Page } from '../../../ui/page.tsx';
import { useWords } from '../../../words/words.tsx';
import { ownerDocument } from './documents.ts';

export default function EditTokenOfUserPage() {
  const { tokens, allTokens } = useWords();
  const { id = '' } = useParams();
  const me = useMe();
  const may = useMay();
  const reads = { readsUsers: may('READ_USER'), readsRoles: may('READ_ROLE') };
  const query = useQuery({
    queryKey: ['tokens', 'owner', id, reads],
    queryFn: () => send(ownerDocument, { id, ...reads }),
  });
  return (
    <LoadedEntity query={query} entity={query.data?.all_personal_access_tokens.entities[0]} back="/admin/tokens">
      {({ user_id, user }) => (
        <Page
          title={tokens.form.editTitle}
          intro={user && user_id !== me.id && allTokens.editIntro(<bdi>{user.name}</bdi>)}
        >
          <OwnerProvider value={user_id === me.id ? null : (user ?? { id: user_id })}>
            <EditToken id={id} own={false} />
          </OwnerProvider>
        </Page>
      )}
    </LoadedEntity>
  );
}
