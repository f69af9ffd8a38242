/**
 * What happens to tokens by themselves: their owners are warned before they expire and told after, the unused are revoked,
 * the long gone purged. Each may run at any time, any number of times and in several processes: a letter is sent once, and
 * a night the server slept through is made up for.
 */
import { and, eq, gt, isNotNull, isNull, lt, lte, or, type SQL, sql } from 'drizzle-orm';
import { passwordLinks, sessions, signInAttempts } from '../../../schema/sessions.ts';
import { personalAccessTokens as tokens, tokenUses } from '../../../schema/tokens.ts';
import { usageWriters } from '../../../schema/usage.ts';
import { users } from '../../../schema/users.ts';
import type { Db } from '../../db/database.ts';
import type { Letter } from '../../db/smtp.ts';
import { transactUnseen } from '../base/transact.ts';
import * as letters from '../mail/emails.ts';
import type { Mail } from '../mail/mailer.ts';
import * as requests from '../requests/request.ts';
import * as usage from '../usage/recorder.ts';
import * as policies from './policy.ts';
import { end } from './revoke.ts';

export interface Upkeep {
  db: Db;
  mail: Mail;
  now: Date;
  /** Told of letters that did not go out; the rest goes on. */
  failed(error: unknown): void;
}

const dayMs = 24 * 3600 * 1000;
const daysFrom = (now: Date, days: number) => new Date(now.getTime() + days * dayMs);
/** What expired longer ago than this is not told any more: the mail server was set up much later. */
const tellWithinDays = 30;
const purgeAfterDays = 90;
/** A bouncing address is tried again after an hour, not at every round. */
const tryAgainAfterMs = 3600 * 1000;
/** Longer than any mail server takes for a letter. */
const takenForMs = 10 * 60 * 1000;

/** Mails owners a week before their tokens expire, or at once when there is less time. Answers how many. */
export async function warn(context: Upkeep): Promise<number> {
  const { warningDays } = await policies.read(context.db);
  const soon = and(gt(tokens.expiresAt, context.now), lte(tokens.expiresAt, daysFrom(context.now, warningDays)));
  const letter = ({ owner, token }: Told) => letters.expiring(owner, token.name, token.expiresAt as Date);
  return tell(context, 'expiryWarnedAt', soon, letter);
}

/** Mails owners when their tokens have expired. Answers how many. */
export function expired(context: Upkeep): Promise<number> {
  const { now } = context;
  const past = and(lte(tokens.expiresAt, now), gt(tokens.expiresAt, daysFrom(now, -tellWithinDays)));
  const letter = ({ owner, token }: Told) => letters.expired(owner, token.name, token.expiresAt as Date);
  return tell(context, 'expiryToldAt', past, letter);
}

/** Warns of, and a while later revokes, tokens nobody has used for as long as the policy says. Answers how many of both. */
export async function unused(context: Upkeep): Promise<number> {
  const { db, now, mail } = context;
  const { revokeUnusedAfterDays: days, warningDays } = await policies.read(db);
  if (days === null) return 0;
  const noted = sql`select ${tokenUses.lastUsedAt} from ${tokenUses} where ${tokenUses.tokenId} = ${tokens.id}`;
  const lastUse = sql`greatest((${noted}), ${tokens.createdAt}, ${tokens.regeneratedAt})`;
  const running = or(isNull(tokens.expiresAt), gt(tokens.expiresAt, now));
  const idleFor = (least: number) =>
    and(running, sql`${lastUse} <= ${daysFrom(now, -least).toISOString()}::timestamptz`);
  const letter = ({ owner, token }: Told) => letters.unused(owner, token.name, daysFrom(now, warningDays));
  const warned = await tell(context, 'unusedWarnedAt', idleFor(Math.max(days - warningDays, 0)), letter);
  // Used again after the warning: the next time it is idle is worth a new one.
  const usedSince = and(isNotNull(tokens.unusedWarnedAt), sql`${lastUse} > ${tokens.unusedWarnedAt}`);
  await db.update(tokens).set({ unusedWarnedAt: null }).where(usedSince);
  const longWarned = mail.configured ? lte(tokens.unusedWarnedAt, daysFrom(now, -warningDays)) : undefined;
  const revoked = await transactUnseen(db, (tx) => end(tx, 'system', and(idleFor(days), longWarned), 'unused'));
  return warned + revoked.length;
}

/** Removes tokens revoked and requests for access over 90 days ago, uses older than 400, and sessions, links and counters that ended. What the log says of them stays. */
export async function purge({ db, now }: Upkeep): Promise<number> {
  const long = lt(tokens.revokedAt, daysFrom(now, -purgeAfterDays));
  const gone = await transactUnseen(db, async (tx) => {
    const purged = await tx.delete(tokens).where(long).returning({ id: tokens.id });
    const ids = purged.map(({ id }) => id);
    await usage.purge(tx, now, ids);
    return ids;
  });
  await requests.purge(db, daysFrom(now, -purgeAfterDays));
  await db.delete(usageWriters).where(lt(usageWriters.seenAt, daysFrom(now, -1)));
  await db.delete(sessions).where(or(lt(sessions.expiresAt, now), lt(sessions.lastSeenAt, daysFrom(now, -1))));
  await db.delete(passwordLinks).where(lt(passwordLinks.expiresAt, now));
  await db.delete(signInAttempts).where(lt(signInAttempts.windowStartedAt, daysFrom(now, -1)));
  return gone.length;
}

type Mark = 'expiryWarnedAt' | 'expiryToldAt' | 'unusedWarnedAt';
interface Told {
  owner: typeof users.$inferSelect;
  token: typeof tokens.$inferSelect;
}

/**
 * Mails the owner of each live token that fulfils the condition and is not marked yet. Whoever sends first takes the token
 * for a while, so that two workers skip each other's; one that is killed meanwhile is made up for when that time is over.
 * Nothing is held in the database while a letter is on its way, and one that does not go out leaves no mark.
 */
async function tell(
  { db, mail, now, failed }: Upkeep,
  mark: Mark,
  which: SQL | undefined,
  letter: (told: Told) => Letter,
): Promise<number> {
  if (!mail.configured) return 0;
  const resting = or(isNull(tokens.lettersRestUntil), lte(tokens.lettersRestUntil, now));
  const due = and(which, isNull(tokens[mark]), isNull(tokens.revokedAt), resting);
  const owners = await db
    .select({ id: tokens.id, owner: users })
    .from(tokens)
    .innerJoin(users, eq(users.id, tokens.userId))
    .where(and(due, eq(users.enabled, true)));
  let sent = 0;
  for (const { id, owner } of owners) {
    const set = (values: Partial<Told['token']>) => db.update(tokens).set(values).where(eq(tokens.id, id));
    const taken = { lettersRestUntil: after(now, takenForMs) };
    const [token] = await db
      .update(tokens)
      .set(taken)
      .where(and(eq(tokens.id, id), due))
      .returning();
    if (!token) continue;
    try {
      await mail.send(letter({ owner, token }));
    } catch (error) {
      failed(error);
      if (!isRefused(error)) {
        await set({ lettersRestUntil: null });
        break;
      }
      const unreachable = mark === 'unusedWarnedAt' && isForGood(error);
      await set({ lettersRestUntil: after(now, tryAgainAfterMs), ...(unreachable ? { [mark]: now } : {}) });
      continue;
    }
    await set({ [mark]: now, lettersRestUntil: null });
    sent++;
  }
  return sent;
}

const after = (now: Date, ms: number) => new Date(now.getTime() + ms);

/** Whether it is this address that cannot be written to, and not the mail server that is away. */
const isRefused = (error: unknown) => {
  const { code, responseCode } = error as { code?: string; responseCode?: number };
  return code === 'EENVELOPE' || responseCode !== undefined;
};

/** Nobody can be warned there, now or later. */
const isForGood = (error: unknown) => {
  const { responseCode } = error as { responseCode?: number };
  return responseCode === undefined || responseCode >= 500;
};
