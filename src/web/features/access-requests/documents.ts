/** The GraphQL documents of requests for access: the user's own, and those to decide. */
import { graphql, type ResultOf } from '../../api/documents.ts';

export const requestFields = graphql(`
  fragment RequestFields on AccessRequest {
    id
    permissions
    reason
    state
    created_at
    answer
    expires_at
    personal_access_token_id
  }
`);

export type Request = ResultOf<typeof requestFields>;
export type RequestState = Request['state'];

export const requestDocument = graphql(`
  mutation RequestAccess($input: RequestAccessMutationInput!) {
    requestAccess(input: $input) {
      id
    }
  }
`);

export const endDocument = graphql(`
  mutation EndAccess($id: Int64Bit!, $reason: String) {
    endAccess(id: $id, reason: $reason) {
      id
    }
  }
`);
