/**
 * Statements without names, for poolers that lend a connection for one transaction and know nothing of names, such as PgBouncer
 * before 1.21: the statement can reach a connection of PostgreSQL that does not know its name, or knows another one under it.
 */
import type pg from 'pg';

/**
 * Whether statements have names: `on` without a pooler, `pooled` behind one that keeps the names of each client, as PgBouncer does
 * since 1.21, and `off` behind others.
 */
export type PreparedStatements = 'on' | 'pooled' | 'off';

type Send = (query: unknown, ...rest: unknown[]) => unknown;

const unnamed = new WeakSet<pg.ClientBase>();

/** Whether PostgreSQL keeps statements of this client under their names. */
export const keepsNames = (client: pg.ClientBase): boolean => !unnamed.has(client);

/** The same client, which sends the texts of all statements. */
export function withoutNames<Client extends pg.ClientBase>(client: Client): Client {
  const send = client.query.bind(client) as Send;
  unnamed.add(client);
  const sendText: Send = (query, ...rest) =>
    send(typeof query === 'object' && query ? { ...query, name: undefined } : query, ...rest);
  return Object.assign(client, { query: sendText });
}
