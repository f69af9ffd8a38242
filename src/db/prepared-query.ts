/**
 * Named statements whose columns PostgreSQL describes only once on each connection. `pg` asks for the description at every
 * use, which takes as long as the rest of a small statement.
 */
import pg from 'pg';
import { keepsNames } from './unnamed.ts';

interface Field {
  name: string;
  dataTypeID: number;
}

/** A statement whose rows are arrays of values. */
export interface NamedStatement {
  name: string;
  text: string;
  values: unknown[];
  rowMode: 'array';
  types: { getTypeParser(type: number): (text: string) => unknown };
}

export interface Rows {
  fields: readonly Field[];
  rows: unknown[][];
}

interface Columns {
  fields: readonly Field[];
  parsers: ((text: string) => unknown)[];
}

/** Statements that a connection has answered, by their names. */
interface Described {
  columns: Map<string, Columns>;
  /** The same connection, which asks for no description. */
  silent?: object;
}

/** What `pg` has of a query beyond its declared types. */
interface Query {
  callback: (error: Error | null, rows: Rows) => void;
  _result: { fields: readonly Field[]; rows: unknown[][] };
  _canceledDueToError: unknown;
  prepare(connection: object): void;
}

const Query = pg.Query as unknown as new (statement: NamedStatement) => Query;

class PreparedQuery extends Query {
  readonly #statement: NamedStatement;
  readonly #described: Described;

  constructor(statement: NamedStatement, described: Described) {
    super(statement);
    this.#statement = statement;
    this.#described = described;
  }

  override prepare(connection: object): void {
    const known = this.#described.columns.get(this.#statement.name);
    if (known) this._result.fields = known.fields;
    super.prepare(known ? this.#silent(connection) : connection);
  }

  #silent(connection: object): object {
    this.#described.silent ??= Object.create(connection, { describe: { value: () => undefined } }) as object;
    return this.#described.silent;
  }

  handleRowDescription({ fields }: { fields: readonly Field[] }): void {
    const { name, types } = this.#statement;
    this._result.fields = fields;
    const parsers = fields.map(({ dataTypeID }) => types.getTypeParser(dataTypeID));
    this.#described.columns.set(name, { fields, parsers });
  }

  handleDataRow({ fields: texts }: { fields: readonly (string | null)[] }): void {
    try {
      const { parsers } = this.#described.columns.get(this.#statement.name) as Columns;
      this._result.rows.push(texts.map((text, place) => (text === null ? null : parsers[place]?.(text))));
    } catch (error) {
      // `pg` reports it when the answer has ended.
      this._canceledDueToError = error;
    }
  }
}

const describedByClient = new WeakMap<pg.ClientBase, Described>();

function sendNamed(client: pg.ClientBase, statement: NamedStatement): Promise<Rows> {
  const described = describedByClient.get(client) ?? { columns: new Map() };
  describedByClient.set(client, described);
  return new Promise((resolve, reject) => {
    const query = new PreparedQuery(statement, described);
    query.callback = (error, rows) => (error ? reject(error) : resolve(rows));
    client.query(query as never);
  });
}

/** Sends a statement on a connection. Its values are an argument of their own or a property of `query`. */
export function sendOn(client: pg.ClientBase, query: pg.QueryConfig, values?: unknown[]): Promise<pg.QueryResult> {
  const { name, rowMode, types } = query as Partial<NamedStatement>;
  if (!name || rowMode !== 'array' || !types || !keepsNames(client)) return client.query(query, values);
  const { text } = query;
  const statement = { name, text, values: values ?? query.values ?? [], rowMode, types };
  return sendNamed(client, statement) as Promise<unknown> as Promise<pg.QueryResult>;
}
