/** The GraphQL documents about the user's own second factors. */
import { graphql, type ResultOf } from '../../api/documents.ts';

export const factorsDocument = graphql(`
  query OwnFactors {
    me {
      authentication_factors(is_verified: true, sorter: { attribute: "id", direction: ASC }) {
        entities {
          id
          type
          data
          created_at
        }
      }
    }
  }
`);

export type Factor = NonNullable<
  NonNullable<ResultOf<typeof factorsDocument>['me']>['authentication_factors']['entities'][number]
>;

export const createDocument = graphql(`
  mutation CreateFactor($input: CreateAuthenticationFactorMutationInput) {
    createAuthenticationFactor(input: $input) {
      id
      data
      secret_data
    }
  }
`);

export const verifyDocument = graphql(`
  mutation VerifyFactor($input: VerifyOneTimePasswordForAuthenticationFactorMutationInput) {
    verifyOneTimePasswordForAuthenticationFactor(input: $input) {
      id
    }
  }
`);

export const reenrollDocument = graphql(`
  mutation ReenrollFactor($id: Int64Bit!, $current_password: String) {
    reenrollAuthenticationFactor(id: $id, current_password: $current_password) {
      id
      secret_data
    }
  }
`);

export const deleteDocument = graphql(`
  mutation DeleteFactor($id: Int64Bit!, $current_password: String) {
    deleteAuthenticationFactor(id: $id, current_password: $current_password) {
      success
    }
  }
`);

export const requestDocument = graphql(`
  mutation RequestCode($type: AuthenticationFactorType!) {
    requestOneTimePassword(type: $type) {
      message
    }
  }
`);

export const confirmDocument = graphql(`
  mutation Confirm($password: String, $type: AuthenticationFactorType, $code: String) {
    confirmPassword(current_password: $password, type: $type, one_time_password: $code) {
      success
    }
  }
`);
