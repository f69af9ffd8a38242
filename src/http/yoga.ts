/** GraphQL Yoga without its unsafe defaults, with our limits and our presentation of errors. */
import {
  type DocumentNode,
  type ExecutionResult,
  type GraphQLError,
  getOperationAST,
  type OperationDefinitionNode,
  validate,
} from 'graphql';
import { type Plugin, processRegularResult, YogaServer } from 'graphql-yoga';
import type { Db } from '../db/database.ts';
import { permissions } from '../domain/access/permissions.ts';
import type { Viewer } from '../domain/access/viewer.ts';
import { unauthenticated } from '../domain/base/errors.ts';
import { tooLarge } from '../domain/lists/load.ts';
import { isPublic } from '../graphql/access/public-documents.ts';
import type { Answer } from '../graphql/cost/answer-size.ts';
import { checkingCost, parseWithin } from '../graphql/cost/limits.ts';
import { validateInTurns } from '../graphql/cost/validate.ts';
import { mask, mostErrors, presented, type Report, refusedWhileRunning, refusedWhole } from '../graphql/errors.ts';
import { createExecutor, type Execute, restartedContext } from '../graphql/execution/execute.ts';
import { lackedOf, planOf } from '../graphql/plan/plan.ts';
import { sending } from '../graphql/plan/values.ts';
import { schema } from '../graphql/schema.ts';
import { createCacheForCatalog, createDocumentCache, type DocumentCache } from './document-cache.ts';
import type { Exchange } from './exchange.ts';
import { type Params, readParams } from './params.ts';
import { persisted } from './persisted.ts';
import type { TextReply } from './reply.ts';
import { GraphQLContext, type RequestContext, type Shared } from './request-context.ts';
import type { Services } from './services.ts';

type Executing = Pick<Services, 'compileAt' | 'execute'>;

export const graphqlPath = '/api/graphql';

/**
 * Answers a request with this media type. A large result is not in the reply, but in `answer` of the context, to be sent in
 * chunks. The parameters are those in the URL or the body, unless they are given.
 */
export type GraphQL = (
  exchange: Exchange,
  answerType: string,
  context: RequestContext,
  params?: Params,
) => Promise<TextReply>;

/**
 * Yoga checks the parameters, parses, validates, executes and writes the result. Its adapter for web requests is not used:
 * creating them, and asking each of its plugins how to read the request, took half of the memory that a small request allocates.
 */
export function createGraphQL(
  { db, compileAt, execute, ...shared }: Shared & { db: Db } & Executing,
  report: Report,
): GraphQL {
  const documentCache = createCacheForCatalog<DocumentNode>();
  const maskError = (error: unknown) => mask(error, report);
  const yoga = new YogaServer<GraphQLContext, GraphQLContext>({
    schema,
    graphqlEndpoint: graphqlPath,
    cors: false,
    multipart: false,
    batching: false,
    graphiql: false,
    landingPage: false,
    logging: false,
    maskedErrors: { maskError },
    plugins: [
      persisted(db),
      documentLimits(documentCache),
      operationNames(),
      publicFieldsOnly(),
      execution({ compileAt, execute }, documentCache, maskError),
    ],
    parserAndValidationCache: { documentCache, errorCache: createDocumentCache() },
  });

  async function resultOf(exchange: Exchange, context: GraphQLContext, given?: Params): Promise<ExecutionResult> {
    try {
      const params = given ?? readParams(exchange);
      return (await yoga.getResultForParams({ params, request: exchange as never }, context)) as ExecutionResult;
    } catch (error) {
      return { errors: [maskError(error)] };
    }
  }

  return async (exchange, answerType, request, params) => {
    const context = new GraphQLContext(request, shared);
    const result = present(await resultOf(exchange, context, params), context);
    const { status, headers, body } = processRegularResult(result, fetchAPI, answerType) as never as PlainResponse;
    return { status, headers, body: body ?? '' };
  };
}

/** What Yoga uses in place of a web response: it only stores status, headers and body. */
class PlainResponse {
  readonly body: string | null;
  readonly status: number;
  readonly headers: Record<string, string>;

  constructor(
    body: string | null,
    { status = 200, headers = {} }: { status?: number; headers?: Record<string, string> },
  ) {
    this.body = body;
    this.status = status;
    this.headers = headers;
  }
}

const fetchAPI = { Response: PlainResponse } as never;

/** Shorter documents are parsed and validated at once. */
const long = 2_000;

/** A long document that was parsed and validated in slices, before Yoga does both. */
interface ValidatedDocument {
  document: DocumentNode;
  errors: readonly GraphQLError[];
  /** The catalog with which it was validated. */
  catalog: typeof permissions;
}

function documentLimits(documentCache: DocumentCache<DocumentNode>): Plugin<GraphQLContext, GraphQLContext> {
  const checked = new WeakMap<Answer, ValidatedDocument>();

  async function checkLong(query: string, answer: Answer, viewer: Viewer | null): Promise<void> {
    await answer.turn(checkingCost(query));
    // Without a credential most documents are refused before they are validated.
    if (!viewer || documentCache.get(query)) return;
    const found = await check(query, answer);
    if (found) checked.set(answer, found);
  }

  return {
    onParams: ({ params: { query }, context: { answer, viewer } }) => {
      // Nothing is awaited for most requests: each promise here would make Yoga create many.
      if (typeof query !== 'string' || query.length <= long) return;
      return checkLong(query, answer, viewer);
    },
    onParse: ({ context, setParseFn, setParsedDocument }) => {
      const found = checked.get(context.answer);
      if (found) setParsedDocument(found.document);
      setParseFn(parseWithin as never);
    },
    onValidate: ({ context, setValidationFn }) => {
      const found = checked.get(context.answer);
      // The result is kept for other requests, so it must be that of the present catalog.
      const isCurrent = found?.catalog === permissions;
      const known = (document: unknown) => (isCurrent && document === found?.document ? found?.errors : undefined);
      setValidationFn((schema, document, rules) => known(document) ?? validateWithin(schema, document, rules));
    },
  };
}

/** Undefined if it cannot be parsed; the step that parses every document reports why. */
async function check(text: string, { turn }: Answer): Promise<ValidatedDocument | undefined> {
  let document: DocumentNode;
  try {
    document = parseWithin(text);
  } catch {
    return undefined;
  }
  const catalog = permissions;
  const errors = await validateInTurns(schema, document, text, turn, mostErrors);
  await turn(checkingCost(text));
  return { document, errors, catalog };
}

/** Stops at ten errors, since finding the location of each takes time. */
const validateWithin: typeof validate = (schema, document, rules) =>
  validate(schema, document, rules, { maxErrors: mostErrors });

/**
 * Refuses a document of a caller without a credential if it selects more than public fields or is not valid: always
 * with the same message, since others would show the schema. The refusal is thrown, because Yoga would cache a result
 * for all callers who send the document.
 */
function publicFieldsOnly(): Plugin<RequestContext> {
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

/** Every error has its code, and the log line the first of them. A large answer is put aside, to be sent in chunks. */
function present(given: ExecutionResult, context: GraphQLContext): ExecutionResult {
  const { answer, trace, running } = context;
  const result = answer.isOver() ? tooLargeResult : given;
  let presentedResult = result;
  if (result.errors) {
    const errors = presented(result.errors, context, running.lacked);
    trace.code = String(errors[0]?.extensions.code);
    presentedResult = { ...result, errors };
  }
  if (result.data && answer.isLarge()) {
    answer.data = result.data;
    return { ...presentedResult, data: {} };
  }
  return presentedResult;
}

/** Instead of what a query has until it is refused: only a part of its lists is complete. */
const tooLargeResult: ExecutionResult = { data: null, errors: [refusedWhileRunning(tooLarge())] };

const nameOf = ({ name, operation }: OperationDefinitionNode) => name?.value ?? operation;

function operationNames(): Plugin<GraphQLContext> {
  return {
    onValidate: ({ context, params: { documentAST } }) => {
      const { trace, params } = context as unknown as GraphQLContext & { params: Params };
      const operation = getOperationAST(documentAST as DocumentNode, params.operationName);
      if (operation) trace.operation = nameOf(operation);
    },
  };
}

function execution(
  { compileAt, execute }: Executing,
  documentCache: DocumentCache<DocumentNode>,
  maskError: (error: unknown) => GraphQLError,
): Plugin<GraphQLContext, GraphQLContext> {
  const executor = createExecutor(compileAt);
  return {
    // A compiled query was parsed, validated and executed before, so Yoga need not begin with that.
    onParams: ({ params: { query, operationName }, context: { viewer }, paramsHandler, setParamsHandler }) => {
      const document = viewer && typeof query === 'string' ? documentCache.get(query) : undefined;
      const compiled = document && executor.ready(document, operationName);
      if (!compiled) return;
      setParamsHandler(async ({ params, request, context }) => {
        context.trace.operation = nameOf(compiled.operation);
        context.answer.endAsWhole();
        const result = await compiled.run(context, params.variables ?? {});
        if (!result) return paramsHandler({ params, request, context: restartedContext(context) });
        return result.errors ? { errors: result.errors.map(maskError) } : result;
      });
    },
    onExecute: ({ args, executeFn, setExecuteFn }) => {
      const { document, operationName, variableValues } = args;
      const { answer, running } = args.contextValue;
      if (getOperationAST(document, operationName)?.operation === 'query') answer.endAsWhole();
      running.lacked = (viewer) =>
        lackedOf(planOf(schema, document, operationName, sending(variableValues ?? {})), viewer);
      const usual = execute ?? (executeFn as Execute);
      setExecuteFn((args) => executor.execute(args, usual));
      return { onExecuteDone: dropErrors };
    },
  };
}

interface Executed {
  result: object;
  setResult(result: ExecutionResult): void;
}

/** Drops errors beyond the tenth, since rewriting each takes time. */
function dropErrors({ result, setResult }: Executed): void {
  const { errors } = result as ExecutionResult;
  if (errors && errors.length > mostErrors) setResult({ ...result, errors: errors.slice(0, mostErrors) });
}
