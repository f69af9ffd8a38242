/** Records what requests use, read and are refused: in memory at first, and every few seconds in the database. */
import type { Db } from '../../db/database.ts';
import type { Viewer } from '../access/viewer.ts';
import { createDenials } from '../audit/denials.ts';
import { createReadings } from '../audit/readings.ts';
import { createCounts } from './counts.ts';
import { createLastUse } from './last-use.ts';

export interface Recorder {
  note(tokenId: string, ip: string): void;
  add(viewer: Viewer, ip: string): void;
  /** Writes what was recorded; a token's last use and what was refused at most once a minute, unless `all`. What fails is kept for the next time. */
  flush(all?: boolean): Promise<void>;
}

export function createRecorder(db: Db): Recorder {
  const lastUse = createLastUse(db);
  const counts = createCounts(db);
  const readings = createReadings(db);
  const denials = createDenials(db);
  return {
    note: lastUse.note,
    add: (viewer, ip) => {
      counts.add(viewer, ip);
      const { used } = viewer.credential;
      if (used.readings) readings.add(viewer);
      if (used.denials) denials.add(viewer);
    },
    flush: async (all) => {
      const written = await Promise.allSettled([
        lastUse.flush(all),
        counts.flush(),
        readings.flush(),
        denials.flush(all),
      ]);
      for (const one of written) if (one.status === 'rejected') throw one.reason;
    },
  };
}
