/**
 * Watches a streaming standby: whether it answers, is a standby of the primary, how far it is behind, and which transactions
 * it shows. It asks several times a second, as long as somebody wants to know.
 */
import type pg from 'pg';
import { isAway, rootOf } from './failures.ts';
import type { Query } from './lane.ts';
import { NotUsableError, noStandby, requireStandby, serverAt } from './standby-identity.ts';

export interface Standby {
  /** Whether it can be read now, and shows what this transaction and all before it have changed. */
  shows(transaction: number): boolean;
  /** What distinguishes the server that is watched from others. Null: it cannot be read now. */
  server(): string | null;
  /** Throws unless a new connection leads to the server that is watched. */
  requireSame(client: pg.ClientBase): Promise<void>;
  close(): void;
}

interface Watching {
  connect(): pg.Client;
  /** Sends a statement to the primary. */
  primary: Query;
  mostBehindMs: number;
  /** A server that answers and cannot be used is asked again after so long. */
  unusableMs?: number;
  /** Called when it can no longer be read, with the reason, and with null when it can be read again. */
  changed(reason: string | null): void;
  /** Called when it does not answer, or is not the right server any more. */
  lost(): void;
}

const pollIntervalMs = 250;
/** An answer counts for so long: new lists do not wait for a server that has just stopped. */
const maxAnswerAgeMs = 600;
/** Without an answer for so long, running lists are read from the primary as well. */
export const patienceMs = 1_000;
/** What is not wanted for so long is not watched. */
const stopAfterIdleMs = 60_000;

interface Shown {
  at: number;
  next: number;
}

export function watchStandby(watching: Watching): Standby {
  const { connect, primary, mostBehindMs, unusableMs = 30_000, changed, lost } = watching;
  let client: pg.Client | null = null;
  /** The identity of the server at the other end of the connection. */
  let reached = '';
  /** The same after it has answered. Null: it cannot be read. */
  let server: string | null = null;
  let fault: NotUsableError | null = null;
  let horizon = 0;
  let answeredAt = Number.NEGATIVE_INFINITY;
  let wantedAt = Number.NEGATIVE_INFINITY;
  let isWatching = false;
  let isClosed = false;
  let reason: string | null = null;
  /** The identity of a server with changes that the primary does not have: it has to be rebuilt, and then has another one. */
  let diverged = '';
  /** What the primary showed lately: at this time the last transaction that had ended was the one before this number. */
  let shown: Shown[] = [];

  function disconnect(): void {
    const old = client;
    client = null;
    server = null;
    old?.connection.stream.destroy();
  }

  async function connected(): Promise<pg.Client> {
    if (client) return client;
    const opened = connect();
    client = opened;
    opened
      .on('error', () => undefined)
      .once('end', () => {
        if (client === opened) disconnect();
      });
    await opened.connect();
    const before = reached;
    reached = await requireStandby(opened, primary);
    // Connections to another server may still be open.
    if (reached !== before) lost();
    return opened;
  }

  /** How long ago the primary showed what the standby shows now, given the next number that the standby knows. Null: unknown. */
  function behindMs(next: number): number | null {
    const at = shown.findLastIndex((each) => each.next <= next);
    if (at > 0) shown = shown.slice(at);
    const ms = performance.now() - (shown[0] as Shown).at;
    return at >= 0 || ms > mostBehindMs ? ms : null;
  }

  async function ask(): Promise<string | null> {
    const { rows } = await (await connected()).query(standing);
    const { is_standby: isStandby, oldest, next, replayed } = rows[0];
    if (fault) throw fault;
    if (!isStandby) throw noStandby();
    const answer = await primary({ text: onPrimary, values: [replayed] }).catch(() => null);
    // The primary does not answer: the previous result stays.
    if (!answer) return reason;
    // A primary sends only what is on its disk. A standby can be ahead of it only after a failover to a server that had
    // received less.
    if (answer.rows[0].is_ahead) diverged = reached;
    if (diverged === reached) throw new NotUsableError('has changes that the primary does not have.');
    shown.push({ at: performance.now(), next: Number(answer.rows[0].next) });
    shown = shown.slice(-(Math.ceil(mostBehindMs / pollIntervalMs) + 4));
    horizon = Number(oldest);
    server = reached;
    const ms = behindMs(Number(next));
    if (ms === null) return reason;
    if (ms > mostBehindMs) return `is more than ${mostBehindMs / 1000} s behind the primary.`;
    answeredAt = performance.now();
    return null;
  }

  async function watch(): Promise<void> {
    isWatching = true;
    shown = [];
    while (!isClosed && performance.now() - wantedAt < stopAfterIdleMs) {
      let waitMs = pollIntervalMs;
      const found = await ask().catch((error: unknown) => {
        waitMs = error instanceof NotUsableError ? unusableMs : patienceMs;
        return failed(error);
      });
      if (isClosed) break;
      if (found !== reason) changed(found);
      reason = found;
      await pause(waitMs);
    }
    isWatching = false;
  }

  function failed(error: unknown): string {
    fault = null;
    disconnect();
    lost();
    if (error instanceof NotUsableError) return error.message;
    const { code, message } = rootOf(error) as Error & { code?: string };
    return isAway(error) || !code ? 'does not answer.' : `cannot be read: ${message} (${code}).`;
  }

  const usable = () => (reason === null ? server : null);

  return {
    shows: (transaction) => {
      wantedAt = performance.now();
      if (!isWatching && !isClosed) void watch();
      return usable() !== null && wantedAt - answeredAt < maxAnswerAgeMs && transaction < horizon;
    },
    server: usable,
    requireSame: async (other) => {
      const found = await serverAt(other);
      if (server === null) throw new Error('The standby went away meanwhile.');
      if (found === server) return;
      fault = new NotUsableError('leads to different servers. Set it to the address of one server.');
      throw fault;
    },
    close: () => {
      isClosed = true;
      disconnect();
    },
  };
}

/**
 * On a standby, all transactions below `oldest` have ended, and their changes are visible. Its list of running transactions is
 * empty, so nothing is known of those above.
 */
const standing = `select pg_is_in_recovery() as is_standby, pg_snapshot_xmin(pg_current_snapshot())::text as oldest,
  pg_snapshot_xmax(pg_current_snapshot())::text as next, pg_last_wal_replay_lsn()::text as replayed`;

const onPrimary = `select pg_snapshot_xmax(pg_current_snapshot())::text as next,
  $1::pg_lsn > pg_current_wal_flush_lsn() as is_ahead`;

const pause = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms).unref());
