/** The GraphQL documents about users who are blocked since a restore of the database. */
import { graphql } from '../../../../api/documents.ts';

/** In the order of their ids, so that pages stay the same while links are sent. */
export const fencedUsersDocument = graphql(`
  query FencedUsers($page: Int!, $records_per_page: Int!) {
    users(
      enabled: true
      search: [{ exists: ["fenced_at"] }]
      sorter: [{ attribute: "id", direction: ASC }]
      paginator: { page: $page, records_per_page: $records_per_page }
    ) {
      entities {
        id
        name
      }
      page_info {
        total_count
        total_pages
      }
    }
  }
`);

export const sendLinksDocument = graphql(`
  mutation SendPasswordLinks($user_ids: [Int64Bit!]!, $current_password: String) {
    sendPasswordLinks(user_ids: $user_ids, current_password: $current_password) {
      user_id
      success
      message
    }
  }
`);
