/** The GraphQL documents of the pages about permission sets. */
import { graphql, type ResultOf } from '../../../api/documents.ts';

const setFields = graphql(`
  fragment SetFields on PermissionSet {
    id
    name
    description
    permissions
    built_in
    updated_at
  }
`);

export type PermissionSet = ResultOf<typeof setFields>;

export const setsDocument = graphql(
  `
  query ListOfPermissionSets($paginator: Paginator, $sorter: [Sorter], $general_search: String) {
    permission_sets(paginator: $paginator, sorter: $sorter, general_search: $general_search) {
      entities {
        ...SetFields
      }
      page_info {
        total_count
      }
    }
  }
`,
  [setFields],
);

export const setDocument = graphql(
  `
  query OnePermissionSet($id: Int64Bit!) {
    permission_sets(id: $id) {
      entities {
        ...SetFields
      }
    }
  }
`,
  [setFields],
);

/** How many active tokens a set limits. */
export const tokensOfSetDocument = graphql(`
  query TokensOfSet($id: Int64Bit!) {
    all_personal_access_tokens(permission_set_id: $id, state: ACTIVE, paginator: { page: 1, records_per_page: 1 }) {
      page_info {
        total_count
      }
    }
  }
`);

export const createDocument = graphql(`
  mutation CreatePermissionSet($input: CreatePermissionSetMutationInput) {
    createPermissionSet(input: $input) {
      id
    }
  }
`);

export const updateDocument = graphql(`
  mutation UpdatePermissionSet($id: Int64Bit!, $input: UpdatePermissionSetMutationInput) {
    updatePermissionSet(id: $id, input: $input) {
      id
    }
  }
`);

export const deleteDocument = graphql(`
  mutation DeletePermissionSet($id: Int64Bit!) {
    deletePermissionSet(id: $id) {
      success
    }
  }
`);
