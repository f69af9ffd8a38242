/** Executes documents: queries that are sent repeatedly in their compiled form, and everything else by the usual executor. */
import {
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  GraphQLError,
  getOperationAST,
  type OperationDefinitionNode,
} from 'graphql';
import { isBusy } from '../../db/failures.ts';
import type { Context } from '../context.ts';
import { createLists } from '../dialect/loaders.ts';
import { busyText } from '../errors.ts';
import { namedDocuments } from '../plan/named-documents.ts';
import { compile } from './compile.ts';
import type { CompiledQuery } from './compiled-query.ts';
import { run } from './run.ts';

export type Execute = (args: ExecutionArgs) => ExecutionResult | Promise<ExecutionResult>;

/** At which use of a query it is compiled. */
export type CompileAt = 'first-use' | 'second-use' | 'never';

interface Known {
  /** Undefined: not compiled yet. Null: it cannot be compiled. */
  query?: CompiledQuery | null;
  /** Whether its last run failed. Then the usual executor runs it until it succeeds once. */
  failed: boolean;
}

/** The fields of all compiled queries that are kept: about 50 MB. */
const mostFields = 100_000;

/** A query that was executed before, so it is valid, and that is compiled. */
export interface Ready {
  operation: OperationDefinitionNode;
  /** The result; null: it failed, and the usual executor has to answer with the context that `restartedContext` returns. */
  run(context: Context, variables: Record<string, unknown>): Promise<ExecutionResult | null>;
}

export interface Executor {
  execute(args: ExecutionArgs, usual: Execute): Promise<ExecutionResult>;
  /** The compiled query of a document; undefined if the document has to be executed as a whole. */
  ready(document: DocumentNode, operationName: string | null | undefined): Ready | undefined;
}

export function createExecutor(compileAt: CompileAt): Executor {
  let operations = new WeakMap<OperationDefinitionNode, Known>();
  let fields = 0;

  function compiled(args: ExecutionArgs, operation: OperationDefinitionNode): CompiledQuery | null {
    const query = compile(args.schema, args.document, operation);
    fields += query?.fields ?? 0;
    if (fields > mostFields) {
      operations = new WeakMap();
      fields = query?.fields ?? 0;
    }
    return query;
  }

  function knownOf(args: ExecutionArgs): Known | undefined {
    const operation = compileAt === 'never' ? null : getOperationAST(args.document, args.operationName);
    if (!operation) return undefined;
    const known = operations.get(operation);
    const isFirst = known === undefined && compileAt === 'second-use';
    const used: Known = known ?? { failed: false };
    if (!isFirst && used.query === undefined) used.query = compiled(args, operation);
    operations.set(operation, used);
    return used;
  }

  async function runOnce(known: Known, context: object, variables: Record<string, unknown>) {
    try {
      return { data: (await run(known.query as CompiledQuery, context, variables)) as ExecutionResult['data'] };
    } catch (error) {
      // Refused for its size: the usual executor could only say the same.
      if ((context as Context).answer.isOver()) return { data: null };
      known.failed = true;
      // Statements that take too long must not be sent a second time.
      if (isBusy(error)) return { errors: [new GraphQLError(busyText, { originalError: error as Error })] };
      return null;
    }
  }

  return {
    execute: async (args, executeUsually) => {
      const usual = (args: ExecutionArgs) => settled(executeUsually, args);
      const known = knownOf(args);
      if (!known?.query) return usual(args);
      if (known.failed) {
        const result = await usual(args);
        known.failed = (result.errors?.length ?? 0) > 0;
        return result;
      }
      const context = args.contextValue as Context;
      const result = await runOnce(known, context, args.variableValues ?? {});
      return result ?? usual({ ...args, contextValue: restartedContext(context) });
    },
    ready: (document, operationName) => {
      const operation = getOperationAST(document, operationName);
      const known = operation ? operations.get(operation) : undefined;
      if (!operation || !known?.query || known.failed) return undefined;
      return { operation, run: (context, variables) => runOnce(known, context, variables) };
    },
  };
}

/**
 * Root fields are not null, so the first that fails ends the answer. The statements of the others count as part of the request
 * until they end: otherwise a request that fails at once could leave many behind.
 */
async function settled(usual: Execute, args: ExecutionArgs): Promise<ExecutionResult> {
  const result = await usual(args);
  if (result.data === null) await (args.contextValue as Context).lists.settled();
  return result;
}

/** The context of a request as it was before any of its fields was resolved. */
export function restartedContext<C extends Context>(context: C): C {
  const { db, viewer, answer } = context;
  answer.restart();
  return Object.create(context, {
    lists: { value: createLists(db, viewer, answer) },
    documents: { value: namedDocuments() },
  });
}
