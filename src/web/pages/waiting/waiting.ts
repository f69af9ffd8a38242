/**
 * How many access requests wait for a decision and how many tokens expire soon, for the navigation. The server counts them once
 * for a tab, and again only after a change that may change them, because counting the tokens of all users takes long.
 */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { onChange } from '../../api/changes.ts';
import type { Method } from '../../api/documents.ts';
import { send } from '../../api/send.ts';
import { useMay } from '../../api/session.tsx';
import { ofUse } from '../../features/all-tokens/filters.ts';
import { waitingDocument } from './documents.ts';
import { countOfExpiring } from './first-steps.ts';

interface Waiting {
  requests: number;
  expiring: number;
}

const changing = new Set<string>([
  'confirmPersonalAccessTokens',
  'copyPersonalAccessToken',
  'createPersonalAccessToken',
  'declineAccess',
  'deletePersonalAccessToken',
  'deletePersonalAccessTokens',
  'endAccess',
  'grantAccess',
  'regeneratePersonalAccessToken',
  'requestAccess',
  'updatePersonalAccessToken',
  'updateUser',
] satisfies Method[]);

/** What the user may see of it. */
export function useWaitingScope() {
  const may = useMay();
  return {
    all: may('READ_PERSONAL_ACCESS_TOKEN'),
    decides: may('READ_ACCESS_REQUEST') && may('UPDATE_ACCESS_REQUEST'),
  };
}

type Scope = ReturnType<typeof useWaitingScope>;

const keyOf = (scope: Scope) => ['waiting', scope];

export function useWaiting(): Waiting | undefined {
  const scope = useWaitingScope();
  const { data, refetch } = useQuery({
    queryKey: keyOf(scope),
    // Not read again with everything else.
    staleTime: 'static',
    queryFn: async (): Promise<Waiting> => {
      const one = { page: 1, records_per_page: 1 };
      const few = { page: 1, records_per_page: 20 };
      const answer = await send(waitingDocument, { ...scope, one, few, soon: ofUse('expiring30').expiring_before });
      return {
        requests: answer.requests?.page_info.total_count ?? 0,
        expiring: countOfExpiring(answer.expiring ?? answer.expiring_of_all),
      };
    },
  });
  useEffect(
    () =>
      onChange((mutations) => void (mutations.some((one) => changing.has(one)) && refetch({ cancelRefetch: false }))),
    [refetch],
  );
  return data;
}

/** The home page has just counted them. */
export function useCounted(): (counts: Waiting) => void {
  const client = useQueryClient();
  const scope = useWaitingScope();
  return (counts) => client.setQueryData<Waiting>(keyOf(scope), counts);
}
