/** The GraphQL documents of the page about two-step sign-in for everybody. */
import { graphql } from '../../../api/documents.ts';

export const settingDocument = graphql(`
  query MfaSetting {
    mfa_admin_setting {
      is_mfa_required
    }
  }
`);

export const updateDocument = graphql(`
  mutation UpdateMfaSetting($input: UpdateMfaAdminSettingsMutationInput) {
    updateMfaAdminSettings(input: $input) {
      is_mfa_required
    }
  }
`);
