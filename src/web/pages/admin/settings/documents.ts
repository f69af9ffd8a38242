/** The GraphQL documents of the page about the system settings. */
import { graphql, type ResultOf } from '../../../api/documents.ts';

export const settingsDocument = graphql(`
  query SystemSettings {
    system_setting {
      language
      timezone
    }
  }
`);

export type Settings = NonNullable<ResultOf<typeof settingsDocument>['system_setting']>;

export const updateDocument = graphql(`
  mutation UpdateSystemSettings($input: UpdateSystemSettingsMutationInput) {
    updateSystemSettings(input: $input) {
      id
    }
  }
`);
