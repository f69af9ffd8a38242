/** The GraphQL documents of the pages about the user's own requests for access. */
import { graphql, type ResultOf } from '../../../api/documents.ts';
import { requestFields } from '../../../features/access-requests/documents.ts';

export const requestsDocument = graphql(
  `
  query AccessRequests($user_id: Int64Bit!, $paginator: Paginator, $sorter: [Sorter], $state: AccessRequestState) {
    access_requests(user_id: $user_id, paginator: $paginator, sorter: $sorter, state: $state) {
      entities {
        ...RequestFields
        personal_access_token {
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
export type OwnRequest = NonNullable<Requests['entities'][number]>;

/** The user's tokens for which permissions can be requested. */
export const requestableTokensDocument = graphql(`
  query RequestableTokens {
    personal_access_tokens(
      state: ACTIVE
      type: USER
      sorter: [{ attribute: "name", direction: ASC }]
      paginator: { page: 1, records_per_page: 100 }
    ) {
      entities {
        id
        name
      }
    }
  }
`);
