/**
 * Signed statements about the hash chain of the log: how many blocks and entries it had at a time, and the hash of the last
 * block. One that is kept elsewhere shows whether anything before it was changed or removed later.
 */
import { sign, verify } from 'node:crypto';
import { desc, eq } from 'drizzle-orm';
import { logCheckpoints as table } from '../../../schema/log-chain.ts';
import { timeOf } from '../../db/clock.ts';
import type { Db } from '../../db/database.ts';
import { endOfChain, type Place } from './blocks.ts';
import { type LogKeys, logKeysOf } from './log-keys.ts';

/** `REMOVED`: the blocks up to this one and their entries were removed because of their age. */
export type CheckpointKind = 'HEAD' | 'REMOVED';

export interface Checkpoint extends Place {
  kind: CheckpointKind;
  createdAt: Date;
  signature: Buffer;
}

const version = 'latchkey log checkpoint 1';

const contentOf = ({ kind, position, entries, hash, createdAt }: Omit<Checkpoint, 'signature'>) =>
  Buffer.from(JSON.stringify([version, kind, position, entries, hash.toString('hex'), createdAt.toISOString()]));

/** Signs the end of the chain, or the place up to which it is being removed. */
export async function create(db: Db, keys: LogKeys, kind: CheckpointKind, place: Place): Promise<Checkpoint> {
  const { position, entries, hash } = place;
  const content = { kind, position, entries, hash, createdAt: await timeOf(db) };
  const checkpoint = { ...content, signature: sign(null, contentOf(content), keys.signing) };
  await db.insert(table).values(checkpoint);
  return checkpoint;
}

/** Signs the end of the chain as it is now. */
export const createHead = async (db: Db): Promise<Checkpoint> =>
  create(db, logKeysOf(db), 'HEAD', await endOfChain(db));

const dayMs = 24 * 3600 * 1000;

/** Signs the end of the chain if it has grown and the last checkpoint is a day old. */
export async function createDaily(db: Db, now: Date): Promise<void> {
  const end = await endOfChain(db);
  const [last] = await db.select().from(table).where(eq(table.kind, 'HEAD')).orderBy(desc(table.id)).limit(1);
  const isDue = !last || now.getTime() - last.createdAt.getTime() >= dayMs;
  if (isDue && last?.position !== end.position && end.position !== '0') await create(db, logKeysOf(db), 'HEAD', end);
}

/** Whether this installation has signed it. */
export const isGenuine = (keys: LogKeys, checkpoint: Checkpoint): boolean =>
  verify(null, contentOf(checkpoint), keys.verifying, checkpoint.signature);

/** As JSON for a file, with all that is needed to check the signature without Latchkey. */
export function toJson(checkpoint: Checkpoint, keys: LogKeys): string {
  const { kind, position, entries, hash, createdAt, signature } = checkpoint;
  const content = {
    version,
    kind,
    position,
    entries,
    hash: hash.toString('hex'),
    created_at: createdAt.toISOString(),
    signature: signature.toString('base64'),
    public_key: keys.verifying.export({ format: 'pem', type: 'spki' }),
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

/** Reads what `toJson` has written. Throws if the text is something else. */
export function fromJson(text: string): Checkpoint {
  const wrong = new Error('This is not a checkpoint of the log of Latchkey.');
  let read: Record<string, unknown>;
  try {
    read = JSON.parse(text);
  } catch {
    throw wrong;
  }
  const { kind, position, entries, hash, created_at, signature } = read ?? {};
  const texts = [kind, position, entries, hash, created_at, signature];
  if (read?.version !== version || !texts.every((each) => typeof each === 'string')) throw wrong;
  const createdAt = new Date(created_at as string);
  if (Number.isNaN(createdAt.getTime())) throw wrong;
  return {
    kind: kind as CheckpointKind,
    position: position as string,
    entries: entries as string,
    hash: Buffer.from(hash as string, 'hex'),
    createdAt,
    signature: Buffer.from(signature as string, 'base64'),
  };
}
