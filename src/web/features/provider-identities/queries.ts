/** The accounts at sign-in providers of the user and of others, and what the providers are called. */
import { useQuery } from '@tanstack/react-query';
import { send } from '../../api/send.ts';
import { type Identity, identitiesOfDocument, ownIdentitiesDocument } from './documents.ts';

/** The first parts of the keys of these queries. */
export const identityKeys = ['own identities', 'identities of'];

const present = (identities: readonly (Identity | null)[]) => identities.filter((one) => one !== null);

export const useOwnIdentities = () =>
  useQuery({
    queryKey: ['own identities'],
    queryFn: async () => {
      const { me, sign_in_providers: providers } = await send(ownIdentitiesDocument, {});
      return {
        providers,
        identities: present(me.provider_identities.entities),
        hasPassword: me.completed_setup,
      };
    },
  });

export const useIdentitiesOf = (id: string) =>
  useQuery({
    queryKey: ['identities of', id],
    queryFn: async () => {
      const { users, sign_in_providers: providers } = await send(identitiesOfDocument, { id });
      return { providers, identities: present(users.entities[0]?.provider_identities.entities ?? []) };
    },
  });
