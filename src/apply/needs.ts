/** What the documents of a token need, by the schema of this version. */
import type { Needs } from '../domain/access/schema-facts.ts';
import type { Operation } from '../domain/tokens/operations.ts';
import { namedDocuments } from '../graphql/plan/named-documents.ts';
import { schemaFactsOf } from '../graphql/plan/schema-facts.ts';
import { schema } from '../graphql/schema.ts';

/** Null: unknown, because a document is not stored or is not valid, which the server reports. */
export function needsOf(operations: readonly Operation[]): Needs | null {
  try {
    return schemaFactsOf({ mail: { configured: false } as never, documents: namedDocuments() }, schema).needsOf(
      operations,
    );
  } catch {
    return null;
  }
}
