/**
 * Statements without names. A pooler that lends a connection for one transaction may send a statement to a connection of
 * PostgreSQL that does not know its name, or knows another statement under it.
 */
import type pg from 'pg';

/**
 * Whether statements have names: `on` for connections of this process alone, `pooled` behind a pooler that prepares the
 * statements of each client on the connections that it gives it, and `off` behind other poolers.
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
