/** The column of records that `latchkey apply` can create. */
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import { maybe } from '../lists/definition.ts';

export const managedBy = (column: AnyPgColumn) =>
  maybe(
    'string',
    column,
    'The `name` of the access file with which `latchkey apply` created it. Null: it was created in another way, and `apply --prune` never removes it.',
  );
