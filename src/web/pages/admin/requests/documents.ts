/** What the page on which requests for access are decided asks of the server. */
import { graphql, type ResultOf } from '../../../api/documents.ts';

export const requestsDocument = graphql(`
  query RequestsOfAll(
    $paginator: Paginator
    $sorter: [Sorter]
    $general_search: String
    $state: AccessRequestState
    $readsUsers: Boolean!
  ) {
    access_requests(paginator: $paginator, sorter: $sorter, general_search: $general_search, state: $state) {
      entities {
        id
        permissions
        reason
        state
        created_at
        answer
        expires_at
        personal_access_token_id
        user_id
        user @include(if: $readsUsers) {
          id
          name
          role_id
        }
        decided_by @include(if: $readsUsers) {
          name
        }
      }
      page_info {
        total_count
      }
    }
  }
`);

type Requests = NonNullable<ResultOf<typeof requestsDocument>['access_requests']>;
export type Request = NonNullable<Requests['entities'][number]>;
export type State = Request['state'];

export const grantDocument = graphql(`
  mutation GrantAccess($id: Int64Bit!, $input: GrantAccessMutationInput) {
    grantAccess(id: $id, input: $input) {
      id
    }
  }
`);

export const declineDocument = graphql(`
  mutation DeclineAccess($id: Int64Bit!, $answer: String) {
    declineAccess(id: $id, answer: $answer) {
      id
    }
  }
`);

export const endDocument = graphql(`
  mutation EndAccessOf($id: Int64Bit!, $reason: String) {
    endAccess(id: $id, reason: $reason) {
      id
    }
  }
`);
