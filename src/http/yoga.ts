/** GraphQL Yoga without its unsafe defaults, with our limits and our presentation of errors. */
import { type DocumentNode, type ExecutionResult, type GraphQLError, getOperationAST, validate } from 'graphql';
import { type Plugin, YogaServer } from 'graphql-yoga';
import type { Db } from '../db/database.ts';
import { unauthenticated } from '../domain/base/errors.ts';
import { isPublic } from '../graphql/access/public-documents.ts';
import type { Context } from '../graphql/context.ts';
import type { Answer } from '../graphql/cost/answer-size.ts';
import { checkingCost, parseWithin } from '../graphql/cost/limits.ts';
import { validateInTurns } from '../graphql/cost/validate.ts';
import { createLists } from '../graphql/dialect/loaders.ts';
import { mask, mostErrors, presented, type Report, refusedWhole } from '../graphql/errors.ts';
import { createExecute, type Execute } from '../graphql/execution/execute.ts';
import { namedDocuments } from '../graphql/plan/named-documents.ts';
import { lackedOf, planOf } from '../graphql/plan/plan.ts';
import { sending } from '../graphql/plan/values.ts';
import { schema } from '../graphql/schema.ts';
import { createDocumentCache, type DocumentCache } from './document-cache.ts';
import type { Exchange } from './exchange.ts';
import { type Params, readParams } from './params.ts';
import { persisted } from './persisted.ts';
import type { TextReply } from './reply.ts';
import type { RequestContext } from './request-context.ts';
import type { Services } from './services.ts';

type Shared = Pick<Context, 'mail' | 'pepper' | 'writers'>;

type Executing = Pick<Services, 'compileAt' | 'execute'>;

export const graphqlPath = '/api/graphql';

/** Answers the request of an exchange with this media type. The body is all text: what is sent in chunks is in `answer` of the context. */
export type GraphQL = (exchange: Exchange, answerType: string, context: RequestContext) => Promise<TextReply>;

export function createGraphQL(
  { db, compileAt, execute, ...shared }: Shared & { db: Db } & Executing,
  report: Report,
): GraphQL {
  const documentCache = createDocumentCache<DocumentNode>();
  const yoga = new YogaServer<Carried, Context>({
    schema,
    graphqlEndpoint: graphqlPath,
    context: ({ viewer, ip, answer, db, requestState, running }: RequestContext): Context => ({
      ...shared,
      db,
      requestState,
      viewer,
      ip,
      answer,
      lists: createLists(db, viewer, answer),
      documents: namedDocuments(),
      renew: (session) => {
        running.renewed = session;
      },
    }),
    cors: false,
    multipart: false,
    batching: false,
    // The server has already counted the body.
    maxRequestBodySize: false,
    graphiql: false,
    landingPage: false,
    logging: false,
    fetchAPI: { Response: PlainResponse } as never,
    maskedErrors: { maskError: (error) => mask(error, report) },
    plugins: [
      ownParser(),
      persisted(db),
      documentLimits(documentCache),
      presentation(),
      publicFieldsOnly(),
      compiledQueries({ compileAt, execute }),
    ],
    parserAndValidationCache: { documentCache, errorCache: createDocumentCache() },
  });
  return async (exchange, answerType, context) => {
    const request = requestOf(exchange, answerType) as unknown as Request;
    const { status, headers, body } = (await yoga.handle(request, {
      ...context,
      exchange,
    } as never)) as never as PlainResponse;
    return { status, headers, body: body ?? '' };
  };
}

type Carried = RequestContext & { exchange: Exchange };

/** What Yoga reads of a request. Creating web requests and responses took up to a sixth of the time of a request. */
const requestOf = ({ method, header, incoming: { url = '' } }: Exchange, answerType: string) => ({
  method,
  url,
  headers: { get: (name: string) => (name === 'accept' ? answerType : (header(name) ?? null)) },
});

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

function ownParser(): Plugin<Carried, Carried> {
  return {
    onRequestParse: ({ serverContext, setRequestParser }) => setRequestParser(() => readParams(serverContext.exchange)),
  };
}

/** Shorter documents are parsed and validated at once. */
const long = 2_000;

/** A long document that was parsed and validated in slices, before Yoga does both. */
interface Checked {
  document: DocumentNode;
  errors: readonly GraphQLError[];
}

function documentLimits(documentCache: DocumentCache<DocumentNode>): Plugin<RequestContext, RequestContext> {
  const checked = new WeakMap<Answer, Checked>();
  return {
    onParams: async ({ params: { query }, context: { answer, viewer } }) => {
      if (typeof query !== 'string' || query.length <= long) return;
      await answer.turn(checkingCost(query));
      // Without a credential most documents are refused before they are validated.
      if (!viewer || documentCache.get(query)) return;
      const found = await check(query, answer);
      if (found) checked.set(answer, found);
    },
    onParse: ({ context, setParseFn, setParsedDocument }) => {
      const found = checked.get(context.answer);
      if (found) setParsedDocument(found.document);
      setParseFn(parseWithin as never);
    },
    onValidate: ({ context, setValidationFn }) => {
      const found = checked.get(context.answer);
      const known = (document: unknown) => (document === found?.document ? found?.errors : undefined);
      setValidationFn((schema, document, rules) => known(document) ?? validateWithin(schema, document, rules));
    },
  };
}

/** Undefined if it cannot be parsed; the step that parses every document reports why. */
async function check(text: string, { turn }: Answer): Promise<Checked | undefined> {
  let document: DocumentNode;
  try {
    document = parseWithin(text);
  } catch {
    return undefined;
  }
  const errors = await validateInTurns(schema, document, text, turn, mostErrors);
  await turn(checkingCost(text));
  return { document, errors };
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

/** Gives every error its code, and the log line the first of them. */
function presentation(): Plugin<RequestContext, RequestContext> {
  return {
    onValidate: ({ context, params: { documentAST } }) => {
      const { trace, params } = context as unknown as RequestContext & { params: Params };
      const operation = getOperationAST(documentAST as DocumentNode, params.operationName);
      if (operation) trace.operation = operation.name?.value ?? operation.operation;
    },
    onExecute: ({ args: { document, operationName, variableValues, contextValue } }) => {
      contextValue.running.lacked = (viewer) =>
        lackedOf(planOf(schema, document, operationName, sending(variableValues ?? {})), viewer);
      return { onExecuteDone: dropErrors };
    },
    onResultProcess: ({ result, setResult, serverContext }) => {
      if (!('data' in result || 'errors' in result)) return;
      const { answer, trace, running } = serverContext;
      let presentedResult = result as { data?: unknown; errors?: readonly GraphQLError[] };
      if (presentedResult.errors) {
        const errors = presented(presentedResult.errors, serverContext, running.lacked);
        trace.code = String(errors[0]?.extensions.code);
        presentedResult = { ...presentedResult, errors };
      }
      if (presentedResult.data && answer.isLarge()) {
        answer.data = presentedResult.data;
        presentedResult = { ...presentedResult, data: {} };
      }
      if (presentedResult !== result) setResult(presentedResult as typeof result);
    },
  };
}

function compiledQueries({ compileAt, execute }: Executing): Plugin<RequestContext, RequestContext> {
  const compiling = createExecute(compileAt);
  return {
    onExecute: ({ executeFn, setExecuteFn }) => {
      const usual = execute ?? (executeFn as Execute);
      setExecuteFn((args) => compiling(args, usual));
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
