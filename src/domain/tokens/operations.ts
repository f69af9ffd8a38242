/** The operations that a bound token may run: of certain documents, and with certain values of their variables. */
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
  /** Null: the document has only one operation. */
  operationName: string | null;
  /** Null: not stored, so clients have to send it. */
  document: string | null;
  /** A JSON object as text. */
  pinnedVariables: string | null;
}

/** The hash that identifies a document; changes with every character, even a space. */
export const hashOf = (document: string) => createHash('sha256').update(document).digest('hex');

/** Of a token. */
export const mostOperations = 100;

/** Requires 1 to 100 operations; called before they are parsed. Errors: INVALID_INPUT. */
export function requireFew({ length }: readonly unknown[]): void {
  if (length === 0) throw invalid('operations', because('EMPTY'));
  if (length > mostOperations) throw invalid('operations', because('TOO_MANY', { most: mostOperations }));
}

/** Requires 1 to 100 different operations. Errors: INVALID_INPUT. */
export function requireOperations(operations: readonly Operation[]): void {
  requireFew(operations);
  const seen = new Map<string, number>();
  for (const [place, operation] of operations.entries()) {
    const first = seen.get(identityOf(operation));
    if (first !== undefined) throw invalid(`operations[${place}]`, `is the same as operations[${first}].`);
    seen.set(identityOf(operation), place);
  }
}

/** Equal for equal operations. */
export const identityOf = ({ hash, operationName, pinnedVariables }: Operation) =>
  JSON.stringify([hash, operationName, pinnedVariables]);

const pinnedOf = ({ pinnedVariables }: Operation): Record<string, unknown> => JSON.parse(pinnedVariables ?? '{}');

/** Whether everything allowed by `one` is allowed by `other`: the same operation, with at least the same values pinned. */
export function isNarrower(one: Operation, other: Operation): boolean {
  const pinned = pinnedOf(one);
  const isPinned = ([name, value]: [string, unknown]) =>
    Object.hasOwn(pinned, name) && isDeepStrictEqual(pinned[name], value);
  const isSame = one.hash === other.hash && one.operationName === other.operationName;
  return isSame && Object.entries(pinnedOf(other)).every(isPinned);
}

/** A hash by which changes to the operations of a token are noticed; null: the token is not bound. */
export const fingerprintOf = (operations: readonly Operation[]): Buffer | null =>
  operations.length === 0 ? null : createHash('sha256').update(operations.map(identityOf).join()).digest();

const columns = {
  hash: table.hash,
  operationName: table.operationName,
  document: table.document,
  pinnedVariables: table.pinnedVariables,
};

export const ofToken = (db: Db, tokenId: string): Promise<Operation[]> =>
  db.select(columns).from(table).where(eq(table.tokenId, tokenId)).orderBy(asc(table.id));

export const ofDocument = (db: Db, tokenId: string, hash: string): Promise<Operation[]> =>
  db
    .select(columns)
    .from(table)
    .where(and(eq(table.tokenId, tokenId), eq(table.hash, hash)))
    .orderBy(asc(table.id));

/** Replaces the operations of a token. The caller must set `operationsHash`. */
export async function replace(tx: Db, tokenId: string, operations: readonly Operation[]): Promise<void> {
  await tx.delete(table).where(eq(table.tokenId, tokenId));
  if (operations.length > 0) await tx.insert(table).values(operations.map((each) => ({ ...each, tokenId })));
}

/** What the log keeps of operations: neither documents nor values, which may be confidential. */
export const loggedColumns = (operations: readonly Operation[]) =>
  operations.map(({ hash, operationName }) => ({ hash, operation_name: operationName }));

export interface Wanted {
  name: string | null;
  /** Whether it is the only one in its document. */
  only: boolean;
  declares: ReadonlySet<string>;
  variables: Record<string, unknown>;
}

export const documentNotAllowed = () => forbidden('This token may run only the documents it is bound to.');

/** The variables sent and those pinned by the first operation that matches, compared as JSON: "1" is not 1. Errors: FORBIDDEN. */
export function requireBound(operations: readonly Operation[], wanted: Wanted): Record<string, unknown> {
  const compared = compare(operations, wanted);
  if (compared.length === 0) throw documentNotAllowed();
  const fitting = compared.find(({ others }) => others.length === 0);
  if (fitting) return { ...wanted.variables, ...fitting.pinned };
  const names = [...new Set(compared.flatMap(({ others }) => others))].map((name) => `$${name}`);
  throw forbidden(`This token is bound to another value of ${names.join(', ')}.`);
}

export const isBound = (operations: readonly Operation[], wanted: Wanted): boolean =>
  compare(operations, wanted).some(({ others }) => others.length === 0);

/** For each operation of this name: the pinned values, and the variables that were sent with another value. */
const compare = (operations: readonly Operation[], { name, only, declares, variables }: Wanted) =>
  operations
    .filter(({ operationName }) => (operationName === null ? only : operationName === name))
    .map(pinnedOf)
    // Could not be checked earlier where only the hash is stored: pinning an undeclared variable would limit nothing.
    .filter((pinned) => Object.keys(pinned).every((variable) => declares.has(variable)))
    .map((pinned) => ({
      pinned,
      others: Object.keys(pinned).filter(
        (variable) => Object.hasOwn(variables, variable) && !isDeepStrictEqual(variables[variable], pinned[variable]),
      ),
    }));
