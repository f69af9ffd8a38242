/** A request with which a new token can be tried, and how curl sends it. */
import type { IssuedToken } from '../token-data/documents.ts';

const aboutItsUser = { query: '{ me { username effective_permissions } }' };

/** A request that the token may send: a document that it is bound to, else about its user. Null where no such document is known. */
export function requestOf({ methods, operations }: IssuedToken): object | null {
  const bound = operations.entities.filter((operation) => operation !== null);
  const known = bound.find(({ document }) => document !== null);
  if (known)
    return {
      query: known.document,
      ...(known.operation_name ? { operationName: known.operation_name } : {}),
      ...(known.pinned_variables ? { variables: JSON.parse(known.pinned_variables) } : {}),
    };
  if (bound.length > 0) return null;
  return !methods || methods.includes('me') ? aboutItsUser : { query: '{ __typename }' };
}

/** A request with a token as a command for a shell. */
export const curlOf = (secret: string, origin: string, request: object = aboutItsUser) =>
  `curl -s ${origin}/api/graphql \\
  -H 'Content-Type: application/json' \\
  -H 'Authorization: Bearer ${secret}' \\
  --data-raw '${JSON.stringify(request).replaceAll("'", "'\\''")}'`;
