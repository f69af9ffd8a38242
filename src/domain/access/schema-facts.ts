/** What the rules need to know besides the database; the GraphQL layer passes it with each call. */
import type { Operation } from '../tokens/operations.ts';
import type { Permission } from './permissions.ts';

export interface SchemaFacts {
  /** Whether one-time links are sent by email. Otherwise the caller receives them. */
  mailed: boolean;
  rootFields: readonly RootField[];
  /** The permissions and root fields that operations need; null where the document of one is not stored. */
  needsOf(operations: readonly Operation[]): Needs | null;
}

export interface RootField {
  name: string;
  /** Whether tokens may not call it. */
  personal: boolean;
}

export interface Needs {
  permissions: readonly Permission[];
  methods: readonly string[];
}
