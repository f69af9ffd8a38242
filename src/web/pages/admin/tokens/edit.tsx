/** Changes a token of somebody else, to what both they and whoever changes it may do. */
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'wouter';
import { ask } from '../../../api/ask.ts';
import { useMay, useMe } from '../../../api/session.tsx';
import { ownerDocument } from '../../../features/token-form/documents.ts';
import { EditToken } from '../../../features/token-form/edit-token.tsx';
import { OwnerProvider } from '../../../features/token-form/owner.ts';
import { Found } from '../../../ui/loaded-entity.tsx';
import { useWords } from '../../../words/words.tsx';
import { Page } from '../../shell.tsx';

export default function EditTokenOfUserPage() {
  const { tokens, inventory } = useWords();
  const { id = '' } = useParams();
  const me = useMe();
  const may = useMay();
  const reads = { readsUsers: may('READ_USER'), readsRoles: may('READ_ROLE') };
  const query = useQuery({
    queryKey: ['tokens', 'owner', id, reads],
    queryFn: () => ask(ownerDocument, { id, ...reads }),
  });
  return (
    <Found query={query} entity={query.data?.all_personal_access_tokens?.entities[0]} back="/admin/tokens">
      {({ user_id, user }) => (
        <Page
          title={tokens.form.editTitle}
          intro={user && user_id !== me.id && inventory.editIntro(<bdi>{user.name}</bdi>)}
        >
          <OwnerProvider value={user_id === me.id ? null : (user ?? { id: user_id })}>
            <EditToken id={id} back={`/admin/tokens/${id}`} />
          </OwnerProvider>
        </Page>
      )}
    </Found>
  );
}
