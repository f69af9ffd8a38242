/** The GraphQL documents of the pages about users. */
import { graphql, type ResultOf } from '../../../api/documents.ts';

const userFields = graphql(`
  fragment UserFields on User {
    id
    name
    public_name
    username
    email_address
    mobile_number
    language
    enabled
    completed_setup
    fenced_at
    service_account
    super_admin
    created_at
    role_id
    role @include(if: $readsRoles) {
      id
      name
      applied_permissions
    }
  }
`);

export type User = ResultOf<typeof userFields>;

export const usersDocument = graphql(
  `
  query Users(
    $paginator: Paginator
    $sorter: [Sorter]
    $general_search: String
    $search: [Search]
    $enabled: Boolean
    $service_account: Boolean
    $super_admin: Boolean
    $completed_setup: Boolean
    $role_id: Int64Bit
    $readsRoles: Boolean!
  ) {
    users(
      paginator: $paginator
      sorter: $sorter
      general_search: $general_search
      search: $search
      enabled: $enabled
      service_account: $service_account
      super_admin: $super_admin
      completed_setup: $completed_setup
      role_id: $role_id
    ) {
      entities {
        ...UserFields
      }
      page_info {
        total_count
      }
    }
  }
`,
  [userFields],
);

export const userDocument = graphql(
  `
  query User($id: Int64Bit!, $readsRoles: Boolean!) {
    users(id: $id) {
      entities {
        ...UserFields
      }
    }
  }
`,
  [userFields],
);

export const mailDocument = graphql(`
  query Mail {
    mail {
      configured
    }
  }
`);

export const createDocument = graphql(`
  mutation CreateUser($input: CreateUserMutationInput) {
    createUser(input: $input) {
      id
      name
      email_address
      service_account
      setup_link
      setup_email
    }
  }
`);

export const updateDocument = graphql(`
  mutation UpdateUser($id: Int64Bit!, $input: UpdateUserMutationInput) {
    updateUser(id: $id, input: $input) {
      id
    }
  }
`);

export const newLinkDocument = graphql(`
  mutation NewLink($id: Int64Bit!, $current_password: String) {
    resendUserCreationEmail(user_id: $id, current_password: $current_password) {
      message
      email
    }
  }
`);

export const resetFactorsDocument = graphql(`
  mutation ResetFactors($id: Int64Bit!, $current_password: String) {
    resetAuthenticationFactors(user_id: $id, current_password: $current_password) {
      success
    }
  }
`);

/** How many tokens are revoked when their owner is disabled. */
export const tokensOfDocument = graphql(`
  query TokensOf($id: Int64Bit!) {
    all_personal_access_tokens(user_id: $id, state: ACTIVE, paginator: { page: 1, records_per_page: 1 }) {
      page_info {
        total_count
      }
    }
  }
`);
