/** The GraphQL documents of the account page. */
import { graphql, type ResultOf } from '../../api/documents.ts';

export const accountDocument = graphql(`
  query Account($readsRoles: Boolean!) {
    me {
      id
      username
      name
      public_name
      email_address
      pending_email_address
      mobile_number
      language
      completed_setup
      super_admin
      effective_permissions
      role @include(if: $readsRoles) {
        name
        applied_permissions
      }
      user_preferences {
        navigation_expanded
        muted_emails
      }
    }
  }
`);

export type Account = ResultOf<typeof accountDocument>['me'];

export const updateMeDocument = graphql(`
  mutation UpdateMe($input: UpdateMeMutationInput!) {
    updateMe(input: $input) {
      id
    }
  }
`);

export const sessionsDocument = graphql(`
  query Sessions($paginator: Paginator, $sorter: [Sorter]) {
    me {
      sessions(paginator: $paginator, sorter: $sorter) {
        entities {
          id
          created_at
          last_seen_at
          expires_at
          ip
          user_agent
          current
        }
        page_info {
          total_count
        }
      }
    }
  }
`);

type Sessions = ResultOf<typeof sessionsDocument>['me']['sessions'];
export type Session = NonNullable<Sessions['entities'][number]>;

export const deleteSessionDocument = graphql(`
  mutation DeleteSession($id: Int64Bit!) {
    deleteSession(id: $id) {
      success
    }
  }
`);

export const deleteOtherSessionsDocument = graphql(`
  mutation DeleteOtherSessions {
    deleteOtherSessions {
      success
    }
  }
`);
