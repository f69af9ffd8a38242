/** What the document in a tab needs, and what of it the signed-in user, or the token of the tab, lacks. */

import { graphql, type ResultOf } from '../../api/documents.ts';
import { Refusal } from '../../api/refusal.ts';
import { send } from '../../api/send.ts';
import { type Tab, tokenIn } from './tab.ts';

const requirementsDocument = graphql(`
  query RequiredPermissions($document: Text!, $operation_name: String, $variables: Text, $token: Int64Bit) {
    required_permissions(
      document: $document
      operation_name: $operation_name
      variables: $variables
      personal_access_token_id: $token
    ) {
      permissions
      methods
      requirements {
        path
        field
        permission
      }
      unknowns {
        path
        kind
        about
        reason
      }
      personal
      missing_permissions
      missing_methods
      runs_document
    }
  }
`);

const ownTokenDocument = graphql(`
  query OwnToken($start: String, $end: String) {
    personal_access_tokens(start: $start, last_four: $end, state: ACTIVE) {
      entities {
        id
      }
    }
  }
`);

export type Requirements = NonNullable<ResultOf<typeof requirementsDocument>['required_permissions']>;

export type RequirementsResult =
  /** Compared with what the user or the token may do. */
  | { kind: 'compared'; with: 'user' | 'token'; requirements: Requirements }
  /** The server does not say what the token may do, so nothing is compared. */
  | { kind: 'not compared'; requirements: Requirements }
  | { kind: 'invalid token' }
  | { kind: 'refused'; refusal: Refusal };

/** A token that is not allowed from this address can run nothing here. */
const wrongAddress = 'This token may not be used from this address.';

export async function requirementsOf(tab: Tab): Promise<RequirementsResult> {
  const { authorization } = tab;
  try {
    const requirements = await required(tab, null, authorization);
    return { kind: 'compared', with: authorization ? 'token' : 'user', requirements };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (authorization && error.code === 'UNAUTHENTICATED') return { kind: 'invalid token' };
    if (authorization && error.code === 'FORBIDDEN' && error.message !== wrongAddress) return bySession(tab);
    return { kind: 'refused', refusal: error };
  }
}

/** A token limited to some methods or documents may not query its requirements, but its owner may. */
async function bySession(tab: Tab): Promise<RequirementsResult> {
  try {
    const token = await ownToken(tokenIn(tab.authorization) ?? '');
    const requirements = await required(tab, token);
    return token ? { kind: 'compared', with: 'token', requirements } : { kind: 'not compared', requirements };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { kind: 'refused', refusal: error };
  }
}

async function ownToken(secret: string): Promise<string | null> {
  const { personal_access_tokens } = await send(ownTokenDocument, { start: secret.slice(0, 8), end: secret.slice(-4) });
  return personal_access_tokens.entities[0]?.id ?? null;
}

async function required(tab: Tab, token: string | null, authorization: string | null = null): Promise<Requirements> {
  const { document, operationName: operation_name, variables } = tab;
  const answer = await send(requirementsDocument, { document, operation_name, variables, token }, authorization);
  if (!answer.required_permissions) throw new Refusal('', {});
  return answer.required_permissions;
}
