/**
 * What has to happen after a transaction has committed. It is a row that the transaction writes, so it is neither lost nor
 * done for a change that was rolled back, and it is delivered at least once.
 */
import { sql } from 'drizzle-orm';
import { outbox as table } from '../../../schema/outbox.ts';
import type { Db } from '../../db/database.ts';
import type { Permission } from '../access/permissions.ts';

/** Each kind of message with what its row holds: ids and plain facts, never a secret or a one-time link. */
export interface Messages {
  /** A one-time link to set a password, whose secret is made at delivery. */
  PASSWORD_LINK: { linkId: string };
  TOKEN_EXPIRES_SOON: { tokenId: string };
  TOKEN_EXPIRED: { tokenId: string };
  TOKEN_UNUSED: { tokenId: string };
  /** A value of a token that was revoked or replaced was used. */
  REVOKED_SECRET_USED: { tokenId: string; ip: string };
  /** A token was refused permissions that it was shrunk by. */
  LATENT_PERMISSIONS_NEEDED: { tokenId: string; permissions: readonly Permission[] };
  LATENT_PERMISSIONS_RESTORED: { tokenId: string; permissions: readonly Permission[] };
  /** For one of the users who can grant the request. */
  ACCESS_REQUESTED: { requestId: string; userId: string };
  ACCESS_DECIDED: { requestId: string };
}

export type Kind = keyof Messages;

interface Options {
  /** Leaves it for so long to the caller, who delivers it with `deliverOne`. */
  afterSeconds?: number;
}

/** Writes a message in the transaction of the change that it is about. Returns its id. */
export async function add<K extends Kind>(
  tx: Db,
  kind: K,
  about: Messages[K],
  { afterSeconds = 0 }: Options = {},
): Promise<string> {
  const dueAt = sql`clock_timestamp() + make_interval(secs => ${afterSeconds}::int)`;
  const [row] = await tx.insert(table).values({ kind, about, dueAt }).returning({ id: table.id });
  written.add(tx);
  return row?.id as string;
}

const written = new WeakSet<Db>();
const listeners = new Set<() => void>();

/** Called by whoever committed a transaction: the workers of this process look at once if it wrote a message. */
export function committed(tx: Db): void {
  if (written.has(tx)) for (const listener of listeners) listener();
}

/** Calls the listener after each transaction of this process that wrote a message. Returns how to end that. */
export function onCommitted(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
