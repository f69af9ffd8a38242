/** The GraphQL documents of the dialogs of a list of tokens. */
import { graphql } from '../../api/documents.ts';
import { issuedFields } from '../token-data/documents.ts';

export const regenerateDocument = graphql(
  `
  mutation RegenerateToken($id: Int64Bit!, $input: RegeneratePersonalAccessTokenMutationInput!) {
    regeneratePersonalAccessToken(id: $id, input: $input) {
      ...IssuedToken
    }
  }
`,
  [issuedFields],
);

export const revokeDocument = graphql(`
  mutation RevokeTokens($ids: [Int64Bit!]!, $current_password: String) {
    deletePersonalAccessTokens(ids: $ids, current_password: $current_password) {
      id
      success
    }
  }
`);

export const confirmDocument = graphql(`
  mutation ConfirmTokens($ids: [Int64Bit!]!, $current_password: String) {
    confirmPersonalAccessTokens(ids: $ids, current_password: $current_password) {
      success
    }
  }
`);
