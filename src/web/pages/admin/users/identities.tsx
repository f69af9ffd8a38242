/** The accounts at sign-in providers that are linked to a user. Nothing where there are none. */
import { useMay } from '../../../api/session.tsx';
import { useChange } from '../../../api/use-change.ts';
import { deleteOfUserDocument } from '../../../features/provider-identities/documents.ts';
import { IdentityList } from '../../../features/provider-identities/identity-list.tsx';
import { useIdentitiesOf } from '../../../features/provider-identities/queries.ts';
import { Section } from '../../../ui/section.tsx';
import { useWords } from '../../../words/words.tsx';

export function Identities({ user }: { user: { id: string } }) {
  const words = useWords().companySignIn;
  const may = useMay();
  const { data } = useIdentitiesOf(user.id);
  const deletion = useChange(deleteOfUserDocument);
  if (!data || data.identities.length === 0) return null;
  const removal = {
    run: async (id: string) => (await deletion.run({ user_id: user.id, id })) !== undefined,
    isPending: deletion.isPending,
    refusal: deletion.refusal,
  };
  return (
    <Section title={words.title}>
      <div className="card">
        <IdentityList {...data} removal={may('UPDATE_USER') ? removal : undefined} />
      </div>
    </Section>
  );
}
