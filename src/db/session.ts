/**
 * The one session of the embedded database, on a connection in pipeline mode: statements are sent without waiting for
 * each other's answers, and a transaction has the session alone. When the database has ended, it is opened again.
 */
import type pg from 'pg';
import { begin, type Connections, isIdle } from './connections.ts';
import { createTurns } from './turns.ts';

export interface Session extends Connections {
  close(): Promise<void>;
}

/** `connect` opens the database: at once, and again at the first use after it ended. */
export async function openSession(places: number, connect: () => Promise<pg.Client>): Promise<Session> {
  const turns = createTurns();
  let current: Promise<pg.Client> | null = null;

  const client = () => {
    current ??= connected();
    return current;
  };

  async function connected(): Promise<pg.Client> {
    const lost = () => {
      current = null;
    };
    try {
      const opened = await connect();
      return opened.on('error', lost).on('end', lost);
    } catch (error) {
      lost();
      throw error;
    }
  }

  await client();
  return {
    places,
    begin,
    lend: (use, work) =>
      turns.take(use === 'statement' ? 'shared' : 'alone', async () => {
        const lent = await client();
        try {
          return await work(lent);
        } finally {
          if (use === 'transaction' && !isIdle(lent)) lent.connection.stream.destroy();
        }
      }),
    close: () => turns.take('alone', async () => (await current)?.end()),
  };
}
