/** The GraphQL door: Yoga with its unsafe defaults off, our limits, and one exit for errors. */
import { type DocumentNode, type ExecutionResult, type GraphQLError, getOperationAST, validate } from 'graphql';
import { createYoga, type Plugin } from 'graphql-yoga';
import type { Db } from '../db/open.ts';
import type { Done } from '../db/request.ts';
import { unauthenticated } from '../domain/errors.ts';
import type { Permission } from '../domain/permissions.ts';
import type { Viewer } from '../domain/viewer.ts';
import type { Answer } from '../graphql/answer.ts';
import type { Context } from '../graphql/context.ts';
import { mask, mostErrors, presented, type Report, refusedWhole } from '../graphql/errors.ts';
import { checkingCost, parseWithin } from '../graphql/limits.ts';
import { createLists } from '../graphql/loaders.ts';
import { namedDocuments } from '../graphql/named.ts';
import { lackedOf, planOf } from '../graphql/plan/plan.ts';
import { sending } from '../graphql/plan/values.ts';
import { isPublic } from '../graphql/public.ts';
import { schema } from '../graphql/schema.ts';
import { keptDocuments } from './kept.ts';
import { type Params, readParams } from './params.ts';
import { persisted } from './persisted.ts';

/** What the pipeline hands over with a request. */
export interface Asked {
  viewer: Viewer | null;
  ip: string;
  db: Db;
  done: Done;
  answer: Answer;
  /** Filled in for the log. */
  trace: { operation?: string; code?: string };
  /** What of the document somebody lacks, once there is one that runs. */
  running: { lacked?: (viewer: Viewer) => Permission[] };
}

type Shared = Pick<Context, 'mail' | 'pepper'>;

export const graphqlPath = '/api/graphql';

export function createGraphQL({ db, ...shared }: Shared & { db: Db }, report: Report) {
  return createYoga<Asked>({
    schema,
    graphqlEndpoint: graphqlPath,
    context: ({ viewer, ip, answer, db, done }: Asked): Context => ({
      ...shared,
      db,
      done,
      viewer,
      ip,
      answer,
      lists: createLists(db, viewer, answer),
      documents: namedDocuments(),
    }),
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
    plugins: [ownParser(), persisted(db), documentLimits(), presentation(), closedToAnonymous()],
    parserAndValidationCache: { documentCache: keptDocuments(), errorCache: keptDocuments() },
  });
}

function ownParser(): Plugin {
  return { onRequestParse: ({ setRequestParser }) => setRequestParser(readParams) };
}

function documentLimits(): Plugin<Asked, Asked> {
  return {
    onParams: ({ params: { query }, context: { answer } }) => {
      // Small ones go without asking.
      if (typeof query === 'string' && query.length > 2_000) return answer.turn(checkingCost(query));
    },
    onParse: ({ setParseFn }) => setParseFn(parseWithin as never),
    onValidate: ({ setValidationFn }) => setValidationFn(validateWithin),
  };
}

/** More than ten errors say nothing new, and finding the place of each takes time. */
const validateWithin: typeof validate = (schema, document, rules) =>
  validate(schema, document, rules, { maxErrors: mostErrors });

/**
 * Callers without a credential are told nothing of the schema: a document that selects more than what is public, or does
 * not fit the schema, is refused by one text. Thrown, since a result would be kept for everybody who sends the document.
 */
function closedToAnonymous(): Plugin<Asked> {
  return {
    onValidate: ({ context: { viewer }, params: { documentAST } }) => {
      if (viewer) return;
      if (!isPublic(documentAST as DocumentNode)) throw refusedWhole(unauthenticated());
      return ({ valid }) => {
        if (!valid) throw refusedWhole(unauthenticated());
      };
    },
  };
}

/** Gives every error its code and the log its line. */
function presentation(): Plugin<Asked, Asked> {
  return {
    onValidate: ({ context, params: { documentAST } }) => {
      const { trace, params } = context as unknown as Asked & { params: Params };
      const operation = getOperationAST(documentAST as DocumentNode, params.operationName);
      if (operation) trace.operation = operation.name?.value ?? operation.operation;
    },
    onExecute: ({ args: { document, operationName, variableValues, contextValue } }) => {
      contextValue.running.lacked = (viewer) =>
        lackedOf(planOf(schema, document, operationName, sending(variableValues ?? {})), viewer);
      return { onExecuteDone: dropped };
    },
    onResultProcess: ({ result, setResult, serverContext }) => {
      if (!('data' in result || 'errors' in result)) return;
      const { answer, trace, running } = serverContext;
      let told = result as { data?: unknown; errors?: readonly GraphQLError[] };
      if (told.errors) {
        const errors = presented(told.errors, serverContext, running.lacked);
        trace.code = String(errors[0]?.extensions.code);
        told = { ...told, errors };
      }
      if (told.data && answer.isLarge()) {
        answer.data = told.data;
        told = { ...told, data: {} };
      }
      if (told !== result) setResult(told as typeof result);
    },
  };
}

interface Executed {
  result: object;
  setResult(result: ExecutionResult): void;
}

/** Each error is rewritten, so that those which are not told are dropped first. */
function dropped({ result, setResult }: Executed): void {
  const { errors } = result as ExecutionResult;
  if (errors && errors.length > mostErrors) setResult({ ...result, errors: errors.slice(0, mostErrors) });
}
