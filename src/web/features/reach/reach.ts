/** What a token or a role may do and what that leads to, as the server computes it. */
import { useQuery } from '@tanstack/react-query';
import { ask } from '../../api/ask.ts';
import { graphql, type ResultOf } from '../../api/documents.ts';

const reachDocument = graphql(`
  query Reach($personal_access_token_id: Int64Bit, $role_id: Int64Bit) {
    reach(personal_access_token_id: $personal_access_token_id, role_id: $role_id) {
      permissions
      escalations {
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
  }
`);

export type Reach = NonNullable<ResultOf<typeof reachDocument>['reach']>;

/** Null: nothing is asked. */
export const useReach = (of: { personal_access_token_id: string } | { role_id: string } | null) =>
  useQuery({
    enabled: of !== null,
    // Every change of a role or a token may change it.
    queryKey: ['reach', of],
    staleTime: 0,
    queryFn: async () => (await ask(reachDocument, of ?? {})).reach,
  });
