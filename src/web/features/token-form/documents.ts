/** What the token pages ask of the server. */
import { graphql, type Permission, type ResultOf } from '../../api/documents.ts';

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

/** With the operations it is bound to, of which there are at most as many as a list has without being asked for more. */
export const boundTokenFields = graphql(
  `
  fragment BoundTokenFields on PersonalAccessToken {
    ...TokenFields
    operations {
      entities {
        id
        document
        hash
        operation_name
        pinned_variables
      }
    }
  }
`,
  [tokenFields],
);

export type BoundToken = ResultOf<typeof boundTokenFields>;
export type Operation = NonNullable<BoundToken['operations']['entities'][number]>;

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

/** Whose a token is, and what they may do as far as one may read it. */
export const ownerDocument = graphql(`
  query TokenOwner($id: Int64Bit!, $readsUsers: Boolean!, $readsRoles: Boolean!) {
    all_personal_access_tokens(id: $id) {
      entities {
        user_id
        user @include(if: $readsUsers) {
          id
          name
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

/** With the value, once, and what decides which request it can be tried with. */
export const madeFields = graphql(`
  fragment MadeToken on PersonalAccessToken {
    id
    name
    token
    methods
    operations {
      entities {
        document
        operation_name
        pinned_variables
      }
    }
  }
`);

export type Made = ResultOf<typeof madeFields>;

export const createDocument = graphql(
  `
  mutation CreateToken($input: CreatePersonalAccessTokenMutationInput!) {
    createPersonalAccessToken(input: $input) {
      ...MadeToken
    }
  }
`,
  [madeFields],
);

export const copyDocument = graphql(
  `
  mutation CopyToken($id: Int64Bit!, $input: CopyPersonalAccessTokenMutationInput!) {
    copyPersonalAccessToken(id: $id, input: $input) {
      ...MadeToken
    }
  }
`,
  [madeFields],
);

export const updateDocument = graphql(
  `
  mutation UpdateToken($id: Int64Bit!, $input: UpdatePersonalAccessTokenMutationInput!) {
    updatePersonalAccessToken(id: $id, input: $input) {
      ...MadeToken
    }
  }
`,
  [madeFields],
);

export const regenerateDocument = graphql(
  `
  mutation RegenerateToken($id: Int64Bit!, $input: RegeneratePersonalAccessTokenMutationInput!) {
    regeneratePersonalAccessToken(id: $id, input: $input) {
      ...MadeToken
    }
  }
`,
  [madeFields],
);

export const removeDocument = graphql(`
  mutation RemoveTokens($ids: [Int64Bit!]!, $current_password: String) {
    deletePersonalAccessTokens(ids: $ids, current_password: $current_password) {
      id
      success
    }
  }
`);
