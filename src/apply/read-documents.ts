/** Reads the documents of a token of an access file, and checks what can be checked without a server. */
import { realpath } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { type DocumentNode, GraphQLError, getOperationAST, Kind } from 'graphql';
import { hashOf, identityOf } from '../domain/tokens/operations.ts';
import { readText, unreadable } from '../files/read-text.ts';
import { type Parsed, type Path, written } from '../files/yaml-places.ts';
import { parseWithin } from '../graphql/cost/limits.ts';
import { longestText } from '../graphql/scalars.ts';
import { longestTogether } from '../graphql/tokens/operations.ts';
import type { TokenInFile } from './shape.ts';
import type { WantedOperation } from './wanted.ts';

type DocumentInFile = NonNullable<TokenInFile['documents']>[number];

/** Documents are in files within the folder. `path` is that of the list. Adds what is wrong to the faults, with its line. */
export async function readDocuments(
  { place }: Parsed,
  path: Path,
  documents: readonly DocumentInFile[],
  folder: string,
  faults: string[],
): Promise<WantedOperation[]> {
  const operations: WantedOperation[] = [];
  const known = new Map<string, Path>();
  for (const [index, document] of documents.entries()) {
    const at = [...path, index];
    const where = `${place(at)} ${written(at)}`;
    try {
      const operation = { ...(await operationOf(document, folder)), place: where };
      const first = known.get(identityOf(operation));
      if (first) faults.push(`${where} is the same as ${written(first)}.`);
      else known.set(identityOf(operation), at);
      operations.push(operation);
    } catch (error) {
      faults.push(`${where} ${(error as Error).message}`);
    }
  }
  const length = operations.reduce((sum, { document }) => sum + (document?.length ?? 0), 0);
  if (length > longestTogether)
    faults.push(`${place(path)} ${written(path)} must be at most ${longestTogether} characters in total.`);
  return operations;
}

/** The exact text of the file, because tokens are bound to its hash. */
async function operationOf(given: DocumentInFile, folder: string): Promise<Omit<WantedOperation, 'place'>> {
  const { file, operation = null, variables = {} } = typeof given === 'string' ? { file: given } : given;
  const document = await readText(await pathWithin(folder, file), { mostCharacters: longestText });
  requireOperation(parsed(document, file), operation);
  const pinned = Object.keys(variables).length > 0 ? JSON.stringify(variables) : null;
  return { hash: hashOf(document), operationName: operation, document, pinnedVariables: pinned };
}

/**
 * An access file may come from a pull request of somebody else, so it can neither bind tokens to files elsewhere on this machine
 * nor show what they contain, not through symbolic links either.
 */
async function pathWithin(folder: string, file: string): Promise<string> {
  const isWithin = (root: string, path: string) => {
    const way = relative(root, path);
    return !isAbsolute(way) && way.split(sep)[0] !== '..';
  };
  const outside = () => new Error('must be a file in the folder of the access file, or in a folder in it.');
  const path = resolve(folder, file);
  if (!isWithin(resolve(folder), path)) throw outside();

  const [root, real] = await Promise.all([folder, path].map((one) => realpath(one).catch(unreadable)));
  if (!isWithin(root as string, real as string)) throw outside();
  return real as string;
}

function parsed(document: string, file: string): DocumentNode {
  try {
    return parseWithin(document);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const [at] = error.locations ?? [];
    throw new Error(`cannot be parsed: ${file}${at ? `:${at.line}:${at.column}` : ''} ${error.message}`);
  }
}

function requireOperation(document: DocumentNode, name: string | null): void {
  if (getOperationAST(document, name)) return;
  if (name !== null) throw new Error(`has no operation ${name}.`);
  const isSeveral = document.definitions.some(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  throw new Error(isSeveral ? 'has several operations: name one of them in `operation`.' : 'has no operation.');
}
