/** The GraphQL documents about accounts at sign-in providers. */
import { graphql, type ResultOf } from '../../api/documents.ts';

const identityFields = graphql(`
  fragment IdentityFields on ProviderIdentity {
    id
    provider_id
    subject
    created_at
    last_used_at
  }
`);

export type Identity = ResultOf<typeof identityFields>;

export const ownIdentitiesDocument = graphql(
  `
  query OwnIdentities {
    sign_in_providers {
      provider_id
      name
    }
    me {
      completed_setup
      provider_identities(sorter: { attribute: "id", direction: ASC }) {
        entities {
          ...IdentityFields
        }
      }
    }
  }
`,
  [identityFields],
);

export const identitiesOfDocument = graphql(
  `
  query IdentitiesOf($id: Int64Bit!) {
    sign_in_providers {
      provider_id
      name
    }
    users(id: $id) {
      entities {
        provider_identities(sorter: { attribute: "id", direction: ASC }) {
          entities {
            ...IdentityFields
          }
        }
      }
    }
  }
`,
  [identityFields],
);

export const linkDocument = graphql(`
  mutation LinkIdentity($provider_id: String!, $current_password: String) {
    linkProviderIdentity(provider_id: $provider_id, current_password: $current_password) {
      message
    }
  }
`);

export const deleteOwnDocument = graphql(`
  mutation DeleteIdentity($id: Int64Bit!, $current_password: String) {
    deleteProviderIdentity(id: $id, current_password: $current_password) {
      success
    }
  }
`);

export const deleteOfUserDocument = graphql(`
  mutation DeleteIdentityOf($user_id: Int64Bit!, $id: Int64Bit!, $current_password: String) {
    deleteProviderIdentityOfUser(user_id: $user_id, id: $id, current_password: $current_password) {
      success
    }
  }
`);
