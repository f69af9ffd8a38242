/** When tokens were last used: noted in memory, written in batches, never on a request's way. */
import { sql } from 'drizzle-orm';
import { tokenUses as table } from '../../../schema/tokens.ts';
import { momentIn } from '../../db/clock.ts';
import type { Db } from '../../db/database.ts';

/** A token is written at most once in so long. */
const everyMs = 60_000;

export interface LastUse {
  /** Notes a use that passed all checks. */
  note(tokenId: string, ip: string): void;
  /** Writes what was noted, and what the minute held back when `all`. */
  flush(all?: boolean): Promise<void>;
}

export function createLastUse(db: Db): LastUse {
  const noted = new Map<string, { at: number; ip: string }>();
  const writtenAt = new Map<string, number>();
  return {
    note: (tokenId, ip) => void noted.set(tokenId, { at: performance.now(), ip }),
    flush: async (all = false) => {
      const now = performance.now();
      const due = [...noted].filter(([id]) => all || now - (writtenAt.get(id) ?? -everyMs) >= everyMs);
      if (due.length === 0) return;
      const ids = sql.param(due.map(([id]) => id));
      const ages = sql.param(due.map(([, { at }]) => now - at));
      const ips = sql.param(due.map(([, { ip }]) => ip));
      // A token purged meanwhile is left out; a later use seen by another process stays. In the same order in all processes, so
      // that none wait for each other in a circle. What a wrong clock once wrote into the future does not stay there.
      await db.execute(sql`
        insert into ${table} (token_id, last_used_at, last_used_ip)
        select used.id, ${momentIn('used.age')}, used.ip
        from unnest(${ids}::bigint[], ${ages}::float8[], ${ips}::text[]) as used(id, age, ip)
        where exists (select 1 from personal_access_tokens token where token.id = used.id)
        order by used.id
        on conflict (token_id) do update set
          last_used_at = excluded.last_used_at, last_used_ip = excluded.last_used_ip
        where token_uses.last_used_at <= excluded.last_used_at or token_uses.last_used_at > clock_timestamp()`);
      for (const [id, use] of due) {
        if (noted.get(id) === use) noted.delete(id);
        writtenAt.set(id, now);
      }
      for (const [id, at] of writtenAt) if (now - at > everyMs) writtenAt.delete(id);
    },
  };
}
