/** Compares a server with the primary: whether it is a standby of the same database, and which one. */
import type pg from 'pg';
import type { Query } from './lane.ts';

/** It cannot be read. The message says why, after "The server of DATABASE_READ_URL". */
export class NotUsableError extends Error {}

/** Its data are not those of the primary. */
export class OtherDatabaseError extends NotUsableError {
  constructor() {
    super('has another database than DATABASE_URL, and is not its standby.');
  }
}

/** Throws NotUsableError. Returns what distinguishes the server from others. */
export async function requireStandby(client: pg.ClientBase, primary: Query): Promise<string> {
  const [standby, main] = await Promise.all([identityOf(client), primary({ text: identity })]);
  const { data, place } = main.rows[0] as Identity;
  if (standby.data !== data || (standby.place ?? place) !== place) throw new OtherDatabaseError();
  if (!standby.is_standby) throw noStandby();
  if (!standby.place) throw new NotUsableError('does not have the tables of this version yet.');
  return serverOf(standby);
}

export const noStandby = () => new NotUsableError('is not a standby, or no longer one.');

interface Identity {
  is_standby: boolean;
  started: string;
  /** The same on a standby: the installation and its database. */
  data: string;
  /** The same there, too, once it has replayed the migration. */
  place: string | null;
}

const identity = `select pg_is_in_recovery() as is_standby, pg_postmaster_start_time()::text as started,
  concat_ws(' ', (select system_identifier from pg_control_system()),
    (select oid from pg_database where datname = current_database())) as data,
  to_regclass('last_writes')::oid::text as place`;

const identityOf = async (client: pg.ClientBase): Promise<Identity> => (await client.query(identity)).rows[0];

const serverOf = ({ data, started }: Identity) => `${data} ${started}`;

/** What distinguishes the server of a connection from others. */
export const serverAt = async (client: pg.ClientBase): Promise<string> => serverOf(await identityOf(client));
