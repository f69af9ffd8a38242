/** The GraphQL door: Yoga with its unsafe defaults off, our limits, and one exit for errors. */
import { type DocumentNode, type ExecutionResult, type GraphQLError, getOperationAST, validate } from 'graphql';
import { createYoga, type Plugin } from 'graphql-yoga';
import type { Db } from '../db/database.ts';
import { unauthenticated } from '../domain/base/errors.ts';
import { isPublic } from '../graphql/access/public.ts';
import type { Context } from '../graphql/context.ts';
import type { Answer } from '../graphql/cost/answer-size.ts';
import { checkingCost, parseWithin } from '../graphql/cost/limits.ts';
import { validateInTurns } from '../graphql/cost/validate.ts';
import { createLists } from '../graphql/dialect/loaders.ts';
import { mask, mostErrors, presented, type Report, refusedWhole } from '../graphql/errors.ts';
import { namedDocuments } from '../graphql/plan/named-documents.ts';
import { lackedOf, planOf } from '../graphql/plan/plan.ts';
import { sending } from '../graphql/plan/values.ts';
import { schema } from '../graphql/schema.ts';
import type { Asked } from './asked.ts';
import { type Kept, keptDocuments } from './document-cache.ts';
import { type Params, readParams } from './params.ts';
import { persisted } from './persisted.ts';

type Shared = Pick<Context, 'mail' | 'pepper' | 'writers'>;

export const graphqlPath = '/api/graphql';

export function createGraphQL({ db, ...shared }: Shared & { db: Db }, report: Report) {
  const kept = keptDocuments<DocumentNode>();
  return createYoga<Asked>({
    schema,
    graphqlEndpoint: graphqlPath,
    context: ({ viewer, ip, answer, db, done, running }: Asked): Context => ({
      ...shared,
      db,
      done,
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
    // The server has counted the body already.
    maxRequestBodySize: false,
    graphiql: false,
    landingPage: false,
    logging: false,
    fetchAPI: globalThis as never,
    maskedErrors: { maskError: (error) => mask(error, report) },
    plugins: [ownParser(), persisted(db), documentLimits(kept), presentation(), closedToAnonymous()],
    parserAndValidationCache: { documentCache: kept, errorCache: keptDocuments() },
  });
}

function ownParser(): Plugin {
  return { onRequestParse: ({ setRequestParser }) => setRequestParser(readParams) };
}

/** Shorter documents are parsed and validated in one go. */
const long = 2_000;

/** A long document that was parsed and validated, each in its turn, before Yoga asks for it. */
interface Checked {
  document: DocumentNode;
  errors: readonly GraphQLError[];
}

function documentLimits(kept: Kept<DocumentNode>): Plugin<Asked, Asked> {
  const checked = new WeakMap<Answer, Checked>();
  return {
    onParams: async ({ params: { query }, context: { answer, viewer } }) => {
      if (typeof query !== 'string' || query.length <= long) return;
      await answer.turn(checkingCost(query));
      // Without a credential most documents are refused before they are validated.
      if (!viewer || kept.get(query)) return;
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

/** Undefined where it cannot be parsed: why is found out, and told, where every document is parsed. */
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
