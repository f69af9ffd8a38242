/** A primary and its streaming standby, servers of one test only, which may kill, stop and promote them. */
import { setTimeout as sleep } from 'node:timers/promises';
import { startLatchkey } from '../server.ts';
import { type Cluster, openCluster, query } from './cluster.ts';
import { createDatabase } from './postgres.ts';
import { templateOn } from './templates.ts';

export interface Pair {
  primary: Cluster;
  standby: Cluster;
  /** The address on the standby of a database of the primary. */
  onStandby(url: string): string;
  /** Returns when the standby has a database that was just created. */
  replayed(url: string): Promise<void>;
  /** Starts a server on a new database of the primary. */
  serve: typeof startLatchkey;
  /** From now on a commit waits until it is on the disk of the standby. */
  requireSynchronous(): Promise<void>;
  remove(): Promise<void>;
}

export async function openPair(settings: string[] = []): Promise<Pair> {
  const primary = await openCluster({ settings });
  const standby = await openCluster({ standbyOf: primary });
  const onStandby = (url: string) => {
    const there = new URL(standby.url);
    there.pathname = new URL(url).pathname;
    return there.href;
  };
  let template: string | undefined;
  return {
    primary,
    standby,
    onStandby,
    replayed: async (url) => {
      while (!(await query(onStandby(url), 'select 1').then(Boolean, () => false))) await sleep(20);
    },
    serve: async (...how) => {
      const { LATCHKEY_TEST_POSTGRES: shared, LATCHKEY_TEST_TEMPLATE: usual } = process.env;
      template ??= await templateOn({ createDatabase: async () => (await createDatabase(primary.url)).url });
      Object.assign(process.env, { LATCHKEY_TEST_POSTGRES: primary.url, LATCHKEY_TEST_TEMPLATE: template });
      try {
        return await startLatchkey(...how);
      } finally {
        Object.assign(process.env, { LATCHKEY_TEST_POSTGRES: shared, LATCHKEY_TEST_TEMPLATE: usual });
      }
    },
    requireSynchronous: () => requireSynchronous(primary.url),
    remove: async () => {
      await standby.remove();
      await primary.remove();
    },
  };
}

/** A server whose commits wait from now on for its standby. Returns when the standby has the role. */
export async function requireSynchronous(url: string): Promise<void> {
  await query(url, "alter system set synchronous_standby_names = 'standby'");
  await query(url, 'select pg_reload_conf()');
  const states = async () =>
    (await query(url, 'select sync_state from pg_stat_replication')).map((row) => row.sync_state);
  while (!(await states()).includes('sync')) await sleep(20);
}
