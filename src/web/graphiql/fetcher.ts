/**
 * How the page asks the server: one POST with exactly one credential, because the server refuses two.
 * That is the session cookie, or else the `Authorization` of the headers editor, and then no cookie is sent.
 */
import { type ExecutionResult, GraphQLError } from 'graphql';

interface Request {
  query: string;
  operationName?: string | null;
  variables?: unknown;
}

let userId: string | undefined;

/** From now on the server refuses what is asked by the session once another user has signed in, in another tab. */
export const askAs = (id: string) => {
  userId = id;
};

/** Always answers with a GraphQL result, so that whatever went wrong is shown as one. */
export async function fetcher(request: Request, options?: { headers?: HeadersInit }): Promise<ExecutionResult> {
  try {
    return await ask(request, new Headers(options?.headers));
  } catch (error) {
    return { errors: [new GraphQLError(`The request failed: ${error instanceof Error ? error.message : error}`)] };
  }
}

async function ask(request: Request, headers: Headers): Promise<ExecutionResult> {
  const bySession = !headers.has('authorization');
  headers.set('content-type', 'application/json');
  headers.set('accept', 'application/graphql-response+json, application/json;q=0.9');
  headers.set('x-latchkey-csrf', '1');
  if (bySession && userId) headers.set('x-latchkey-user', userId);
  const response = await fetch('/api/graphql', {
    method: 'POST',
    headers,
    credentials: bySession ? 'same-origin' : 'omit',
    body: JSON.stringify(request),
  });
  const result = await readResult(response);
  const signedOut = response.status === 401 || result.errors?.some((e) => e.extensions?.code === 'UNAUTHENTICATED');
  if (signedOut && bySession && request.operationName === 'IntrospectionQuery') return signInAgain();
  return result;
}

async function readResult(response: Response): Promise<ExecutionResult> {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    return { errors: [new GraphQLError(`The server answered ${response.status} ${response.statusText}`.trimEnd())] };
  }
}

/** The session is over: the page leaves for the sign-in page, so nothing more is answered here. */
function signInAgain(): Promise<never> {
  window.location.replace('/sign-in?next=/graphiql');
  return new Promise(() => {});
}
