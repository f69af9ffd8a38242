/** The GraphQL documents of the page about the logs. */
import { graphql, type ResultOf } from '../../../api/documents.ts';

const entryFields = graphql(`
  fragment EntryFields on Log {
    id
    created_at
    level
    type
    message
    current
    previous
    loggable_type
    loggable_id
    loggable {
      __typename
      ... on User @include(if: $readsUsers) {
        name
      }
      ... on Role @include(if: $readsRoles) {
        name
      }
      ... on PersonalAccessToken @include(if: $readsTokens) {
        name
      }
      ... on Project @include(if: $readsProjects) {
        name
      }
      ... on PermissionSet {
        name
      }
    }
    credential
    personal_access_token_id
    user_id
    user @include(if: $readsUsers) {
      id
      name
    }
  }
`);

export type Entry = ResultOf<typeof entryFields>;

export const logsDocument = graphql(
  `
  query Logs(
    $paginator: Paginator
    $sorter: [Sorter]
    $search: [Search]
    $general_search: String
    $type: LogType
    $level: LogLevel
    $user_id: Int64Bit
    $personal_access_token_id: Int64Bit
    $readsUsers: Boolean!
    $readsRoles: Boolean!
    $readsTokens: Boolean!
    $readsProjects: Boolean!
  ) {
    logs(
      paginator: $paginator
      sorter: $sorter
      search: $search
      general_search: $general_search
      type: $type
      level: $level
      user_id: $user_id
      personal_access_token_id: $personal_access_token_id
    ) {
      entities {
        ...EntryFields
      }
      page_info {
        total_count
      }
    }
  }
`,
  [entryFields],
);

const accessFields = graphql(`
  fragment AccessFields on AccessLog {
    id
    access_datetime
    accessloggable_type
    accessloggable_id
    entity_name
    personal_access_token_id
    user_id
    user @include(if: $readsUsers) {
      id
      name
    }
  }
`);

export type Access = ResultOf<typeof accessFields>;

export const accessesDocument = graphql(
  `
  query Accesses(
    $paginator: Paginator
    $sorter: [Sorter]
    $search: [Search]
    $general_search: String
    $user_id: Int64Bit
    $personal_access_token_id: Int64Bit
    $readsUsers: Boolean!
  ) {
    access_logs(
      paginator: $paginator
      sorter: $sorter
      search: $search
      general_search: $general_search
      user_id: $user_id
      personal_access_token_id: $personal_access_token_id
    ) {
      entities {
        ...AccessFields
      }
      page_info {
        total_count
      }
    }
  }
`,
  [accessFields],
);
