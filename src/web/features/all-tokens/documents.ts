/** The GraphQL documents of the list of all users' tokens. */
import { graphql } from '../../api/documents.ts';
import { ownedTokenFields } from './columns.tsx';

export const allTokensDocument = graphql(
  `
  query AllTokens(
    $paginator: Paginator
    $sorter: [Sorter]
    $search: [Search]
    $state: TokenState
    $revoked: Boolean
    $user_id: Int64Bit
    $created_before: Datetime
    $expiring_before: Datetime
    $unused_since: Datetime
    $never_used: Boolean
    $odd_since: Datetime
    $over_lifetime_limit: Boolean
    $readsUsers: Boolean!
    $withCalls: Boolean!
  ) {
    all_personal_access_tokens(
      paginator: $paginator
      sorter: $sorter
      search: $search
      state: $state
      revoked: $revoked
      user_id: $user_id
      created_before: $created_before
      expiring_before: $expiring_before
      unused_since: $unused_since
      never_used: $never_used
      odd_since: $odd_since
      over_lifetime_limit: $over_lifetime_limit
    ) {
      entities {
        ...OwnedTokenFields
      }
      page_info {
        total_count
      }
    }
  }
`,
  [ownedTokenFields],
);
