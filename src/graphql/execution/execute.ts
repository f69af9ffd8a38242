/** Executes documents: queries that are sent repeatedly in their compiled form, and everything else by the usual executor. */
import {
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

export function createExecute(compileAt: CompileAt): (args: ExecutionArgs, usual: Execute) => Promise<ExecutionResult> {
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

  return async (args, usual) => {
    const known = knownOf(args);
    if (!known?.query) return usual(args);
    if (known.failed) {
      const result = await usual(args);
      known.failed = (result.errors?.length ?? 0) > 0;
      return result;
    }
    try {
      const data = await run(known.query, args.contextValue as object, args.variableValues ?? {});
      return { data: data as ExecutionResult['data'] };
    } catch (error) {
      known.failed = true;
      // Statements that take too long must not be sent a second time.
      if (isBusy(error)) return { errors: [new GraphQLError(busyText, { originalError: error as Error })] };
      return usual({ ...args, contextValue: begunAgain(args.contextValue as Context) });
    }
  };
}

/** The context of a request as it was before any of its fields was resolved. */
function begunAgain(context: Context): Context {
  const { db, viewer, answer } = context;
  answer.restart();
  return { ...context, lists: createLists(db, viewer, answer), documents: namedDocuments() };
}
