/** The GraphQL documents of the page about the token policy. */
import { graphql, type ResultOf } from '../../../api/documents.ts';

export const policyDocument = graphql(`
  query WholeTokenPolicy($readsTokens: Boolean!) {
    token_policy {
      maximum_token_lifetime_days
      revoke_unused_after_days
      warning_days
      tokens_per_user
      password_confirmation_minutes
      tokens_may_rotate_themselves
      accept_session_parameter
      refuse_escalations
    }
    token_report @include(if: $readsTokens) {
      over_lifetime_limit
    }
  }
`);

export type TokenPolicy = NonNullable<ResultOf<typeof policyDocument>['token_policy']>;

export const updateDocument = graphql(`
  mutation UpdateTokenPolicy($input: UpdateTokenPolicyMutationInput) {
    updateTokenPolicy(input: $input) {
      warning_days
    }
  }
`);
