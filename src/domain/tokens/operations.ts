/** What a bound token may run: these operations of these documents, with these values of their variables, and nothing else. */
import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { and, asc, eq } from 'drizzle-orm';
import { tokenOperations as table } from '../../../schema/tokens.ts';
import type { Db } from '../../db/database.ts';
import { forbidden, invalid } from '../base/errors.ts';
import { because } from '../base/reasons.ts';

export interface Operation {
  /** SHA-256 of the document in lower-case hexadecimal. */
  hash: string;
  /** Null: the only one of the document. */
  operationName: string | null;
  /** Null: clients send it. */
  document: string | null;
  /** A JSON object. */
  pinnedVariables: string | null;
}

/** The name of a document wherever documents are named by their hash. No two texts have the same, be it for a space. */
export const hashOf = (document: string) => createHash('sha256').update(document).digest('hex');

const mostOperations = 100;

/** Refuses too few and too many, before anybody reads them. */
export function requireFew({ length }: readonly unknown[]): void {
  if (length === 0) throw invalid('operations', because('EMPTY'));
  if (length > mostOperations) throw invalid('operations', because('TOO_MANY', { most: mostOperations }));
}

/** Refuses what is not a list of operations to bind a token to. */
export function requireOperations(operations: readonly Operation[]): void {
  requireFew(operations);
  const seen = new Map<string, number>();
  for (const [place, operation] of operations.entries()) {
    const first = seen.get(identityOf(operation));
    if (first !== undefined) throw invalid(`operations[${place}]`, `is the same as operations[${first}].`);
    seen.set(identityOf(operation), place);
  }
}

const identityOf = ({ hash, operationName, pinnedVariables }: Operation) =>
  JSON.stringify([hash, operationName, pinnedVariables]);

const pinnedOf = ({ pinnedVariables }: Operation): Record<string, unknown> => JSON.parse(pinnedVariables ?? '{}');

/** Whether whatever runs as the one runs as the other too: the same operation, with at least the same values pinned. */
export function isNarrower(one: Operation, other: Operation): boolean {
  const pinned = pinnedOf(one);
  const isPinned = ([name, value]: [string, unknown]) =>
    Object.hasOwn(pinned, name) && isDeepStrictEqual(pinned[name], value);
  const isSame = one.hash === other.hash && one.operationName === other.operationName;
  return isSame && Object.entries(pinnedOf(other)).every(isPinned);
}

/** What tells whether the operations of a token were changed since they were read; null: it is not bound. */
export const fingerprintOf = (operations: readonly Operation[]): Buffer | null =>
  operations.length === 0 ? null : createHash('sha256').update(operations.map(identityOf).join()).digest();

const columns = {
  hash: table.hash,
  operationName: table.operationName,
  document: table.document,
  pinnedVariables: table.pinnedVariables,
};

/** The operations of a token, in the order they were given. */
export const ofToken = (db: Db, tokenId: string): Promise<Operation[]> =>
  db.select(columns).from(table).where(eq(table.tokenId, tokenId)).orderBy(asc(table.id));

/** Those of a document. */
export const ofDocument = (db: Db, tokenId: string, hash: string): Promise<Operation[]> =>
  db
    .select(columns)
    .from(table)
    .where(and(eq(table.tokenId, tokenId), eq(table.hash, hash)))
    .orderBy(asc(table.id));

/** Writes the operations of a token in place of those it had. Its `operationsHash` is the caller's to write. */
export async function replace(tx: Db, tokenId: string, operations: readonly Operation[]): Promise<void> {
  await tx.delete(table).where(eq(table.tokenId, tokenId));
  if (operations.length > 0) await tx.insert(table).values(operations.map((each) => ({ ...each, tokenId })));
}

/** What the log keeps of them: neither documents nor values, which may hold what is nobody else's business. */
export const loggedColumns = (operations: readonly Operation[]) =>
  operations.map(({ hash, operationName }) => ({ hash, operation_name: operationName }));

/** An operation that somebody wants to run. */
export interface Wanted {
  name: string | null;
  /** Whether its document has no other. */
  only: boolean;
  /** The variables it declares. */
  declares: ReadonlySet<string>;
  variables: Record<string, unknown>;
}

export const documentNotAllowed = () => forbidden('This token may run only the documents it is bound to.');

/**
 * The variables to run it with: those sent and those pinned, by the first of the operations that it fits. FORBIDDEN where
 * it fits none. Values are compared as JSON, so that "1" and 1 are two.
 */
export function requireBound(operations: readonly Operation[], wanted: Wanted): Record<string, unknown> {
  const compared = compare(operations, wanted);
  if (compared.length === 0) throw documentNotAllowed();
  const fitting = compared.find(({ others }) => others.length === 0);
  if (fitting) return { ...wanted.variables, ...fitting.pinned };
  const names = [...new Set(compared.flatMap(({ others }) => others))].map((name) => `$${name}`);
  throw forbidden(`This token is bound to another value of ${names.join(', ')}.`);
}

/** Whether a token bound to them may run it. */
export const isBound = (operations: readonly Operation[], wanted: Wanted): boolean =>
  compare(operations, wanted).some(({ others }) => others.length === 0);

/** What those of this name pin, and which variables were sent with another value. */
const compare = (operations: readonly Operation[], { name, only, declares, variables }: Wanted) =>
  operations
    .filter(({ operationName }) => (operationName === null ? only : operationName === name))
    .map(pinnedOf)
    // Of a document known by its hash alone nobody could tell before: a pin without its variable would hold nothing.
    .filter((pinned) => Object.keys(pinned).every((variable) => declares.has(variable)))
    .map((pinned) => ({
      pinned,
      others: Object.keys(pinned).filter(
        (variable) => Object.hasOwn(variables, variable) && !isDeepStrictEqual(variables[variable], pinned[variable]),
      ),
    }));
