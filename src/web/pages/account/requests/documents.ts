/** What the pages about access requests ask of the server. */
import { graphql, type ResultOf } from '../../../api/documents.ts';

export const requestsDocument = graphql(`
  query AccessRequests($user_id: Int64Bit!, $paginator: Paginator, $sorter: [Sorter], $state: AccessRequestState) {
    access_requests(user_id: $user_id, paginator: $paginator, sorter: $sorter, state: $state) {
      entities {
        id
        permissions
        reason
        state
        created_at
        decided_at
        answer
        expires_at
        ended_at
        personal_access_token_id
        personal_access_token {
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

export const requestDocument = graphql(`
  mutation RequestAccess($input: RequestAccessMutationInput!) {
    requestAccess(input: $input) {
      id
      state
    }
  }
`);

export const endDocument = graphql(`
  mutation EndAccess($id: Int64Bit!) {
    endAccess(id: $id) {
      id
      state
    }
  }
`);

/** Those that something can be granted to alone. */
export const askableTokensDocument = graphql(`
  query AskableTokens {
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
