/** Edits a token of another user, within the permissions of both users. */
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'wouter';
import { send } from '../../../api/send.ts';
import { useMay, useMe } from '../../../api/session.tsx';
import { EditToken } from '../../../features/token-form/edit-token.tsx';
import { OwnerProvider } from '../../../features/token-form/owner.ts';
import { LoadedEntity } from '../../../ui/loaded-entity.tsx';
import { useWords } from '../../../words/words.tsx';
import { ownerDocument } from './documents.ts';

export default function EditTokenOfUserPage() {
  const { allTokens } = useWords();
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
        <OwnerProvider value={user_id === me.id ? null : (user ?? { id: user_id })}>
          <EditToken
            id={id}
            own={false}
            intro={user && user_id !== me.id && allTokens.editIntro(<bdi>{user.name}</bdi>)}
          />
        </OwnerProvider>
      )}
    </LoadedEntity>
  );
}
