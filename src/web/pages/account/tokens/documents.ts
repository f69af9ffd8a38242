/** The GraphQL documents of the page of the user's own tokens. */
import { graphql } from '../../../api/documents.ts';
import { tokenFields } from '../../../features/token-data/documents.ts';
import { callFields } from '../../../features/token-list/calls.tsx';

export const tokensDocument = graphql(
  `
  query Tokens(
    $paginator: Paginator
    $sorter: [Sorter]
    $general_search: String
    $revoked: Boolean
    $state: TokenState
    $search: [Search]
    $created_before: Datetime
    $expiring_before: Datetime
    $unused_since: Datetime
    $odd_since: Datetime
    $withCalls: Boolean!
  ) {
    personal_access_tokens(
      paginator: $paginator
      sorter: $sorter
      general_search: $general_search
      revoked: $revoked
      state: $state
      search: $search
      created_before: $created_before
      expiring_before: $expiring_before
      unused_since: $unused_since
      odd_since: $odd_since
    ) {
      entities {
        ...TokenFields
        ...CallFields
      }
      page_info {
        total_count
      }
    }
  }
`,
  [tokenFields, callFields],
);

/** How many tokens are blocked since a restore. */
export const fencedTokensDocument = graphql(`
  query FencedTokens {
    personal_access_tokens(state: FENCED, paginator: { page: 1, records_per_page: 1 }) {
      page_info {
        total_count
      }
    }
  }
`);
