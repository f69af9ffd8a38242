/** How `apply` reaches what it reads and changes: with the same documents, sent to a server or executed on the database. */

/** Sends a document and returns its data. Errors: AskError. */
export type Ask = <T>(document: string, variables?: Record<string, unknown>) => Promise<T>;

export interface Driver {
  ask: Ask;
  /** Runs the work; where it can be, as one transaction, so that all of it is done or nothing. */
  together<T>(work: (ask: Ask) => Promise<T>): Promise<T>;
  isAtomic: boolean;
  /** Whether one-time links are sent by email; true where that is not known. */
  mailed: boolean;
}

/** A refusal, with its code and the rule of each value that is wrong. */
export class AskError extends Error {
  readonly code: string | undefined;

  constructor(message: string, code: string | undefined) {
    super(message);
    this.code = code;
  }
}
