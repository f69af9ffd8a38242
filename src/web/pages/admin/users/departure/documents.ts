/** The GraphQL document of the report on the departure of a user. */
import { graphql, type ResultOf } from '../../../../api/documents.ts';

export const reportDocument = graphql(`
  query DepartureReport(
    $id: Int64Bit!
    $readsTokens: Boolean!
    $readsRequests: Boolean!
    $administers: Boolean!
  ) {
    departure_report(user_id: $id) {
      enabled
      disabled_at
      disabled_by_user_id
      ended_sessions
      personal_access_tokens(paginator: { page: 1, records_per_page: 20 }) @include(if: $readsTokens) {
        entities {
          id
          name
          last_used_at
        }
        page_info {
          total_count
        }
      }
      access_requests(paginator: { page: 1, records_per_page: 20 }) @include(if: $readsRequests) {
        entities {
          id
          permissions
        }
        page_info {
          total_count
        }
      }
      project_grants(paginator: { page: 1, records_per_page: 20 }) @include(if: $administers) {
        entities {
          id
          permission
          project {
            id
            name
          }
        }
        page_info {
          total_count
        }
      }
      notes(paginator: { page: 1, records_per_page: 1 }) {
        page_info {
          total_count
        }
      }
      service_accounts(paginator: { page: 1, records_per_page: 20 }) {
        entities {
          id
          name
        }
        page_info {
          total_count
        }
      }
      projects(paginator: { page: 1, records_per_page: 20 }) @include(if: $administers) {
        entities {
          id
          name
        }
        page_info {
          total_count
        }
      }
    }
  }
`);

export type DepartureReport = NonNullable<ResultOf<typeof reportDocument>['departure_report']>;
