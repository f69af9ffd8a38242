/** Finds what the viewer may see by a part of its name. */
import { graphql } from '../../api/documents.ts';

export const findDocument = graphql(`
  query GoTo($text: String!, $users: Boolean!, $roles: Boolean!, $allTokens: Boolean!, $projects: Boolean!) {
    personal_access_tokens(general_search: $text, paginator: { page: 1, records_per_page: 5 }) @skip(if: $allTokens) {
      entities {
        id
        name
        last_four
      }
    }
    users(general_search: $text, paginator: { page: 1, records_per_page: 5 }) @include(if: $users) {
      entities {
        id
        name
        username
      }
    }
    roles(general_search: $text, paginator: { page: 1, records_per_page: 5 }) @include(if: $roles) {
      entities {
        id
        name
      }
    }
    all_personal_access_tokens(general_search: $text, paginator: { page: 1, records_per_page: 5 })
      @include(if: $allTokens) {
      entities {
        id
        name
        last_four
      }
    }
    projects(general_search: $text, paginator: { page: 1, records_per_page: 5 }) @include(if: $projects) {
      entities {
        id
        name
        key
      }
    }
  }
`);
