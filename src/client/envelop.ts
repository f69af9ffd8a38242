/**
 * A plugin for graphql-yoga and other servers on Envelop: puts the viewer into the context, and refuses an operation with a
 * field or type whose `@requiresScopes` the viewer does not meet, before any of it runs.
 */
import {
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  getVariableValues,
} from 'graphql';
import { tokenIn } from './authorization.ts';
import { type Answer, insufficientScope, invalidToken, unavailable, withoutToken } from './check.ts';
import { type Client, LatchkeyUnavailableError } from './client.ts';
import { authorizationOf } from './node-request.ts';
import { type RequiredScopes, readRequiredScopes, type Scopes } from './required-scopes.ts';
import { type Place, selectedElements } from './selected-elements.ts';
import type { Viewer } from './viewer.ts';

export { directiveTypeDefs } from './required-scopes.ts';

/** What the plugin adds to the context. Null: the request has no token. */
export interface LatchkeyContext<Permission extends string = string> {
  viewer: Viewer<Permission> | null;
}

export interface Options<Context> {
  /** The Authorization header; by default that of `request` or `req` in the context. */
  authorization?: (context: Context) => string | undefined;
  /** The address of the client, for tokens that are limited to subnets. They are refused without it. */
  ip?: (context: Context) => string | undefined;
}

/** A plugin of Envelop, with the hooks that it uses. */
export interface LatchkeyPlugin<Context> {
  onSchemaChange(payload: { schema: GraphQLSchema }): void;
  onContextBuilding(payload: { context: Context; extendContext(more: LatchkeyContext): void }): Promise<void>;
  onExecute(payload: Operation): void;
  onSubscribe(payload: Operation): void;
}

interface Operation {
  args: Pick<ExecutionArgs, 'schema' | 'document' | 'operationName' | 'variableValues' | 'contextValue'>;
  setResultAndStopExecution(result: ExecutionResult): void;
}

// biome-ignore lint/suspicious/noExplicitAny: the context of a server is what its developer made of it
export function useLatchkey<Context = any>(client: Client, options: Options<Context> = {}): LatchkeyPlugin<Context> {
  const { authorization = headerOf, ip } = options;
  const schemas = new WeakMap<GraphQLSchema, RequiredScopes>();
  const requiredBy = (schema: GraphQLSchema): RequiredScopes => {
    const required = schemas.get(schema) ?? readRequiredScopes(schema);
    schemas.set(schema, required);
    return required;
  };

  async function viewerOf(context: Context): Promise<Viewer | null> {
    const token = tokenIn(authorization(context));
    if (token === undefined) return null;
    const result = await client.verify(token, { ip: ip?.(context) }).catch((error) => {
      throw error instanceof LatchkeyUnavailableError ? errorFor(unavailable, 'SERVICE_UNAVAILABLE') : error;
    });
    if (result.active) return result;
    throw errorFor(invalidToken, 'UNAUTHENTICATED');
  }

  function enforce({ args, setResultAndStopExecution }: Operation): void {
    const unmet = unmetIn(args, requiredBy(args.schema));
    if (unmet.length === 0) return;
    const { viewer } = args.contextValue as Partial<LatchkeyContext>;
    const errors = viewer ? errorsFor(unmet) : [errorFor(withoutToken, 'UNAUTHENTICATED')];
    setResultAndStopExecution({ errors });
  }

  return {
    // At the start, so that a directive that is not valid is found then.
    onSchemaChange: ({ schema }) => void requiredBy(schema),
    onContextBuilding: async ({ context, extendContext }) => extendContext({ viewer: await viewerOf(context) }),
    onExecute: enforce,
    onSubscribe: enforce,
  };
}

interface Unmet extends Place {
  coordinate: string;
  scopes: Scopes;
  /** Of the alternative that lacks least. */
  missing: readonly string[];
}

function unmetIn(
  { schema, document, operationName, variableValues, contextValue }: Operation['args'],
  required: RequiredScopes,
): Unmet[] {
  const operation = getOperationAST(document as DocumentNode, operationName);
  const variables = operation && getVariableValues(schema, operation.variableDefinitions ?? [], variableValues ?? {});
  // Without these nothing runs, and the execution says why.
  if (!operation || !variables?.coerced || required.size === 0) return [];
  const selected = selectedElements({ schema, document, operation, variables: variables.coerced });
  const held = new Set((contextValue as Partial<LatchkeyContext>).viewer?.permissions);
  return [...selected].flatMap(([coordinate, place]) =>
    (required.get(coordinate) ?? []).flatMap((scopes) => {
      const [least, ...others] = scopes.map((names) => names.filter((name) => !held.has(name)));
      const missing = others.reduce((one, other) => (other.length < (one?.length ?? 0) ? other : one), least);
      return missing?.length === 0 ? [] : [{ ...place, coordinate, scopes, missing: missing ?? [] }];
    }),
  );
}

const errorsFor = (unmet: Unmet[]): GraphQLError[] =>
  unmet.map(({ coordinate, scopes, missing, node, path }) => {
    const all = [...new Set(unmet.flatMap((each) => each.missing))];
    const { status, headers } = insufficientScope(all);
    const needed = scopes.map((names) => names.join(' and ')).join(', or ');
    return new GraphQLError(`${coordinate} requires ${needed || 'what no token has'}.`, {
      nodes: node,
      path,
      extensions: { code: 'FORBIDDEN', missing_permissions: missing, http: { status, headers } },
    });
  });

const errorFor = ({ status, headers, body }: Answer, code: string): GraphQLError =>
  new GraphQLError(body.error_description, { extensions: { code, http: { status, headers } } });

/** In the context of graphql-yoga, or of a server that puts the request of Node there. */
function headerOf(context: unknown): string | undefined {
  const { request, req } = context as { request?: Request; req?: Parameters<typeof authorizationOf>[0] };
  if (request) return request.headers.get('authorization') ?? undefined;
  return req && authorizationOf(req);
}
