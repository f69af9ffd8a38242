/** Records what requests use: in memory while they run, in the database every few seconds. */
import type { Db } from '../../db/database.ts';
import type { Viewer } from '../access/viewer.ts';
import { createCounts } from './counts.ts';
import { createLastUse } from './last-use.ts';

export interface Recorder {
  /** Notes that a token was used from an address, once it has passed all checks. */
  note(tokenId: string, ip: string): void;
  /** Adds the permissions and root fields that a request used, when it is over. */
  add(viewer: Viewer, ip: string): void;
  /** Writes what was recorded. A token's last use is written once a minute, or with `all` at once. What fails is kept for the next time. */
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
