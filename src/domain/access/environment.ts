/** What the rules depend on besides the database; the layer that builds the API supplies it with each call. */
import type { Operation } from '../tokens/operations.ts';
import type { Permission } from './permissions.ts';

export interface Environment {
  /** Whether one-time links are sent by email. Otherwise the caller receives them. */
  mailed: boolean;
  rootFields: readonly RootField[];
  /** The permissions and root fields that operations need; null where the document of one is not stored. */
  needsOf(operations: readonly Operation[]): Needs | null;
}

/** A field of `Query` or `Mutation`. */
export interface RootField {
  name: string;
  /** No token may call it. */
  personal: boolean;
}

/** Exactly these permissions and root fields: what a document needs. */
export interface Needs {
  permissions: readonly Permission[];
  methods: readonly string[];
}
