/** The GraphQL documents of the page of requests to decide. */
import { graphql, type ResultOf } from '../../../api/documents.ts';
import { requestFields } from '../../../features/access-requests/documents.ts';

export const requestsDocument = graphql(
  `
  query RequestsOfAll(
    $paginator: Paginator
    $sorter: [Sorter]
    $general_search: String
    $state: AccessRequestState
    $readsUsers: Boolean!
  ) {
    access_requests(paginator: $paginator, sorter: $sorter, general_search: $general_search, state: $state) {
      entities {
        ...RequestFields
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
`,
  [requestFields],
);

type Requests = ResultOf<typeof requestsDocument>['access_requests'];
export type AnyRequest = NonNullable<Requests['entities'][number]>;

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
