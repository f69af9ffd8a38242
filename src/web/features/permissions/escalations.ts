/** What selected permissions would lead to, as the server computes it before they are given. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { graphql, type Permission, type ResultOf } from '../../api/documents.ts';
import { send } from '../../api/send.ts';

const escalationsDocument = graphql(`
  query Escalations($permissions: [Permission!]!, $for_token: Boolean!) {
    escalations(permissions: $permissions, for_token: $for_token) {
      leads_to
      permissions
      steps {
        method
        actor
        act
        words
      }
    }
  }
`);

export type Escalation = NonNullable<ResultOf<typeof escalationsDocument>['escalations']>[number];

export interface FoundEscalations {
  escalations: readonly Escalation[];
  /** False while the answer for this selection is missing: the escalations are then those of the previous one. */
  isKnown: boolean;
}

/** All that show the same selection share one request. */
export function useEscalations(permissions: Iterable<Permission>, forToken: boolean): FoundEscalations {
  const variables = { permissions: [...permissions].sort(), for_token: forToken };
  const isEmpty = variables.permissions.length === 0;
  const { data, isPlaceholderData } = useQuery({
    queryKey: ['escalations', variables],
    placeholderData: keepPreviousData,
    enabled: !isEmpty,
    queryFn: async () => (await send(escalationsDocument, variables)).escalations ?? [],
  });
  if (isEmpty) return { escalations: [], isKnown: true };
  return { escalations: data ?? [], isKnown: data !== undefined && !isPlaceholderData };
}
