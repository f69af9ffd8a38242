/** The operations that a form binds a token to, and what of them is sent. */
import type { Operation } from './documents.ts';

export interface Bound {
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

export const boundOf = (operations: readonly (Operation | null)[]): Bound[] =>
  operations
    .filter((kept) => kept !== null)
    .map((kept) => ({
      key: ++last,
      text: kept.document ?? kept.hash,
      name: kept.operation_name ?? '',
      pinned: kept.pinned_variables ?? '',
      kept,
    }));

export const withOneMore = (bound: readonly Bound[]): Bound[] => [
  ...bound,
  { key: ++last, text: '', name: '', pinned: '' },
];

/** No document looks like that. */
const isHash = (text: string) => /^\s*(sha256:)?[0-9a-f]{64}\s*$/i.test(text);

/** The text goes as it stands: one that differs in a space is another document. */
const inputOf = ({ text, name, pinned }: Bound) => ({
  ...(isHash(text) ? { hash: text.trim() } : { document: text }),
  operation_name: name.trim() || null,
  pinned_variables: pinned.trim() || null,
});

export const inputsOf = (bound: readonly Bound[]) => (bound.length > 0 ? bound.map(inputOf) : null);

export const isSameBound = (one: readonly Bound[], other: readonly Bound[]) =>
  JSON.stringify(inputsOf(one)) === JSON.stringify(inputsOf(other));

/** Whether what they need can be worked out: what is known by its hash alone could be anything. */
export const areKnown = (bound: readonly Bound[]) => !bound.some(({ text }) => isHash(text));
