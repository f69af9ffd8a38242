/** The GraphQL document with which the page changes the password policy. */
import { graphql } from '../../../api/documents.ts';

export const updateDocument = graphql(`
  mutation UpdatePasswordPolicy($input: UpdatePasswordPolicyMutationInput) {
    updatePasswordPolicy(input: $input) {
      id
    }
  }
`);
