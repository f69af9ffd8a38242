/** Regenerating a token: giving it a new secret, safely for retries and for programs that still use the old one. */
import { createHash } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { personalAccessTokens as table } from '../../../schema/tokens.ts';
import { timeOf } from '../../db/clock.ts';
import type { Db } from '../../db/database.ts';
import { type LockedViewer, requireSession, type Viewer } from '../access/viewer.ts';
import * as logs from '../audit/record.ts';
import { conflict, invalid } from '../base/errors.ts';
import { because } from '../base/reasons.ts';
import { derivedToken, fingerprint, hashSecret, prefixes, randomSecret, type TokenType } from '../base/secrets.ts';
import { transact } from '../base/transact.ts';
import * as events from '../webhooks/events.ts';
import { issuerLimit } from './cap.ts';
import { type ExpiryInput, requireExpiry } from './expiry.ts';
import { capOfRow, requireChangeable, type Token } from './find-token.ts';
import type { Issued } from './issue.ts';
import { endGrants, withdrawPendingRequests } from './loosened-limits.ts';
import * as policies from './policy.ts';

export interface RegenerateInput extends ExpiryInput {
  overlap_minutes?: number | null;
  idempotency_key?: string | null;
  /** Whether `latchkey apply` makes the secret and delivers it afterwards. */
  awaits_delivery?: boolean | null;
}

const mostOverlapMinutes = 7 * 24 * 60;
/** A second regeneration within this time is refused as a double click or a race, unless the idempotency key is the same. */
const raceSeconds = 10;
/** Within this time, and while the token awaits delivery, a retry with the same idempotency key returns the same secret. */
const retryHours = 1;

/**
 * Gives a token a new secret and an expiry within the policy; id, name and cap stay. An expired token becomes valid again. The
 * old secret becomes invalid at once, or with `overlap_minutes` after that time or at the first use of the new one.
 * Errors: FORBIDDEN, NOT_FOUND, INVALID_INPUT, CONFLICT (token revoked, regenerated less than ten seconds ago).
 */
export async function regenerate(
  db: Db,
  viewer: Viewer,
  pepper: string,
  id: string,
  input: RegenerateInput,
): Promise<Issued> {
  await requireMayRegenerate(db, viewer, id);
  const overlap = input.overlap_minutes ?? 0;
  if (overlap < 0 || overlap > mostOverlapMinutes)
    throw invalid('overlap_minutes', `must be from 0 to ${mostOverlapMinutes}.`);
  const keyHash = keyOf(viewer, input.idempotency_key);
  const work = async (tx: Db, viewer: LockedViewer): Promise<Issued> => {
    const { token: before, owner } = await requireChangeable(tx, viewer, id);
    const issuerPermissions = issuerLimit(viewer, owner, capOfRow(before));
    if (before.fencedAt && overlap > 0) throw invalid('overlap_minutes', because('FENCED_SECRET'));
    // Before a fence, a secret was known that must not be valid again.
    const again = before.fencedAt ? null : await answerAgain(tx, viewer, pepper, before, keyHash);
    if (again) return again;
    const salt = randomSecret();
    const secret = secretOf(pepper, before, salt);
    const now = await timeOf(tx);
    const wanted = input.expires_at || input.expires_on ? input : { expires_at: stillAhead(before.expiresAt, now) };
    const expiresAt = requireExpiry(await policies.read(tx), wanted, now);
    if (before.expiresAt && !expiresAt) throw invalid('expires_at', because('END_REQUIRED'));
    // Nothing uses a secret that was not delivered: the one before it keeps its overlap.
    const keepsPrevious =
      before.awaitsDelivery && input.awaits_delivery && before.previousUntil !== null && before.previousUntil > now;
    await tx
      .update(table)
      .set({
        id,
        secretHash: hashSecret(secret),
        ...fingerprint(secret),
        expiresAt,
        issuerPermissions,
        awaitsDelivery: input.awaits_delivery ?? false,
        ...(keepsPrevious
          ? {}
          : {
              previousHash: before.secretHash,
              previousUntil: sql`clock_timestamp() + make_interval(mins => ${overlap}::int)`,
            }),
        regeneratedAt: sql`clock_timestamp()`,
        fencedAt: null,
        idempotencyKeyHash: keyHash,
        idempotencySalt: salt,
        expiryWarnedAt: null,
        expiryToldAt: null,
        expiringEventAt: null,
        expiredEventAt: null,
        unusedWarnedAt: null,
        deadUseToldAt: null,
      })
      .where(eq(table.id, id));
    if (before.expiresAt && expiresAt && expiresAt > before.expiresAt) await endGrants(tx, viewer, id);
    else if (before.userId !== viewer.userId) await withdrawPendingRequests(tx, viewer, id);
    const change = {
      previous: {
        last_four: before.lastFour,
        expires_at: before.expiresAt,
        fenced_at: before.fencedAt,
        issuer_permissions: before.issuerPermissions,
        awaits_delivery: before.awaitsDelivery,
      },
      current: {
        ...fingerprint(secret),
        expires_at: expiresAt,
        fenced_at: null,
        issuer_permissions: issuerPermissions,
        awaits_delivery: input.awaits_delivery ?? false,
      },
    };
    const message = `Personal access token ${before.name} was regenerated.`;
    await logs.record(tx, viewer, { type: 'UPDATED', entity: 'PersonalAccessToken', id, message, ...change });
    await events.ofTokens(tx, 'token.regenerated', [id]);
    return { id, secret };
  };
  return transact(db, viewer, work, `token ${id}`);
}

async function requireMayRegenerate(db: Db, viewer: Viewer, id: string): Promise<void> {
  const itself = viewer.credential.kind === 'token' && viewer.credential.id === id;
  if (itself && (await policies.read(db)).tokensMayRotateThemselves) return;
  requireSession(viewer);
}

/** Includes the user, so that equal keys of different users differ. */
const keyOf = ({ userId }: Viewer, key: string | null | undefined) =>
  key ? createHash('sha256').update(`${userId} ${key}`).digest() : null;

/** A retry of the last regeneration gets the same secret again, which is logged; otherwise null. Errors: CONFLICT within ten seconds of it. */
async function answerAgain(
  tx: Db,
  viewer: Viewer,
  pepper: string,
  token: Token,
  keyHash: Buffer | null,
): Promise<Issued | null> {
  if (token.regeneratedAt === null || token.idempotencySalt === null) return null;
  const within = (interval: string) => sql`${table.regeneratedAt} > clock_timestamp() - ${interval}::interval`;
  const [recent] = await tx
    .select({
      retry: sql<boolean>`${within(`${retryHours} hours`)}`,
      race: sql<boolean>`${within(`${raceSeconds} seconds`)}`,
    })
    .from(table)
    .where(eq(table.id, token.id));
  const sameKey = keyHash !== null && token.idempotencyKeyHash?.equals(keyHash);
  if (sameKey && (recent?.retry || token.awaitsDelivery)) {
    const { id, name } = token;
    const message = `The new secret of personal access token ${name} was shown again, for a retry.`;
    await logs.record(tx, viewer, { type: 'OTHER', entity: 'PersonalAccessToken', id, message });
    return { id, secret: secretOf(pepper, token, token.idempotencySalt) };
  }
  if (recent?.race) throw conflict(because('JUST_REGENERATED'));
  return null;
}

/** Derived from the server's key and the stored salt, so that a retry can be answered without storing the secret. */
const secretOf = (pepper: string, { id, type }: Token, salt: string) =>
  derivedToken(prefixes[type as TokenType], pepper, `regenerated ${id} ${salt}`);

/** Ignores an expiry in the past. */
const stillAhead = (expiresAt: Date | null, now: Date) => (expiresAt && expiresAt > now ? expiresAt : null);
