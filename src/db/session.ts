/**
 * The one session of the embedded database, on a connection in pipeline mode: statements are sent without waiting for
 * each other's answers, and a transaction has the session alone. When the database has ended, it is opened again.
 */
import type pg from 'pg';
import { begin, type Connections, isIdle } from './connections.ts';
import { DatabaseEndedError } from './thread-stream.ts';
import { createTurns } from './turns.ts';

export interface Session extends Connections {
  close(): Promise<void>;
}

/** `connect` opens the database: at once, and again at the first use after it ended. */
export async function openSession(places: number, connect: () => Promise<pg.Client>): Promise<Session> {
  const turns = createTurns();
  let current: Promise<pg.Client> | null = null;
  let isClosed = false;

  function client(): Promise<pg.Client> {
    if (isClosed) throw new DatabaseEndedError('The database is closed.', '57P02');
    if (current) return current;
    const opening = connect();
    current = opening;
    const lost = () => {
      if (current === opening) current = null;
    };
    opening.then((opened) => opened.on('error', lost).on('end', lost), lost);
    return opening;
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
          // Until its thread has ended, statements fail: the folder must not be opened twice.
          if (use === 'transaction' && !isIdle(lent)) lent.connection.stream.destroy();
        }
      }),
    close: () =>
      turns.take('alone', async () => {
        isClosed = true;
        await (await current)?.end();
      }),
  };
}
