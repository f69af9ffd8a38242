/** List definitions, one per noun: arguments, search, sorting, aggregates, relations, schema and tests are made from them. */
import type { SQL } from 'drizzle-orm';
import { sql } from 'drizzle-orm';
import type { AnyPgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { Permission } from '../access/permissions.ts';
import type { Viewer } from '../access/viewer.ts';

/** The kind of a column decides its GraphQL type and in which field lists of a search it may be named. */
export type Kind =
  | 'access_request_state'
  | 'boolean'
  | 'datetime'
  | 'delivery_state'
  | 'email'
  | 'factor_type'
  | 'id'
  | 'int64'
  | 'ip'
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
  | 'subnet'
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
  /** The type of the noun it leads to: a name, so that definitions do not import each other. */
  to: string;
  many: boolean;
  /** The public name of the column of this noun that contains the key. */
  from: string;
  /** The column of the other table that matches the key. */
  at: AnyPgColumn;
  /** A further condition, for tables that several nouns share. */
  where?: SQL;
  description: string;
}

export interface Visibility {
  /** Viewers with one of these everywhere see all rows. */
  allWith: readonly Permission[];
  /** The condition for the rows that other viewers see. */
  others: (viewer: Viewer) => SQL;
  /** The public name of the column with a row's owner, where other viewers see their own rows. */
  owner?: string;
  /** Whether a row is one of the viewer's own, where its owner alone does not decide it. */
  isOwn?: (viewer: Viewer, row: Record<string, unknown>) => boolean;
}

interface EntityTable extends PgTable {
  id: AnyPgColumn;
  createdAt: AnyPgColumn;
  updatedAt: AnyPgColumn;
  version: AnyPgColumn;
}

export interface Definition {
  type: string;
  description: string;
  table: EntityTable;
  /** Required to read the noun anywhere; null when only the viewer's own rows are ever listed. */
  permission: Permission | null;
  /** The columns that identify a record, if reading a single one of them is recorded in the access log. */
  identifiedBy?: readonly string[];
  /** The rows that a viewer sees who has the permission only on single projects. */
  byGrant?: (viewer: Viewer) => SQL;
  /** Which rows the viewer sees anywhere; undefined: all. */
  visible?: Visibility | undefined;
  columns: Record<string, Column>;
  /** Columns read with each row but not part of the API, for fields that are computed from them. */
  hidden: Record<string, AnyPgColumn | SQL>;
  relations: Record<string, Relation>;
}

/** Defines and registers a list. The columns that all nouns have come first. */
export function defineList(
  definition: Omit<Definition, 'relations' | 'hidden'> & Partial<Pick<Definition, 'relations' | 'hidden'>>,
): Definition {
  const { id, createdAt, updatedAt, version } = definition.table;
  const prefix = definition.type.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toLowerCase();
  const common = {
    id: is('int64', id, 'The number of the record, unique among records of its type.'),
    sonar_unique_id: is(
      'id',
      sql`(${sql.raw(`'${prefix}_'`)} || ${id})`,
      'An identifier that is unique among records of all types.',
    ),
    created_at: is('datetime', createdAt, 'When it was created.'),
    updated_at: is('datetime', updatedAt, 'When it was last changed.'),
    _version: is('string', sql`${version}::text`, 'Different after every change.'),
  };
  const defined = { relations: {}, hidden: {}, ...definition, columns: { ...common, ...definition.columns } };
  if (byType.has(defined.type)) throw new Error(`Two lists of type ${defined.type} are defined.`);
  byType.set(defined.type, defined);
  return defined;
}

const byType = new Map<string, Definition>();

export function targetOf({ to }: Pick<Relation, 'to'>): Definition {
  const definition = byType.get(to);
  if (!definition) throw new Error(`No list of type ${to} is defined.`);
  return definition;
}

export const is = (kind: Kind, column: AnyPgColumn | SQL, description: string): Column => ({
  kind,
  sql: column,
  nullable: false,
  description,
});

export const maybe = (kind: Kind, column: AnyPgColumn | SQL, description: string): Column => ({
  ...is(kind, column, description),
  nullable: true,
});

/** Kinds that hold several values: no equality test, no text search. */
export const isMany = ({ kind }: Column) => kind === 'permissions' || kind === 'strings' || kind === 'subnets';

type Columns = Record<string, AnyPgColumn | SQL>;

interface KnownColumns {
  all: Columns;
  /** Selections by the names of their columns. */
  some: Map<string, Columns>;
  bySet: WeakMap<ReadonlySet<string>, Columns>;
}

const known = new WeakMap<Definition['columns'], KnownColumns>();

/** Clients determine the selections, and each has a statement of its own: beyond this number all columns are read. */
const mostSelections = 60;

/** The columns of a noun, or those with these names: the same object for the same names. */
export function columnsOf({ columns, hidden }: Definition, names?: ReadonlySet<string>): Columns {
  const ofNoun: KnownColumns = known.get(columns) ?? {
    all: { ...expressionsOf(columns), ...hidden },
    some: new Map(),
    bySet: new WeakMap(),
  };
  known.set(columns, ofNoun);
  if (!names) return ofNoun.all;
  // What a document selects is the same set at each of its uses.
  const found = ofNoun.bySet.get(names) ?? selectedOf(ofNoun, names);
  ofNoun.bySet.set(names, found);
  return found;
}

function selectedOf({ all, some }: KnownColumns, names: ReadonlySet<string>): Columns {
  const selected = Object.keys(all).filter((name) => names.has(name));
  const key = selected.join();
  const found = some.get(key);
  if (found || some.size >= mostSelections) return found ?? all;
  const columnsSelected = Object.fromEntries(selected.map((name) => [name, all[name] as SQL]));
  some.set(key, columnsSelected);
  return columnsSelected;
}

const expressionsOf = (columns: Definition['columns']) =>
  Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, column.sql]));
