/** The blocks of the hash chain: what is in one, its hash, and the end of the chain. */
import { hash as digest } from 'node:crypto';
import { desc, eq } from 'drizzle-orm';
import { logCheckpoints, logBlocks as table } from '../../../schema/log-chain.ts';
import type { Db } from '../../db/database.ts';

export type Block = typeof table.$inferSelect;

/** A place in the chain: the hash of the block there, and the number of entries up to it. */
export interface Place {
  position: string;
  entries: string;
  hash: Buffer;
}

const start: Place = { position: '0', entries: '0', hash: Buffer.alloc(32) };

const version = 'latchkey log block 1';

export function hashOfBlock(block: Omit<Block, 'hash' | 'mac'>, previous: Buffer): Buffer {
  const { position, createdAt, entries, oldestAt, newestAt, entryIds, entryHashes } = block;
  const times = [createdAt, oldestAt, newestAt].map((time) => time.toISOString());
  const content = [
    version,
    previous.toString('hex'),
    position,
    entries,
    ...times,
    entryIds,
    entryHashes.toString('hex'),
  ];
  return digest('sha256', JSON.stringify(content), 'buffer');
}

/** The last block, or the last one that was removed. */
export async function endOfChain(db: Db): Promise<Place> {
  const { position, entries, hash } = table;
  const [last] = await db.select({ position, entries, hash }).from(table).orderBy(desc(position)).limit(1);
  return last ?? (await endOfRemoved(db));
}

/** The last block that was removed because of its age, or the start of the chain. */
export async function endOfRemoved(db: Db): Promise<Place> {
  const { position, entries, hash, kind } = logCheckpoints;
  const removed = db.select({ position, entries, hash }).from(logCheckpoints).where(eq(kind, 'REMOVED'));
  const [last] = await removed.orderBy(desc(position)).limit(1);
  return last ?? start;
}
