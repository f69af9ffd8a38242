/**
 * What can be listed: one definition a noun. Everything the dialect does with the noun (arguments, search, sort,
 * aggregates, relations, the printed schema, the tests) is made from it.
 */
import type { SQL } from 'drizzle-orm';
import { sql } from 'drizzle-orm';
import type { AnyPgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { Permission } from '../access/permissions.ts';
import type { Viewer } from '../access/viewer.ts';

/** What a column holds: decides its GraphQL type and which of the search's field kinds may look at it. */
export type Kind =
  | 'access_request_state'
  | 'boolean'
  | 'datetime'
  | 'email'
  | 'factor_type'
  | 'id'
  | 'int64'
  | 'language'
  | 'log_level'
  | 'log_type'
  | 'note_priority'
  | 'noteable_type'
  | 'numeric'
  | 'permissions'
  | 'project_permission'
  | 'string'
  | 'strings'
  | 'subnets'
  | 'text'
  | 'token_state'
  | 'token_type';

export interface Column {
  kind: Kind;
  sql: AnyPgColumn | SQL;
  nullable: boolean;
  description: string;
}

export interface Relation {
  /** The type of the noun it leads to. A name, so that definitions do not import each other. */
  to: string;
  many: boolean;
  /** The column of this noun that holds the key, by its public name. */
  from: string;
  /** The column of the other table that the key is found in. */
  at: AnyPgColumn;
  /** What else must hold, for tables that serve several nouns. */
  where?: SQL;
  description: string;
}

export interface Visibility {
  /** Whoever holds one of these everywhere sees all. */
  allWith: readonly Permission[];
  /** What the others see. */
  others: (viewer: Viewer) => SQL;
  /** The column that holds a row's owner, by its public name, where the others see their own. */
  owner?: string;
}

export interface Definition {
  /** The GraphQL type's name. */
  type: string;
  description: string;
  table: PgTable;
  /** Needed to read it wherever it is reached; null when only rows of one's own are ever listed. */
  permission: Permission | null;
  /** Where the permission is held on single projects, too, by grants: the rows one then sees. */
  byGrant?: (viewer: Viewer) => SQL;
  /** Which rows the viewer sees, wherever they are reached; undefined: all. */
  visible?: Visibility | undefined;
  columns: Record<string, Column>;
  /** Read with each row but no part of the dialect: what a field of its own is made from. */
  hidden: Record<string, AnyPgColumn | SQL>;
  relations: Record<string, Relation>;
}

interface EntityTable extends PgTable {
  id: AnyPgColumn;
  createdAt: AnyPgColumn;
  updatedAt: AnyPgColumn;
  version: AnyPgColumn;
}

/** A definition with the columns every noun has put first. */
export function defineList(
  definition: Omit<Definition, 'relations' | 'hidden'> & Partial<Pick<Definition, 'relations' | 'hidden'>>,
): Definition {
  const { id, createdAt, updatedAt, version } = definition.table as unknown as EntityTable;
  const prefix = definition.type.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toLowerCase();
  const common = {
    id: is('int64', id, 'A number of its own among its kind.'),
    sonar_unique_id: is('id', sql`(${sql.raw(`'${prefix}_'`)} || ${id})`, 'Unique among all kinds.'),
    created_at: is('datetime', createdAt, 'When it was created.'),
    updated_at: is('datetime', updatedAt, 'When it was last changed.'),
    _version: is('string', sql`${version}::text`, 'Different after every change.'),
  };
  const defined = { relations: {}, hidden: {}, ...definition, columns: { ...common, ...definition.columns } };
  byType.set(defined.type, defined);
  return defined;
}

const byType = new Map<string, Definition>();

/** The definition that a relation leads to. */
export function targetOf({ to }: Pick<Relation, 'to'>): Definition {
  const definition = byType.get(to);
  if (!definition) throw new Error(`No list of type ${to} is defined.`);
  return definition;
}

/** A column that always has a value. */
export const is = (kind: Kind, column: AnyPgColumn | SQL, description: string): Column => ({
  kind,
  sql: column,
  nullable: false,
  description,
});

/** A column that may be null. */
export const maybe = (kind: Kind, column: AnyPgColumn | SQL, description: string): Column => ({
  ...is(kind, column, description),
  nullable: true,
});

/** Kinds that hold several values: no equality test, no text search. */
export const isMany = ({ kind }: Column) => kind === 'permissions' || kind === 'strings' || kind === 'subnets';

/** The columns as `db/select` wants them. */
export const columnsOf = (definition: Definition) => ({
  ...Object.fromEntries(Object.entries(definition.columns).map(([name, column]) => [name, column.sql])),
  ...definition.hidden,
});
