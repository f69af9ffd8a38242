/** When tokens were last used: kept in memory and written in batches, so that no request waits. */
import { sql } from 'drizzle-orm';
import { tokenUses as table } from '../../../schema/tokens.ts';
import { momentIn } from '../../db/clock.ts';
import type { Db } from '../../db/database.ts';

const everyMs = 60_000;

export interface LastUse {
  note(tokenId: string, ip: string): void;
  /** Writes each token at most once a minute, or with `all` at once. */
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
      // Skips deleted tokens, keeps a later use written by another process, and overwrites times in the future that a wrong
      // clock once wrote. In the same order in all processes, to avoid deadlocks.
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
