/** When tokens were last used: kept in memory and written in batches, so that no request waits. */
import { sql } from 'drizzle-orm';
import { tokenUses as table } from '../../../schema/tokens.ts';
import { momentIn } from '../../db/clock.ts';
import type { Db } from '../../db/database.ts';
import { inParts } from './parts.ts';

const everyMs = 60_000;

export interface LastUse {
  note(tokenId: string, ip: string): void;
  /** Writes each token at most once a minute, or with `all` at once. */
  flush(all?: boolean): Promise<void>;
}

interface Use {
  at: number;
  ip: string;
}

export function createLastUse(db: Db): LastUse {
  const noted = new Map<string, Use>();
  const writtenAt = new Map<string, number>();
  return {
    note: (tokenId, ip) => void noted.set(tokenId, { at: performance.now(), ip }),
    flush: async (all = false) => {
      const now = performance.now();
      const due = [...noted].filter(([id]) => all || now - (writtenAt.get(id) ?? -everyMs) >= everyMs);
      await inParts(due, async (part) => {
        await write(db, part);
        for (const [id, use] of part) {
          if (noted.get(id) === use) noted.delete(id);
          writtenAt.set(id, now);
        }
      });
      for (const [id, at] of writtenAt) if (now - at > everyMs) writtenAt.delete(id);
    },
  };
}

/**
 * Skips deleted tokens, keeps a later use written by another process, and overwrites times in the future that a wrong clock once
 * wrote. In the same order in all processes, to avoid deadlocks.
 */
async function write(db: Db, uses: [id: string, Use][]): Promise<void> {
  const now = performance.now();
  const ids = sql.param(uses.map(([id]) => id));
  const ages = sql.param(uses.map(([, { at }]) => now - at));
  const ips = sql.param(uses.map(([, { ip }]) => ip));
  await db.execute(sql`
    insert into ${table} (token_id, last_used_at, last_used_ip)
    select used.id, ${momentIn('used.age')}, used.ip
    from unnest(${ids}::bigint[], ${ages}::float8[], ${ips}::text[]) as used(id, age, ip)
    where exists (select 1 from personal_access_tokens token where token.id = used.id)
    order by used.id
    on conflict (token_id) do update set
      last_used_at = excluded.last_used_at, last_used_ip = excluded.last_used_ip
    where token_uses.last_used_at <= excluded.last_used_at or token_uses.last_used_at > clock_timestamp()`);
}
