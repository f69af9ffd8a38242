/** The GraphQL document of the home page: one request for all of it. */
import { graphql, type ResultOf } from '../../api/documents.ts';
import { waitingFields } from '../waiting/documents.ts';

/** `all`: tokens of all users, for those who may see them. Otherwise the user's own. */
export const attentionDocument = graphql(
  `
  query Attention(
    $all: Boolean!
    $decides: Boolean!
    $setsTokens: Boolean!
    $setsFactors: Boolean!
    $setsPasswords: Boolean!
    $one: Paginator!
    $few: Paginator!
    $many: Paginator!
    $soon: Datetime!
    $later: Datetime!
    $unused_since: Datetime!
    $odd_since: Datetime!
  ) {
    me {
      authentication_factors {
        entities {
          is_verified
        }
      }
    }
    ...WaitingFields
    unused: personal_access_tokens(
      state: ACTIVE
      unused_since: $unused_since
      created_before: $unused_since
      paginator: $one
    ) @skip(if: $all) {
      page_info {
        total_count
      }
    }
    unused_of_all: all_personal_access_tokens(
      state: ACTIVE
      unused_since: $unused_since
      created_before: $unused_since
      paginator: $one
    ) @include(if: $all) {
      page_info {
        total_count
      }
    }
    odd: personal_access_tokens(state: ACTIVE, odd_since: $odd_since, paginator: $one) @skip(if: $all) {
      page_info {
        total_count
      }
    }
    odd_of_all: all_personal_access_tokens(state: ACTIVE, odd_since: $odd_since, paginator: $one) @include(if: $all) {
      page_info {
        total_count
      }
    }
    next: personal_access_tokens(
      state: ACTIVE
      expiring_before: $later
      sorter: [{ attribute: "expires_at", direction: ASC }]
      paginator: $many
    ) @skip(if: $all) {
      entities {
        id
        name
        created_at
        expires_at
      }
      page_info {
        total_count
      }
    }
    next_of_all: all_personal_access_tokens(
      state: ACTIVE
      expiring_before: $later
      sorter: [{ attribute: "expires_at", direction: ASC }]
      paginator: $many
    ) @include(if: $all) {
      entities {
        id
        name
        created_at
        expires_at
      }
      page_info {
        total_count
      }
    }
    token_policy @include(if: $setsTokens) {
      maximum_token_lifetime_days
      revoke_unused_after_days
      accept_session_parameter
      refuse_escalations
    }
    mfa_admin_setting @include(if: $setsFactors) {
      is_mfa_required
    }
    password_policy @include(if: $setsPasswords) {
      minimum_length
      minimum_password_strength
    }
  }
`,
  [waitingFields],
);

export type Answer = ResultOf<typeof attentionDocument>;
