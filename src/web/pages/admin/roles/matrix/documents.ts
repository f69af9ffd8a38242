/** The GraphQL document of the table of who can do what. */
import { graphql } from '../../../../api/documents.ts';

/** Users who are disabled can do nothing, and super admins can do everything, whatever their role. */
export const matrixDocument = graphql(`
  query RoleMatrix($id: Int64Bit, $paginator: Paginator!, $one: Paginator!, $readsUsers: Boolean!) {
    roles(id: $id, sorter: [{ attribute: "name", direction: ASC }], paginator: $paginator) {
      entities {
        id
        name
        applied_permissions
        users(enabled: true, super_admin: false, paginator: $one) @include(if: $readsUsers) {
          page_info {
            total_count
          }
        }
      }
      page_info {
        total_count
      }
    }
    super_admins: users(enabled: true, super_admin: true, paginator: $one) @include(if: $readsUsers) {
      page_info {
        total_count
      }
    }
  }
`);

export const userDocument = graphql(`
  query UserOfMatrix($id: Int64Bit!) {
    users(id: $id) {
      entities {
        id
        name
        enabled
        super_admin
        role_id
      }
    }
  }
`);
