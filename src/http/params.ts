/** What a GraphQL request asks, read from a GET's address or a POST's JSON, with the liberties that real clients take. */
import { GraphQLError } from 'graphql';
import type { GraphQLParams } from 'graphql-yoga';

/** Errors are 400: the request is not one that GraphQL over HTTP knows. */
const malformed = (message: string) =>
  new GraphQLError(message, { extensions: { code: 'INVALID_INPUT', http: { status: 400, spec: false } } });

export async function readParams(request: Request): Promise<GraphQLParams> {
  const params = request.method === 'GET' ? fromAddress(new URL(request.url).searchParams) : await fromBody(request);
  return { ...params, variables: variablesOf(params.variables) };
}

function fromAddress(search: URLSearchParams): GraphQLParams {
  const text = (name: string) => search.get(name) || undefined;
  const extensions = text('extensions');
  return {
    query: text('query'),
    operationName: text('operationName'),
    variables: text('variables') as never,
    extensions: extensions === undefined ? undefined : (json('extensions', extensions) as Record<string, unknown>),
  };
}

async function fromBody(request: Request): Promise<GraphQLParams> {
  const body = json('The body', decode(await request.arrayBuffer()));
  if (body === null || typeof body !== 'object' || Array.isArray(body))
    throw malformed('The body must be a JSON object.');
  return body as GraphQLParams;
}

function decode(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw malformed('The body is not valid UTF-8.');
  }
}

/** PHP sends `[]` for no variables, and some clients send the object as a JSON string. */
function variablesOf(sent: unknown): Record<string, unknown> | undefined {
  const variables = typeof sent === 'string' && sent !== '' ? json('variables', sent) : sent;
  if (Array.isArray(variables) && variables.length === 0) return {};
  return variables as Record<string, unknown> | undefined;
}

function json(what: string, text: string): unknown {
  // Looked for in what was parsed: in the text the name may be written with escapes.
  const unpolluted = (key: string, value: unknown) => {
    if (key === '__proto__') throw malformed(`${what} must not hold "__proto__".`);
    return value;
  };
  try {
    return JSON.parse(text, unpolluted);
  } catch (error) {
    throw error instanceof GraphQLError ? error : malformed(`${what} is not valid JSON.`);
  }
}
