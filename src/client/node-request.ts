/** The Authorization header of a request of Node. */

interface NodeRequest {
  headers: { authorization?: string | undefined };
  headersDistinct?: { authorization?: string[] | undefined };
}

/** Of several headers Node keeps the first, and a proxy may have checked another. Joined, they contain no token. */
export const authorizationOf = ({ headers, headersDistinct }: NodeRequest): string | undefined =>
  headersDistinct?.authorization?.join(', ') ?? headers.authorization;
