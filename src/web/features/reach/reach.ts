/** What a token or a role may do and what that leads to, as the server computes it. */
import { useQuery } from '@tanstack/react-query';
import { graphql, type ResultOf } from '../../api/documents.ts';
import { send } from '../../api/send.ts';

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

/** Null: no request is sent. */
export const useReach = (of: { personal_access_token_id: string } | { role_id: string } | null) =>
  useQuery({
    enabled: of !== null,
    // Never taken from the cache: any change of a role or token may change the result.
    queryKey: ['reach', of],
    staleTime: 0,
    queryFn: async () => (await send(reachDocument, of ?? {})).reach,
  });
