/** The GraphQL document of the counts in the navigation. */
import { graphql } from '../../api/documents.ts';

/** `all`: tokens of all users, for those who may see them. Otherwise the user's own. */
export const waitingDocument = graphql(`
  query Waiting($all: Boolean!, $decides: Boolean!, $one: Paginator!, $soon: Datetime!) {
    requests: access_requests(state: PENDING, paginator: $one) @include(if: $decides) {
      page_info {
        total_count
      }
    }
    expiring: personal_access_tokens(state: ACTIVE, expiring_before: $soon, paginator: $one) @skip(if: $all) {
      page_info {
        total_count
      }
    }
    expiring_of_all: all_personal_access_tokens(state: ACTIVE, expiring_before: $soon, paginator: $one)
      @include(if: $all) {
      page_info {
        total_count
      }
    }
  }
`);
