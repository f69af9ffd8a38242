/** The accounts at sign-in providers with which the user signs in, and linking others. Nothing where there are no providers. */
import { useChange } from '../../api/use-change.ts';
import { deleteOwnDocument, linkDocument } from '../../features/provider-identities/documents.ts';
import { IdentityList } from '../../features/provider-identities/identity-list.tsx';
import { useOwnIdentities } from '../../features/provider-identities/queries.ts';
import { Button } from '../../ui/button.tsx';
import { RefusalNote } from '../../ui/refusal-note.tsx';
import { Section } from '../../ui/section.tsx';
import { useWords } from '../../words/words.tsx';

export function CompanySignIn() {
  const words = useWords().companySignIn;
  const { data, error, refetch } = useOwnIdentities();
  const linking = useChange(linkDocument);
  const deletion = useChange(deleteOwnDocument);
  if (error) return <RefusalNote refusal={error} retry={refetch} />;
  if (!data || (data.providers.length === 0 && data.identities.length === 0)) return null;
  const { identities, providers } = data;
  const unlinked = providers.filter(({ provider_id }) => !identities.some((one) => one.provider_id === provider_id));
  const link = async (provider_id: string) => {
    const path = (await linking.run({ provider_id }))?.linkProviderIdentity?.message;
    // The provider is on another site, so the whole page goes there.
    if (path) window.location.assign(path);
  };
  const removal = {
    run: async (id: string) => (await deletion.run({ id })) !== undefined,
    isPending: deletion.isPending,
    refusal: deletion.refusal,
  };
  return (
    <Section isCard title={words.title}>
      <p>{identities.length > 0 ? words.linked : words.none}</p>
      {linking.refusal && <RefusalNote refusal={linking.refusal} />}
      {identities.length > 0 && <IdentityList {...{ identities, providers, removal }} />}
      <div className="factor-actions">
        {unlinked.map(({ provider_id, name }) => (
          <Button key={provider_id} isPending={linking.isPending} onPress={() => link(provider_id)}>
            {words.link(name)}
          </Button>
        ))}
      </div>
    </Section>
  );
}
