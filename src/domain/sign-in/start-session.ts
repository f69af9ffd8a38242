/** Starts a session in a browser, in the transaction that has checked who signs in. */
import { eq, sql } from 'drizzle-orm';
import { sessions as table } from '../../../schema/sessions.ts';
import type { Db } from '../../db/database.ts';
import * as logs from '../audit/record.ts';
import { hashSecret, randomSecret } from '../base/secrets.ts';
import type { FactorType } from './factors/factor-rows.ts';

const sessionDays = 30;
/** Browsers send some 150 characters; longer values are cut. */
const longestUserAgent = 300;

export interface Session {
  secret: string;
  userId: string;
  username: string;
  expiresAt: Date;
  device: string;
}

/** The browser that signs in. */
export interface Browser {
  ip: string;
  userAgent: string | null;
  /** The secret of its previous session, which ends. */
  replaces: string | undefined;
}

/** How a user came through a provider. */
export interface ThroughProvider {
  identityId: string;
  providerId: string;
  /** When the user signed in there, which may be hours ago. Null: unknown. */
  authenticatedAt: Date | null;
  /** Whether the provider is trusted with the second factor. It does not say whether it asked for one. */
  trustedWithFactor: boolean;
}

/** `factor`: the second factor that was used, if the user has one. */
export async function start(
  tx: Db,
  user: { id: string; username: string },
  { ip, userAgent, replaces }: Browser,
  factor: FactorType | null,
  through: ThroughProvider | null = null,
): Promise<{ secret: string; expiresAt: Date }> {
  if (replaces) await replace(tx, replaces);
  const secret = randomSecret();
  const [session] = await tx
    .insert(table)
    .values({
      userId: user.id,
      secretHash: hashSecret(secret),
      expiresAt: sql`clock_timestamp() + make_interval(days => ${sessionDays}::int)`,
      ip,
      userAgent: userAgent?.slice(0, longestUserAgent) ?? null,
      ...(factor ? { factorConfirmedAt: sql`clock_timestamp()` } : {}),
      ...(through ? ofProvider(through, factor) : {}),
    })
    .returning({ expiresAt: table.expiresAt });
  const how = { ip, ...(factor ? { factor } : {}), ...(through ? { provider: through.providerId } : {}) };
  await record(tx, user.id, `${user.username} signed in.`, how);
  return { secret, expiresAt: session?.expiresAt as Date };
}

/**
 * A provider may confirm without asking, so a sensitive change is confirmed only by when the user really signed in there, or by a
 * passkey.
 */
const ofProvider = (
  { identityId, authenticatedAt, trustedWithFactor }: ThroughProvider,
  factor: FactorType | null,
) => ({
  identityId,
  factorAtProvider: trustedWithFactor,
  ...(factor === 'PASSKEY'
    ? {}
    : {
        passwordConfirmedAt: sql`least(clock_timestamp(), ${(authenticatedAt ?? new Date(0)).toISOString()}::timestamptz)`,
      }),
});

/** Ends the browser's previous session, which may be another user's. */
async function replace(tx: Db, secret: string): Promise<void> {
  const ended = await tx
    .delete(table)
    .where(eq(table.secretHash, hashSecret(secret)))
    .returning();
  for (const { id, userId, ip } of ended)
    await record(tx, userId, 'A session ended because of a new sign-in in the same browser.', { session_id: id, ip });
}

const record = (tx: Db, userId: string, message: string, current: Record<string, unknown>) =>
  logs.record(tx, 'system', signInEntry(userId, message, current));

/** What happened at a sign-in, for the user's log. */
export const signInEntry = (userId: string, message: string, current: Record<string, unknown>): logs.Change => ({
  type: 'OTHER',
  entity: 'User',
  id: userId,
  message,
  current,
});
