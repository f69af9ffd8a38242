/**
 * What happens by the clock: warning before and telling after expiry, revoking what nobody uses, purging what is long gone.
 * Each job may run at any time, any number of times and in several processes: a letter is sent once, and a night the
 * server slept through is made up for.
 */
import { and, eq, gt, isNotNull, isNull, lt, lte, or, type SQL, sql } from 'drizzle-orm';
import { passwordLinks, sessions, signInAttempts } from '../schema/sessions.ts';
import { personalAccessTokens as tokens, tokenUses } from '../schema/tokens.ts';
import { users } from '../schema/users.ts';
import type { Db } from './db/open.ts';
import type { Letter } from './db/smtp.ts';
import * as letters from './domain/letters.ts';
import type { Mail } from './domain/mail.ts';
import * as policies from './domain/token-policy.ts';
import { end } from './domain/tokens/revoke.ts';

export interface JobContext {
  db: Db;
  mail: Mail;
  now: Date;
  /** Told of letters that did not go out; the rest goes on. */
  failed(error: unknown): void;
}

type Job = (context: JobContext) => Promise<number>;

const dayMs = 24 * 3600 * 1000;
const daysFrom = (now: Date, days: number) => new Date(now.getTime() + days * dayMs);
/** What expired longer ago than this is not told any more: the mail server was set up much later. */
const tellWithinDays = 30;
const purgeAfterDays = 90;
const tryAgainAfterMs = 3600 * 1000;

/** Every job by its name, as `latchkey run-job <name>` takes it. Each answers how many rows it dealt with. */
export const jobs: Record<'warn' | 'expired' | 'unused' | 'purge', Job> = {
  /** Mails owners a week before their tokens expire, or at once when there is less time. */
  warn: async (context) => {
    const { warningDays } = await policies.read(context.db);
    const soon = and(gt(tokens.expiresAt, context.now), lte(tokens.expiresAt, daysFrom(context.now, warningDays)));
    return tell(context, 'expiryWarnedAt', soon, ({ owner, token }) =>
      letters.expiring(owner, token.name, token.expiresAt as Date),
    );
  },

  /** Mails owners when their tokens have expired. */
  expired: (context) => {
    const past = and(lte(tokens.expiresAt, context.now), gt(tokens.expiresAt, daysFrom(context.now, -tellWithinDays)));
    return tell(context, 'expiryToldAt', past, ({ owner, token }) =>
      letters.expired(owner, token.name, token.expiresAt as Date),
    );
  },

  /** Warns of, and a while later revokes, tokens that nobody has used for as long as the policy says. */
  unused: async (context) => {
    const { db, now, mail } = context;
    const { revokeUnusedAfterDays: days, warningDays } = await policies.read(db);
    if (days === null) return 0;
    const lastUse = sql`coalesce((select ${tokenUses.lastUsedAt} from ${tokenUses} where ${tokenUses.tokenId} = ${tokens.id}), ${tokens.createdAt})`;
    const idleFor = (least: number) => sql`${lastUse} <= ${daysFrom(now, -least).toISOString()}::timestamptz`;
    const revokedOn = daysFrom(now, warningDays);
    const warned = await tell(context, 'unusedWarnedAt', idleFor(Math.max(days - warningDays, 0)), ({ owner, token }) =>
      letters.unused(owner, token.name, revokedOn),
    );
    // Used again after the warning: the next time it is idle is worth a new one.
    await db
      .update(tokens)
      .set({ unusedWarnedAt: null })
      .where(and(isNotNull(tokens.unusedWarnedAt), sql`${lastUse} > ${tokens.unusedWarnedAt}`));
    const longWarned = mail.configured ? lte(tokens.unusedWarnedAt, daysFrom(now, -warningDays)) : undefined;
    const revoked = await db.transaction((tx) => end(tx, 'system', and(idleFor(days), longWarned), 'unused'));
    return warned + revoked.length;
  },

  /** Removes tokens revoked 90 days ago, and sessions, links and counters that ended. What the log says of them stays. */
  purge: async ({ db, now }) => {
    const gone = await db
      .delete(tokens)
      .where(lt(tokens.revokedAt, daysFrom(now, -purgeAfterDays)))
      .returning({ id: tokens.id });
    await db.delete(sessions).where(or(lt(sessions.expiresAt, now), lt(sessions.lastSeenAt, daysFrom(now, -1))));
    await db.delete(passwordLinks).where(lt(passwordLinks.expiresAt, now));
    await db.delete(signInAttempts).where(lt(signInAttempts.windowStartedAt, daysFrom(now, -1)));
    return gone.length;
  },
};

export type JobName = keyof typeof jobs;

export const isJob = (name: string): name is JobName => Object.hasOwn(jobs, name);

type Mark = 'expiryWarnedAt' | 'expiryToldAt' | 'unusedWarnedAt';
interface Told {
  owner: typeof users.$inferSelect;
  token: typeof tokens.$inferSelect;
}

/**
 * Mails the owner of each live token that fulfils the condition and is not marked yet, and marks it in the transaction
 * that sends: two workers skip each other's rows, and a letter that does not go out leaves no mark.
 */
async function tell(
  context: JobContext,
  mark: Mark,
  which: SQL | undefined,
  letter: (told: Told) => Letter,
): Promise<number> {
  const { db, mail, now, failed } = context;
  if (!mail.configured || now.getTime() - awayAt < tryAgainAfterMs / 12) return 0;
  const due = and(which, isNull(tokens[mark]), isNull(tokens.revokedAt), eq(users.enabled, true));
  const waiting = await db
    .select({ id: tokens.id })
    .from(tokens)
    .innerJoin(users, eq(users.id, tokens.userId))
    .where(due);
  let sent = 0;
  for (const { id } of waiting) {
    if (recentlyFailed(mark, id, now)) continue;
    await db
      .transaction(async (tx) => {
        const [told] = await tx
          .select({ token: tokens, owner: users })
          .from(tokens)
          .innerJoin(users, eq(users.id, tokens.userId))
          .where(and(eq(tokens.id, id), due))
          .for('update', { of: tokens, skipLocked: true });
        if (!told) return;
        await tx
          .update(tokens)
          .set({ [mark]: now })
          .where(eq(tokens.id, id));
        await mail.send(letter(told));
        sent++;
      })
      .catch((error) => {
        failures.set(`${mark} ${id}`, now.getTime());
        failed(error);
        if (!('responseCode' in error)) awayAt = now.getTime();
      });
    if (awayAt === now.getTime()) break;
  }
  return sent;
}

/** When the mail server was last found away: then the rest of the round waits for five minutes. */
let awayAt = 0;

/** A bouncing address is tried again after an hour, not at every round. */
const failures = new Map<string, number>();

function recentlyFailed(mark: Mark, id: string, now: Date): boolean {
  return now.getTime() - (failures.get(`${mark} ${id}`) ?? 0) < tryAgainAfterMs;
}

/** Runs all jobs every so often until stopped; one that fails does not stop the others. */
export function schedule(context: Omit<JobContext, 'now'>, everyMs: number): () => Promise<void> {
  let running = Promise.resolve();
  const round = async () => {
    for (const job of Object.values(jobs)) await job({ ...context, now: new Date() }).catch(context.failed);
  };
  const timer = setInterval(() => {
    running = running.then(round);
  }, everyMs).unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}
