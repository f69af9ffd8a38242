/** The GraphQL documents of the form of a token. */
import { graphql, type Permission } from '../../api/documents.ts';
import { boundTokenFields, issuedFields } from '../token-data/documents.ts';

export const tokenDocument = graphql(
  `
  query Token($id: Int64Bit!, $user_id: Int64Bit, $isOwn: Boolean!) {
    own: personal_access_tokens(id: $id) @include(if: $isOwn) {
      entities {
        ...BoundTokenFields
      }
    }
    others: all_personal_access_tokens(id: $id, user_id: $user_id) @skip(if: $isOwn) {
      entities {
        ...BoundTokenFields
      }
    }
  }
`,
  [boundTokenFields],
);

export const setsDocument = graphql(`
  query PermissionSets {
    permission_sets(paginator: { page: 1, records_per_page: 1000 }) {
      entities {
        id
        name
        description
        permissions
      }
    }
  }
`);

export type PermissionSet = { id: string; name: string; description: string; permissions: Permission[] };

export const projectsDocument = graphql(`
  query Projects($search: String) {
    projects(
      general_search: $search
      sorter: [{ attribute: "name", direction: ASC }]
      paginator: { page: 1, records_per_page: 50 }
    ) {
      entities {
        id
        key
        name
      }
    }
  }
`);

export const copyDocument = graphql(
  `
  mutation CopyToken($id: Int64Bit!, $input: CopyPersonalAccessTokenMutationInput!) {
    copyPersonalAccessToken(id: $id, input: $input) {
      ...IssuedToken
    }
  }
`,
  [issuedFields],
);

export const updateDocument = graphql(
  `
  mutation UpdateToken($id: Int64Bit!, $input: UpdatePersonalAccessTokenMutationInput!) {
    updatePersonalAccessToken(id: $id, input: $input) {
      ...IssuedToken
    }
  }
`,
  [issuedFields],
);
