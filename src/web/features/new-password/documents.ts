/** Reads the rules for new passwords. */
import { graphql } from '../../api/documents.ts';

export const passwordPolicyDocument = graphql(`
  query PasswordPolicy {
    password_policy {
      minimum_length
      minimum_password_strength
      requires_alpha_numeric
      requires_at_least_one_special_character
      requires_upper_and_lower_case_characters
    }
  }
`);
