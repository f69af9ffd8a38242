/** The GraphQL document of the counts in the navigation, and what it shares with that of the home page. */
import { graphql } from '../../api/documents.ts';

/** `$all`: tokens of all users, for those who may see them. Otherwise the user's own. */
export const waitingFields = graphql(`
  fragment WaitingFields on Query {
    requests: access_requests(state: PENDING, paginator: $one) @include(if: $decides) {
      page_info {
        total_count
      }
    }
    expiring: personal_access_tokens(
      state: ACTIVE
      expiring_before: $soon
      sorter: [{ attribute: "expires_at", direction: ASC }]
      paginator: $few
    ) @skip(if: $all) {
      entities {
        name
        created_at
        expires_at
      }
      page_info {
        total_count
      }
    }
    expiring_of_all: all_personal_access_tokens(
      state: ACTIVE
      expiring_before: $soon
      sorter: [{ attribute: "expires_at", direction: ASC }]
      paginator: $few
    ) @include(if: $all) {
      entities {
        name
        created_at
        expires_at
      }
      page_info {
        total_count
      }
    }
  }
`);

export const waitingDocument = graphql(
  `
  query Waiting($all: Boolean!, $decides: Boolean!, $one: Paginator!, $few: Paginator!, $soon: Datetime!) {
    ...WaitingFields
  }
`,
  [waitingFields],
);
