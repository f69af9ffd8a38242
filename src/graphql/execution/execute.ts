/** Executes documents: queries that are sent repeatedly in their compiled form, and everything else by the usual executor. */
import type { DocumentNode, ExecutionArgs, ExecutionResult } from 'graphql';
import type { Context } from '../context.ts';
import { createLists } from '../dialect/loaders.ts';
import { namedDocuments } from '../plan/named-documents.ts';
import { compile } from './compile.ts';
import type { CompiledQuery } from './compiled-query.ts';
import { run } from './run.ts';

export type Execute = (args: ExecutionArgs) => ExecutionResult | Promise<ExecutionResult>;

/** At which use of a query it is compiled. */
export type CompileAt = 'first-use' | 'second-use' | 'never';

interface Known {
  /** Undefined: not compiled yet. */
  query: CompiledQuery | null | undefined;
}

export function createExecute(compileAt: CompileAt): (args: ExecutionArgs, usual: Execute) => Promise<ExecutionResult> {
  const documents = new WeakMap<DocumentNode, Map<string, Known>>();

  function compiled({ schema, document, operationName }: ExecutionArgs): CompiledQuery | null {
    if (compileAt === 'never') return null;
    const operations = documents.get(document) ?? new Map<string, Known>();
    documents.set(document, operations);
    const known = operations.get(operationName ?? '');
    if (known?.query !== undefined) return known.query;
    const query = known || compileAt === 'first-use' ? compile(schema, document, operationName) : undefined;
    operations.set(operationName ?? '', { query });
    return query ?? null;
  }

  return async (args, usual) => {
    const query = compiled(args);
    if (!query) return usual(args);
    try {
      return {
        data: (await run(query, args.contextValue as object, args.variableValues ?? {})) as ExecutionResult['data'],
      };
    } catch {
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
