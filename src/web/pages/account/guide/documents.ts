/** The GraphQL documents of the guide: its progress. */
import { graphql, type ResultOf } from '../../../api/documents.ts';

export const progressDocument = graphql(`
  query GuideProgress {
    roles(sorter: [{ attribute: "id", direction: DESC }], paginator: { page: 1, records_per_page: 1 }) {
      entities {
        id
        name
      }
    }
    users(sorter: [{ attribute: "id", direction: ASC }], paginator: { page: 1, records_per_page: 3 }) {
      entities {
        id
        name
      }
    }
  }
`);

export const firstTokenDocument = graphql(`
  query FirstToken($user_id: Int64Bit!) {
    all_personal_access_tokens(
      user_id: $user_id
      state: ACTIVE
      sorter: [{ attribute: "id", direction: DESC }]
      paginator: { page: 1, records_per_page: 1 }
    ) {
      entities {
        id
        name
        last_used_at
        last_used_ip
      }
    }
  }
`);

type Tokens = ResultOf<typeof firstTokenDocument>['all_personal_access_tokens'];
export type FirstToken = NonNullable<Tokens['entities'][number]>;
