/** Records what requests use: in memory at first, and every few seconds in the database. */
import type { Db } from '../../db/database.ts';
import type { Viewer } from '../access/viewer.ts';
import { createCounts } from './counts.ts';
import { createLastUse } from './last-use.ts';

export interface Recorder {
  note(tokenId: string, ip: string): void;
  add(viewer: Viewer, ip: string): void;
  /** Writes what was recorded; a token's last use at most once a minute, unless `all`. What fails is kept for the next time. */
  flush(all?: boolean): Promise<void>;
}

export function createRecorder(db: Db): Recorder {
  const lastUse = createLastUse(db);
  const counts = createCounts(db);
  return {
    note: lastUse.note,
    add: counts.add,
    flush: async (all) => {
      const written = await Promise.allSettled([lastUse.flush(all), counts.flush()]);
      for (const one of written) if (one.status === 'rejected') throw one.reason;
    },
  };
}
