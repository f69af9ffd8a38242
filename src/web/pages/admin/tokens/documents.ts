/** The GraphQL documents of the pages of all users' tokens. */
import { graphql, type ResultOf } from '../../../api/documents.ts';

/** The owner of a token and their permissions, as far as the user may read them. */
export const ownerDocument = graphql(`
  query TokenOwner($id: Int64Bit!, $readsUsers: Boolean!, $readsRoles: Boolean!) {
    all_personal_access_tokens(id: $id) {
      entities {
        user_id
        user @include(if: $readsUsers) {
          id
          name
          username
          enabled
          super_admin
          service_account
          role_id
          role @include(if: $readsRoles) {
            applied_permissions
          }
        }
      }
    }
  }
`);

export const reportDocument = graphql(`
  query TokenReport($user_id: Int64Bit, $text: String) {
    token_report(user_id: $user_id, text: $text) {
      live
      expiring
      expired
      never_used
      over_lifetime_limit
      owners_disabled
    }
  }
`);

export type TokenReport = NonNullable<ResultOf<typeof reportDocument>['token_report']>;
