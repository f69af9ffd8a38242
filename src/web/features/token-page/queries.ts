/** What the page of a token reads. All of it is read again when tokens change. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { send } from '../../api/send.ts';
import { useMay } from '../../api/session.tsx';
import { suggestionDocument, usageDocument, type WholeToken, wholeTokenDocument } from './documents.ts';

/** Which token, and whether as its owner or as an administrator. */
export interface Which {
  id: string;
  own: boolean;
}

/** Null when the user may see no token with this id. */
export function useWholeToken({ id, own }: Which) {
  const may = useMay();
  const [owner, role] = [may('READ_USER'), may('READ_ROLE')];
  return useQuery({
    queryKey: ['tokens', 'whole', id, own],
    queryFn: async (): Promise<WholeToken | null> => {
      const { personal_access_tokens, all_personal_access_tokens } = await send(wholeTokenDocument, {
        id,
        own,
        owner,
        role,
      });
      return (personal_access_tokens ?? all_personal_access_tokens)?.entities[0] ?? null;
    },
  });
}

export const useUsage = ({ id, own }: Which, days: number) =>
  useQuery({
    queryKey: ['tokens', 'usage', id, own, days],
    placeholderData: keepPreviousData,
    queryFn: async () => {
      const { personal_access_tokens, all_personal_access_tokens } = await send(usageDocument, { id, own, days });
      return (personal_access_tokens ?? all_personal_access_tokens)?.entities[0]?.usage ?? null;
    },
  });

/** What shrinking the token to its uses in the last days would change. */
export const useSuggestion = (id: string, days: number) =>
  useQuery({
    queryKey: ['tokens', 'suggestion', id, days],
    placeholderData: keepPreviousData,
    queryFn: async () => (await send(suggestionDocument, { id, days })).shrink_suggestion,
  });
