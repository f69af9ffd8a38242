/** How GraphiQL sends what is in a tab: with the session's cookie, or else with the `Authorization` of the headers editor. */
import { type ExecutionResult, GraphQLError } from 'graphql';
import { post } from '../api/post.ts';

interface Request {
  query: string;
  operationName?: string | null;
  variables?: unknown;
}

/** Whatever goes wrong is a GraphQL result too, so that GraphiQL shows it. */
export async function fetcher(request: Request, options?: { headers?: HeadersInit }): Promise<ExecutionResult> {
  try {
    return await send(request, new Headers(options?.headers));
  } catch (error) {
    return { errors: [new GraphQLError(`The request failed: ${error instanceof Error ? error.message : error}`)] };
  }
}

async function send(request: Request, headers: Headers): Promise<ExecutionResult> {
  const bySession = !headers.has('authorization');
  headers.set('accept', 'application/graphql-response+json, application/json;q=0.9');
  const response = await post(request, headers);
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

/** The session is over: the browser leaves for the sign-in page, so there is no result. */
function signInAgain(): Promise<never> {
  window.location.replace('/sign-in?next=/graphiql');
  return new Promise(() => {});
}
