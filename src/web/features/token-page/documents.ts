/** The GraphQL documents of the page of a token, for its owner and for administrators. */
import { graphql, type ResultOf } from '../../api/documents.ts';
import { boundTokenFields } from '../token-data/documents.ts';

const wholeTokenFields = graphql(
  `
  fragment WholeTokenFields on PersonalAccessToken {
    ...BoundTokenFields
    issuer_permissions
    latent_permissions
    latent_until
    shrunk_at
  }
`,
  [boundTokenFields],
);

export const wholeTokenDocument = graphql(
  `
  query WholeToken($id: Int64Bit!, $own: Boolean!, $owner: Boolean!, $role: Boolean!) {
    personal_access_tokens(id: $id) @include(if: $own) {
      entities {
        ...WholeTokenFields
      }
    }
    all_personal_access_tokens(id: $id) @skip(if: $own) {
      entities {
        ...WholeTokenFields
        user_id
        user @include(if: $owner) {
          name
          enabled
          super_admin
          role @include(if: $role) {
            applied_permissions
          }
        }
      }
    }
  }
`,
  [wholeTokenFields],
);

type Whole = ResultOf<typeof wholeTokenDocument>;
type Own = NonNullable<NonNullable<Whole['personal_access_tokens']>['entities'][number]>;
type Others = NonNullable<NonNullable<Whole['all_personal_access_tokens']>['entities'][number]>;

export type WholeToken = Own & Partial<Pick<Others, 'user_id' | 'user'>>;

const usageFields = graphql(`
  fragment UsageFields on PersonalAccessToken {
    usage(days: $days) {
      since
      permissions {
        name: permission
        uses
        last_used_on
      }
      days {
        day
        calls
      }
      methods {
        name: method
        uses
        last_used_on
      }
      addresses {
        address
        network
        first_used_at
        last_used_at
        uses
        odd
      }
      first_odd_address {
        address
        first_used_at
      }
    }
  }
`);

export type Usage = NonNullable<ResultOf<typeof usageFields>['usage']>;

export const usageDocument = graphql(
  `
  query TokenUsage($id: Int64Bit!, $own: Boolean!, $days: Int!) {
    personal_access_tokens(id: $id) @include(if: $own) {
      entities {
        ...UsageFields
      }
    }
    all_personal_access_tokens(id: $id) @skip(if: $own) {
      entities {
        ...UsageFields
      }
    }
  }
`,
  [usageFields],
);

export const suggestionDocument = graphql(`
  query ShrinkSuggestion($id: Int64Bit!, $days: Int!) {
    shrink_suggestion(id: $id, unused_for_days: $days) {
      latent_permissions
      kept_permissions
      counted_since
      warning_kinds
    }
  }
`);

export type Suggestion = NonNullable<ResultOf<typeof suggestionDocument>['shrink_suggestion']>;

export const shrinkDocument = graphql(`
  mutation ShrinkToken($id: Int64Bit!, $input: ShrinkPersonalAccessTokenMutationInput!) {
    shrinkPersonalAccessToken(id: $id, input: $input) {
      latent_permissions
    }
  }
`);

export const restoreDocument = graphql(`
  mutation RestoreToken($id: Int64Bit!, $permissions: [Permission!], $current_password: String) {
    restorePersonalAccessToken(id: $id, permissions: $permissions, current_password: $current_password) {
      id
    }
  }
`);
