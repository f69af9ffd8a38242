/**
 * Reads the parameters of a GraphQL request from the URL of a GET or the JSON of a POST, as leniently as real clients
 * need.
 */
import { GraphQLError } from 'graphql';
import type { GraphQLParams } from 'graphql-yoga';
import type { Reason } from '../domain/base/reasons.ts';
import { isObject, parseJson, readJson, requireModest } from '../graphql/json.ts';
import type { Exchange } from './exchange.ts';

/** The parameters of a request. GraphQL over HTTP calls a document that is not sent `documentId`. */
export type Params = GraphQLParams & { documentId?: unknown };

/** Errors have status 400: the request is not one that GraphQL over HTTP defines. */
export const malformed = (message: string, fields?: Record<string, string>) =>
  new GraphQLError(message, {
    extensions: { code: 'INVALID_INPUT', ...(fields ? { fields } : {}), http: { status: 400, spec: false } },
  });

export function readParams(exchange: Exchange): Params {
  const params = exchange.method === 'GET' ? fromAddress(exchange.query) : fromBody(exchange.body);
  const unknown = Object.keys(params).find((name) => params[name as keyof Params] != null && !known.has(name));
  if (unknown !== undefined)
    throw malformed(`The request has an unknown parameter. The parameters are ${[...known].join(', ')}.`);
  return { ...params, variables: variablesOf(params.variables) };
}

const known = new Set(['query', 'documentId', 'operationName', 'variables', 'extensions']);

function fromAddress(parameter: Exchange['query']): Params {
  const text = (name: string) => parameter(name) || undefined;
  const extensions = text('extensions');
  return {
    query: text('query'),
    documentId: text('documentId'),
    operationName: text('operationName'),
    variables: text('variables') as never,
    extensions: extensions === undefined ? undefined : (json('extensions', extensions) as Record<string, unknown>),
  };
}

function fromBody(bytes: Buffer): Params {
  const body = parseJson(decode(bytes), fault('The body'));
  if (!isObject(body)) throw malformed('The body must be a JSON object.');
  const { variables, ...others } = body;
  requireModest(others, fault('The body'));
  requireModest(variables, fault('variables'));
  return body;
}

const decoder = new TextDecoder('utf-8', { fatal: true });

function decode(bytes: Buffer): string {
  try {
    return decoder.decode(bytes);
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

const json = (what: string, text: string) => readJson(text, fault(what));

/** The error about a part of the request, by its name. */
const fault =
  (what: string) =>
  ({ sentence }: Reason) =>
    what === 'The body' ? malformed(`${what} ${sentence}`) : malformed(`\`${what}\` ${sentence}`, { [what]: sentence });
