/** The GraphQL documents of the list of all users' tokens. */
import { graphql, type ResultOf } from '../../api/documents.ts';
import { tokenFields } from '../token-data/documents.ts';

export const allTokensDocument = graphql(
  `
  query AllTokens(
    $paginator: Paginator
    $sorter: [Sorter]
    $search: [Search]
    $state: TokenState
    $revoked: Boolean
    $user_id: Int64Bit
    $expiring_before: Datetime
    $unused_since: Datetime
    $never_used: Boolean
    $over_lifetime_limit: Boolean
    $readsUsers: Boolean!
  ) {
    all_personal_access_tokens(
      paginator: $paginator
      sorter: $sorter
      search: $search
      state: $state
      revoked: $revoked
      user_id: $user_id
      expiring_before: $expiring_before
      unused_since: $unused_since
      never_used: $never_used
      over_lifetime_limit: $over_lifetime_limit
    ) {
      entities {
        ...TokenFields
        user @include(if: $readsUsers) {
          id
          name
          enabled
        }
      }
      page_info {
        total_count
      }
    }
  }
`,
  [tokenFields],
);

type Tokens = NonNullable<ResultOf<typeof allTokensDocument>['all_personal_access_tokens']>;
export type OwnedToken = NonNullable<Tokens['entities'][number]>;
