/** Accounts at sign-in providers that are linked to a user, each with a button that removes the link. */
import '../second-factor/second-factor.css';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Refusal } from '../../api/refusal.ts';
import { Button } from '../../ui/button.tsx';
import { RemoveDialog } from '../../ui/remove-dialog.tsx';
import { notify } from '../../ui/toasts.tsx';
import { useFormats, useWords } from '../../words/words.tsx';
import type { Identity } from './documents.ts';
import { identityKeys } from './queries.ts';

interface Provider {
  provider_id: string;
  name: string;
}

interface Removal {
  /** Whether it was removed. */
  run: (id: string) => Promise<boolean>;
  isPending: boolean;
  refusal: Refusal | undefined;
}

interface IdentityListProps {
  identities: readonly Identity[];
  providers: readonly Provider[];
  /** Absent for users who may not. */
  removal?: Removal | undefined;
}

export function IdentityList({ identities, providers, removal }: IdentityListProps) {
  const words = useWords().companySignIn;
  const formats = useFormats();
  const client = useQueryClient();
  const [removed, setRemoved] = useState<Identity>();
  const remove = async ({ id }: Identity, { run }: Removal) => {
    if (!(await run(id))) return;
    await Promise.all(identityKeys.map((key) => client.invalidateQueries({ queryKey: [key] })));
    notify(words.removed);
    setRemoved(undefined);
  };
  const nameOf = ({ provider_id }: Identity) =>
    providers.find((provider) => provider.provider_id === provider_id)?.name ?? provider_id;
  return (
    <>
      <ul className="factors">
        {identities.map((identity) => (
          <li key={identity.id}>
            <span className="factor-name">
              <bdi>{nameOf(identity)}</bdi>{' '}
              <span className="minor">
                {words.used(formats.day(identity.created_at), formats.day(identity.last_used_at))}
              </span>
            </span>
            {removal && (
              <Button look="quiet" aria-label={words.removeOne(nameOf(identity))} onPress={() => setRemoved(identity)}>
                {words.remove}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {removed && removal && (
        <RemoveDialog
          name={nameOf(removed)}
          words={words}
          removal={removal}
          remove={() => remove(removed, removal)}
          close={() => setRemoved(undefined)}
        />
      )}
    </>
  );
}
