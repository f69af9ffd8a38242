/** What the token pages ask of the server. */
import { graphql, type Permission, type ResultOf } from '../api/documents.ts';

export const tokenFields = graphql(`
  fragment TokenFields on PersonalAccessToken {
    id
    name
    description
    type
    start
    last_four
    created_at
    last_used_at
    last_used_ip
    expires_at
    state
    revoked_at
    revoke_reason
    over_lifetime_limit
    permission_set_id
    permission_set {
      name
    }
    permissions
    methods
    project {
      key
      name
    }
    allowed_subnets
  }
`);

export type Token = ResultOf<typeof tokenFields>;

export const tokensDocument = graphql(
  `
  query Tokens(
    $paginator: Paginator
    $sorter: [Sorter]
    $general_search: String
    $revoked: Boolean
    $state: TokenState
    $search: [Search]
  ) {
    personal_access_tokens(
      paginator: $paginator
      sorter: $sorter
      general_search: $general_search
      revoked: $revoked
      state: $state
      search: $search
    ) {
      entities {
        ...TokenFields
      }
      page_info {
        total_count
      }
    }
  }
`,
  [tokenFields],
);

export const tokenDocument = graphql(
  `
  query Token($id: Int64Bit!) {
    personal_access_tokens(id: $id) {
      entities {
        ...TokenFields
      }
    }
  }
`,
  [tokenFields],
);

export const policyDocument = graphql(`
  query TokenPolicy {
    token_policy {
      warning_days
      maximum_token_lifetime_days
    }
  }
`);

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

export const createDocument = graphql(`
  mutation CreateToken($input: CreatePersonalAccessTokenMutationInput!) {
    createPersonalAccessToken(input: $input) {
      id
      name
      token
    }
  }
`);

export const copyDocument = graphql(`
  mutation CopyToken($id: Int64Bit!, $input: CopyPersonalAccessTokenMutationInput!) {
    copyPersonalAccessToken(id: $id, input: $input) {
      id
      name
      token
    }
  }
`);

export const updateDocument = graphql(`
  mutation UpdateToken($id: Int64Bit!, $input: UpdatePersonalAccessTokenMutationInput!) {
    updatePersonalAccessToken(id: $id, input: $input) {
      id
    }
  }
`);

export const regenerateDocument = graphql(`
  mutation RegenerateToken($id: Int64Bit!, $input: RegeneratePersonalAccessTokenMutationInput!) {
    regeneratePersonalAccessToken(id: $id, input: $input) {
      id
      token
    }
  }
`);

export const removeDocument = graphql(`
  mutation RemoveTokens($ids: [Int64Bit!]!) {
    deletePersonalAccessTokens(ids: $ids) {
      id
      success
    }
  }
`);
