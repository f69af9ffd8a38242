/** What the token pages ask of the server. */
import { graphql, type ResultOf } from '../api/documents.ts';

export const tokenFields = graphql(`
  fragment TokenFields on PersonalAccessToken {
    id
    name
    description
    type
    start
    last_four
    created_at
    last_used_at
    last_used_ip
    expires_at
    state
    revoked_at
    revoke_reason
    over_lifetime_limit
    permission_set_id
    permission_set {
      name
    }
    permissions
    methods
    project {
      key
      name
    }
    allowed_subnets
  }
`);

export type Token = ResultOf<typeof tokenFields>;

export const tokensDocument = graphql(
  `
  query Tokens(
    $paginator: Paginator
    $sorter: [Sorter]
    $general_search: String
    $revoked: Boolean
    $search: [Search]
  ) {
    personal_access_tokens(
      paginator: $paginator
      sorter: $sorter
      general_search: $general_search
      revoked: $revoked
      search: $search
    ) {
      entities {
        ...TokenFields
      }
      page_info {
        total_count
      }
    }
    token_policy {
      warning_days
      maximum_token_lifetime_days
    }
  }
`,
  [tokenFields],
);
