/** The operations in the form of a token, and what the form sends of them. */
import type { Operation } from '../token-data/documents.ts';

export interface OperationDraft {
  /** Identifies it in the list. */
  key: number;
  /** The document, or its hash if clients send the document. */
  text: string;
  name: string;
  /** A JSON object. */
  pinned: string;
  /** The existing operation; undefined for a new one, and while the user changes it. */
  kept?: Operation | undefined;
}

let last = 0;

export const draftsOf = (operations: readonly (Operation | null)[]): OperationDraft[] =>
  operations
    .filter((kept) => kept !== null)
    .map((kept) => ({
      key: ++last,
      text: kept.document ?? kept.hash,
      name: kept.operation_name ?? '',
      pinned: kept.pinned_variables ?? '',
      kept,
    }));

export const withOneMore = (bound: readonly OperationDraft[]): OperationDraft[] => [
  ...bound,
  { key: ++last, text: '', name: '', pinned: '' },
];

export const isBlank = ({ text }: OperationDraft) => text.trim() === '';

/** A document never matches this. */
const isHash = (text: string) => /^\s*(sha256:)?[0-9a-f]{64}\s*$/i.test(text);

/** The text is sent unchanged: a document that differs in one space is another document. */
const inputOf = ({ text, name, pinned }: OperationDraft) => ({
  ...(isHash(text) ? { hash: text.trim() } : { document: text }),
  operation_name: name.trim() || null,
  pinned_variables: pinned.trim() || null,
});

export const inputsOf = (bound: readonly OperationDraft[]) => (bound.length > 0 ? bound.map(inputOf) : null);

export const areSame = (one: readonly OperationDraft[], other: readonly OperationDraft[]) =>
  JSON.stringify(inputsOf(one)) === JSON.stringify(inputsOf(other));

/** Whether the server can compute what they need: of a hash alone it cannot. */
export const areKnown = (bound: readonly OperationDraft[]) => !bound.some(({ text }) => isHash(text));
