/** The GraphQL door: Yoga with its unsafe defaults off, our limits, and one exit for errors. */
import { type DocumentNode, type GraphQLError, type OperationDefinitionNode, visit } from 'graphql';
import { createYoga, type Plugin } from 'graphql-yoga';
import { unauthenticated } from '../domain/errors.ts';
import type { Viewer } from '../domain/viewer.ts';
import type { Context } from '../graphql/context.ts';
import { mask, presented, type Report, refusedWhole } from '../graphql/errors.ts';
import { parseWithin } from '../graphql/limits.ts';
import { createLists } from '../graphql/loaders.ts';
import { schema } from '../graphql/schema.ts';
import { readParams } from './params.ts';
import { persisted } from './persisted.ts';

/** What the pipeline hands over with a request. */
export interface Asked {
  viewer: Viewer | null;
  ip: string;
  /** Filled in for the log. */
  trace: { operation?: string; code?: string };
}

type Shared = Pick<Context, 'db' | 'mail' | 'pepper'>;

export const graphqlPath = '/api/graphql';

export function createGraphQL(shared: Shared, report: Report) {
  return createYoga<Asked>({
    schema,
    graphqlEndpoint: graphqlPath,
    context: ({ viewer, ip }: Asked): Context => ({ ...shared, viewer, ip, lists: createLists(shared.db, viewer) }),
    cors: false,
    multipart: false,
    batching: false,
    // The server has counted the body already.
    maxRequestBodySize: false,
    graphiql: false,
    landingPage: false,
    logging: false,
    fetchAPI: globalThis as never,
    maskedErrors: { maskError: (error) => mask(error, report) },
    plugins: [ownParser(), persisted(shared.db), documentLimits(), closedIntrospection(), presentation()],
  });
}

function ownParser(): Plugin {
  return { onRequestParse: ({ setRequestParser }) => setRequestParser(readParams) };
}

function documentLimits(): Plugin {
  return { onParse: ({ setParseFn }) => setParseFn(parseWithin) };
}

/** What the schema holds is told to signed-in callers only. */
function closedIntrospection(): Plugin<Asked> {
  return {
    onExecute: ({ args, setResultAndStopExecution }) => {
      if (args.contextValue.viewer || !introspects(args.document)) return;
      setResultAndStopExecution({ errors: [refusedWhole(unauthenticated())] });
    },
  };
}

function introspects(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    Field: (node) => {
      found ||= node.name.value === '__schema' || node.name.value === '__type';
    },
  });
  return found;
}

/** Gives every error its code and the log its line. */
function presentation(): Plugin<Asked, Asked> {
  return {
    onExecute: ({ args }) => {
      const operations = args.document.definitions.filter(
        (definition: { kind: string }): definition is OperationDefinitionNode =>
          definition.kind === 'OperationDefinition',
      );
      const chosen = operations.find(
        ({ name }: OperationDefinitionNode) => !args.operationName || name?.value === args.operationName,
      );
      const operation = chosen?.name?.value ?? chosen?.operation;
      if (operation) args.contextValue.trace.operation = operation;
    },
    onResultProcess: ({ result, setResult, serverContext }) => {
      if (!('errors' in result) || !result.errors) return;
      const errors = presented(result.errors as GraphQLError[], serverContext.viewer);
      serverContext.trace.code = String(errors[0]?.extensions.code);
      setResult({ ...result, errors });
    },
  };
}
