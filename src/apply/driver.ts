/** How `apply` reaches what it reads and changes: with the same documents, sent to a server or executed on the database. */
import type { Ask } from '../commands/ask.ts';

export interface Driver {
  ask: Ask;
  /** Runs the work; where it can be, as one transaction, so that all of it is done or nothing. */
  together<T>(work: (ask: Ask) => Promise<T>): Promise<T>;
  isAtomic: boolean;
  /** Whether one-time links are sent by email; true where that is not known. */
  mailed: boolean;
}
