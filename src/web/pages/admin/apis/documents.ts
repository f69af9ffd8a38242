/** The GraphQL documents of the pages about APIs. */
import { graphql, type ResultOf } from '../../../api/documents.ts';

const apiFields = graphql(`
  fragment ApiFields on Api {
    id
    name
    description
    updated_at
  }
`);

export const apisDocument = graphql(
  `
  query ListOfApis($paginator: Paginator, $sorter: [Sorter], $general_search: String) {
    apis(paginator: $paginator, sorter: $sorter, general_search: $general_search) {
      entities {
        ...ApiFields
        operations {
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
`,
  [apiFields],
);

export type ListedApi = NonNullable<ResultOf<typeof apisDocument>['apis']['entities'][number]>;

export const apiDocument = graphql(
  `
  query OneApi($id: Int64Bit!) {
    apis(id: $id) {
      entities {
        ...ApiFields
        document
        operations(paginator: { page: 1, records_per_page: 1 }) {
          page_info {
            total_count
          }
        }
      }
    }
  }
`,
  [apiFields],
);

export type WholeApi = NonNullable<ResultOf<typeof apiDocument>['apis']['entities'][number]>;

export const operationsDocument = graphql(`
  query OperationsOfApi($id: Int64Bit!, $paginator: Paginator, $sorter: [Sorter], $general_search: String) {
    apis(id: $id) {
      entities {
        operations(paginator: $paginator, sorter: $sorter, general_search: $general_search) {
          entities {
            id
            method
            path
            requires
            resource
          }
          page_info {
            total_count
          }
        }
      }
    }
  }
`);

type OperationsOfApi = NonNullable<ResultOf<typeof operationsDocument>['apis']['entities'][number]>;
export type Operation = NonNullable<OperationsOfApi['operations']['entities'][number]>;

export const createDocument = graphql(`
  mutation CreateApi($input: CreateApiMutationInput) {
    createApi(input: $input) {
      id
    }
  }
`);

export const updateDocument = graphql(`
  mutation UpdateApi($id: Int64Bit!, $input: UpdateApiMutationInput) {
    updateApi(id: $id, input: $input) {
      id
    }
  }
`);

export const deleteDocument = graphql(`
  mutation DeleteApi($id: Int64Bit!, $current_password: String) {
    deleteApi(id: $id, current_password: $current_password) {
      success
    }
  }
`);
