/** The user's own second factors, for the pages that list them and for the prompt that asks for one. */
import { useQuery } from '@tanstack/react-query';
import { send } from '../../api/send.ts';
import { type Factor, factorsDocument } from './documents.ts';

export const useOwnFactors = () =>
  useQuery({
    queryKey: ['own factors'],
    queryFn: async () => {
      const { me } = await send(factorsDocument, {});
      return (me?.authentication_factors.entities ?? []).filter((factor): factor is Factor => factor !== null);
    },
  });
