/** The operations that a form binds a token to, and what of them is sent. */
import type { Operation } from '../token/documents.ts';

export interface OperationDraft {
  /** Tells it from all others. */
  key: number;
  /** The document, or its hash where clients send the document. */
  text: string;
  name: string;
  /** A JSON object. */
  pinned: string;
  /** What the token is bound to already; undefined for a new one, and while one is changed. */
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

/** No document looks like that. */
const isHash = (text: string) => /^\s*(sha256:)?[0-9a-f]{64}\s*$/i.test(text);

/** The text goes as it stands: one that differs in a space is another document. */
const inputOf = ({ text, name, pinned }: OperationDraft) => ({
  ...(isHash(text) ? { hash: text.trim() } : { document: text }),
  operation_name: name.trim() || null,
  pinned_variables: pinned.trim() || null,
});

export const inputsOf = (bound: readonly OperationDraft[]) => (bound.length > 0 ? bound.map(inputOf) : null);

export const areSame = (one: readonly OperationDraft[], other: readonly OperationDraft[]) =>
  JSON.stringify(inputsOf(one)) === JSON.stringify(inputsOf(other));

/** Whether what they need can be worked out: what is known by its hash alone could be anything. */
export const areKnown = (bound: readonly OperationDraft[]) => !bound.some(({ text }) => isHash(text));
