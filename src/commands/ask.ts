/** How commands read and change data: with documents, sent to a server or executed on the database. */

/** Sends a document and returns its data. Errors: AskError. */
export type Ask = <T>(document: string, variables?: Record<string, unknown>) => Promise<T>;

/** A refusal, with its code. */
export class AskError extends Error {
  readonly code: string | undefined;

  constructor(message: string, code: string | undefined) {
    super(message);
    this.code = code;
  }
}
