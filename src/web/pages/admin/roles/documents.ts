/** The GraphQL documents of the pages about roles. */
import { graphql, type ResultOf } from '../../../api/documents.ts';

export const rolesDocument = graphql(`
  query Roles($paginator: Paginator, $sorter: [Sorter], $general_search: String, $readsUsers: Boolean!) {
    roles(paginator: $paginator, sorter: $sorter, general_search: $general_search) {
      entities {
        id
        name
        applied_permissions
        updated_at
        users(paginator: { page: 1, records_per_page: 1 }) @include(if: $readsUsers) {
          page_info {
            total_count
          }
        }
      }
      page_info {
        total_count
      }
    }
  }
`);

type Roles = ResultOf<typeof rolesDocument>['roles'];
export type RoleRow = NonNullable<Roles['entities'][number]>;

export const roleDocument = graphql(`
  query Role($id: Int64Bit!, $readsUsers: Boolean!) {
    roles(id: $id) {
      entities {
        id
        name
        applied_permissions
        users(sorter: [{ attribute: "name", direction: ASC }], paginator: { page: 1, records_per_page: 12 })
          @include(if: $readsUsers) {
          entities {
            id
            name
            username
            enabled
          }
          page_info {
            total_count
          }
        }
      }
    }
  }
`);

type Found = ResultOf<typeof roleDocument>['roles'];
export type Role = NonNullable<Found['entities'][number]>;

export const unusedDocument = graphql(`
  query UnusedOfRole($id: Int64Bit!) {
    roles(id: $id) {
      entities {
        unused_permissions(days: 90)
        counted_since
        removed_permissions
        removed_at
      }
    }
  }
`);

export type UnusedOfRole = NonNullable<ResultOf<typeof unusedDocument>['roles']['entities'][number]>;

export const createDocument = graphql(`
  mutation CreateRole($input: CreateRoleMutationInput) {
    createRole(input: $input) {
      id
    }
  }
`);

export const updateDocument = graphql(`
  mutation UpdateRole($id: Int64Bit!, $input: UpdateRoleMutationInput) {
    updateRole(id: $id, input: $input) {
      id
    }
  }
`);

export const deleteDocument = graphql(`
  mutation DeleteRole($id: Int64Bit!) {
    deleteRole(id: $id) {
      success
    }
  }
`);
