/** The GraphQL documents of the pages about custom permissions. */
import { graphql, type ResultOf } from '../../../api/documents.ts';

const permissionFields = graphql(`
  fragment CustomPermissionFields on CustomPermission {
    id
    name
    group
    description
    warning
    resource_kinds
    retired_at
    updated_at
  }
`);

export type CustomPermission = ResultOf<typeof permissionFields>;

export const permissionsDocument = graphql(
  `
  query CustomPermissions($paginator: Paginator, $sorter: [Sorter], $general_search: String) {
    custom_permissions(paginator: $paginator, sorter: $sorter, general_search: $general_search) {
      entities {
        ...CustomPermissionFields
      }
      page_info {
        total_count
      }
    }
  }
`,
  [permissionFields],
);

export const permissionDocument = graphql(
  `
  query CustomPermission($id: Int64Bit!) {
    custom_permissions(id: $id) {
      entities {
        ...CustomPermissionFields
      }
    }
  }
`,
  [permissionFields],
);

/** Which roles and permission sets have which permissions, for the list. */
export const holdersDocument = graphql(`
  query Holders($readsRoles: Boolean!) {
    roles(paginator: { page: 1, records_per_page: 1000 }) @include(if: $readsRoles) {
      entities {
        applied_permissions
      }
    }
    permission_sets(built_in: false, paginator: { page: 1, records_per_page: 1000 }) {
      entities {
        permissions
      }
    }
  }
`);

/** Who has one permission, and which APIs require it, as far as the user may read it. */
export const usesDocument = graphql(`
  query UsesOfPermission(
    $names: [Permission]
    $readsRoles: Boolean!
    $readsTokens: Boolean!
    $readsRequests: Boolean!
    $readsApis: Boolean!
    $name: String!
  ) {
    roles(
      applied_permissions: $names
      sorter: [{ attribute: "name", direction: ASC }]
      paginator: { page: 1, records_per_page: 12 }
    ) @include(if: $readsRoles) {
      entities {
        id
        name
      }
      page_info {
        total_count
      }
    }
    permission_sets(
      permissions: $names
      built_in: false
      sorter: [{ attribute: "name", direction: ASC }]
      paginator: { page: 1, records_per_page: 12 }
    ) {
      entities {
        id
        name
      }
      page_info {
        total_count
      }
    }
    all_personal_access_tokens(
      permissions: $names
      state: ACTIVE
      sorter: [{ attribute: "name", direction: ASC }]
      paginator: { page: 1, records_per_page: 12 }
    ) @include(if: $readsTokens) {
      entities {
        id
        name
      }
      page_info {
        total_count
      }
    }
    access_requests(permissions: $names, state: GRANTED, paginator: { page: 1, records_per_page: 1 })
      @include(if: $readsRequests) {
      page_info {
        total_count
      }
    }
    apis(
      reverse_relation_filters: [
        {
          relation: "operations"
          search: [
            { string_fields: [{ attribute: "permissions", search_value: $name, match: true, partial_matching: false }] }
          ]
        }
      ]
      sorter: [{ attribute: "name", direction: ASC }]
    ) @include(if: $readsApis) {
      entities {
        id
        name
        operations(permissions: $names, paginator: { page: 1, records_per_page: 1 }) {
          page_info {
            total_count
          }
        }
      }
    }
  }
`);

type Uses = ResultOf<typeof usesDocument>;
export type RequiringApi = NonNullable<NonNullable<Uses['apis']>['entities'][number]>;

export const createDocument = graphql(`
  mutation CreatePermission($input: CreatePermissionMutationInput) {
    createPermission(input: $input) {
      id
    }
  }
`);

export const updateDocument = graphql(`
  mutation UpdatePermission($id: Int64Bit!, $input: UpdatePermissionMutationInput) {
    updatePermission(id: $id, input: $input) {
      id
    }
  }
`);

export const retireDocument = graphql(`
  mutation RetirePermission($id: Int64Bit!) {
    retirePermission(id: $id) {
      id
    }
  }
`);

export const deleteDocument = graphql(`
  mutation DeletePermission($id: Int64Bit!) {
    deletePermission(id: $id) {
      success
    }
  }
`);
