/** The emails to owners about their tokens, and when each has to be sent. */

import { and, eq, gt, isNull, lte, not, or, type SQL, sql } from 'drizzle-orm';
import { personalAccessTokens as tokens, tokenUses } from '../../../schema/tokens.ts';
import { users } from '../../../schema/users.ts';
import type { Db } from '../../db/database.ts';
import type { Email } from '../../smtp/email.ts';
import type { Permission } from '../access/permissions.ts';
import { emailed } from '../mail/emailed.ts';
import { latentNeeded, latentRestored } from '../mail/latent-emails.ts';
import { wantsEmail } from '../mail/notifications.ts';
import * as emails from '../mail/token-emails.ts';
import type { Handler } from '../outbox/handler.ts';
import type { Messages } from '../outbox/outbox.ts';
import { timeZoneOfEmails } from '../settings/settings-in-sql.ts';
import * as policies from './policy.ts';

declare module '../outbox/outbox.ts' {
  interface Messages {
    TOKEN_EXPIRES_SOON: { tokenId: string };
    TOKEN_EXPIRED: { tokenId: string };
    TOKEN_UNUSED: { tokenId: string };
    REVOKED_SECRET_USED: { tokenId: string; ip: string };
    LATENT_PERMISSIONS_NEEDED: { tokenId: string; permissions: readonly Permission[] };
    LATENT_PERMISSIONS_RESTORED: { tokenId: string; permissions: readonly Permission[] };
  }
}

interface Found {
  owner: typeof users.$inferSelect & { timeZone: string };
  token: typeof tokens.$inferSelect;
}

const dayMs = 24 * 3600 * 1000;
export const daysFrom = (now: Date, days: number) => new Date(now.getTime() + days * dayMs);

/** No email about tokens that expired longer ago, for example before a mail server was configured. */
const notifyWithinDays = 30;

/** When a token was last used, issued, regenerated or confirmed after a restore. */
export const lastUse = sql`greatest(
  (select ${tokenUses.lastUsedAt} from ${tokenUses} where ${tokenUses.tokenId} = ${tokens.id}),
  ${tokens.createdAt}, ${tokens.regeneratedAt}, ${tokens.confirmedAt})`;

/** A token that is fenced, or whose owner is, cannot be used. */
const isUsable = and(
  isNull(tokens.fencedAt),
  sql`exists (select 1 from ${users} where ${and(eq(users.id, tokens.userId), isNull(users.fencedAt))})`,
);

/** The condition for tokens that could be used, have not expired and were not used for this many days. */
export const unusedFor = (now: Date, days: number) =>
  and(
    isUsable,
    or(isNull(tokens.expiresAt), gt(tokens.expiresAt, now)),
    sql`${lastUse} <= ${daysFrom(now, -days).toISOString()}::timestamptz`,
  );

/** An email that is sent once; the column `mark` is when. */
interface Notice {
  mark: 'expiryWarnedAt' | 'expiryToldAt' | 'unusedWarnedAt';
  which(policy: policies.TokenPolicy, now: Date): SQL | undefined | null;
  email(found: Found, policy: policies.TokenPolicy, now: Date, page: string): Email;
}

export const notices = {
  TOKEN_EXPIRES_SOON: {
    mark: 'expiryWarnedAt',
    which: ({ warningDays }, now) => and(gt(tokens.expiresAt, now), lte(tokens.expiresAt, daysFrom(now, warningDays))),
    email: ({ owner, token }, _policy, _now, page) => emails.expiring(owner, token.name, token.expiresAt as Date, page),
  },
  TOKEN_EXPIRED: {
    mark: 'expiryToldAt',
    which: (_policy, now) => and(lte(tokens.expiresAt, now), gt(tokens.expiresAt, daysFrom(now, -notifyWithinDays))),
    email: ({ owner, token }, _policy, _now, page) => emails.expired(owner, token.name, token.expiresAt as Date, page),
  },
  TOKEN_UNUSED: {
    mark: 'unusedWarnedAt',
    which: ({ revokeUnusedAfterDays: days, warningDays }, now) =>
      days === null ? null : unusedFor(now, Math.max(days - warningDays, 0)),
    email: ({ owner, token }, { warningDays }, now, page) =>
      emails.unused(owner, token.name, daysFrom(now, warningDays), page),
  },
} satisfies Record<string, Notice>;

export type NoticeKind = keyof typeof notices;

/**
 * The condition for tokens whose owners have to be notified now; null: none. Disabled owners are not notified, and nobody about
 * tokens that are fenced.
 */
export const dueTokens = (kind: NoticeKind, policy: policies.TokenPolicy, now: Date): SQL | undefined | null => {
  const { mark, which }: Notice = notices[kind];
  const due = which(policy, now);
  return due && and(due, isNull(tokens[mark]), isNull(tokens.revokedAt), isUsable, eq(users.enabled, true));
};

/** Marks the due tokens of owners who have turned this email off as if it had been sent: unused ones are revoked nevertheless. */
export async function markUnwanted(db: Db, kind: NoticeKind, due: SQL, now: Date): Promise<void> {
  const unwanted = and(eq(users.id, tokens.userId), due, not(wantsEmail(kind)));
  await db
    .update(tokens)
    .set({ [notices[kind].mark]: now })
    .where(sql`exists (select 1 from ${users} where ${unwanted})`);
}

function handlerOf(kind: NoticeKind): Handler<Messages['TOKEN_EXPIRED']> {
  const notice: Notice = notices[kind];
  const mark = async (db: Db, id: string, now: Date) => {
    await db
      .update(tokens)
      .set({ [notice.mark]: now })
      .where(eq(tokens.id, id));
  };
  return emailed<Messages['TOKEN_EXPIRED']>({
    compose: async ({ db, mail, now }, { tokenId }) => {
      const policy = await policies.read(db);
      const due = dueTokens(kind, policy, now);
      const found = due && (await find(db, tokenId, and(due, wantsEmail(kind))));
      return found ? notice.email(found, policy, now, mail.tokensPage) : null;
    },
    sent: ({ db, now }, { tokenId }) => mark(db, tokenId, now),
    // Marked as warned, because unused tokens are revoked some days after the warning and this owner cannot be warned.
    unreachable: async ({ db, now }, { tokenId }) => {
      if (kind !== 'TOKEN_UNUSED') return false;
      await mark(db, tokenId, now);
      return true;
    },
  });
}

async function find(db: Db, tokenId: string, which: SQL | undefined): Promise<Found | undefined> {
  const [found] = await db
    .select({ token: tokens, owner: users, timeZone: timeZoneOfEmails })
    .from(tokens)
    .innerJoin(users, eq(users.id, tokens.userId))
    .where(and(eq(tokens.id, tokenId), which));
  return found && { token: found.token, owner: { ...found.owner, timeZone: found.timeZone } };
}

export const tokenExpiresSoon = handlerOf('TOKEN_EXPIRES_SOON');
export const tokenExpired = handlerOf('TOKEN_EXPIRED');
export const tokenUnused = handlerOf('TOKEN_UNUSED');

const enabledOwner = eq(users.enabled, true);

export const revokedSecretUsed = emailed<Messages['REVOKED_SECRET_USED']>({
  compose: async ({ db, mail }, { tokenId, ip }) => {
    const found = await find(db, tokenId, enabledOwner);
    return found ? emails.revokedSecret(found.owner, found.token.name, ip, mail.tokensPage) : null;
  },
});

export const latentPermissionsNeeded = emailed<Messages['LATENT_PERMISSIONS_NEEDED']>({
  compose: async ({ db, mail }, { tokenId, permissions }) => {
    const found = await find(db, tokenId, and(enabledOwner, wantsEmail('LATENT_PERMISSIONS_NEEDED')));
    return found ? latentNeeded(found.owner, found.token.name, permissions, mail.tokensPage) : null;
  },
});

export const latentPermissionsRestored = emailed<Messages['LATENT_PERMISSIONS_RESTORED']>({
  compose: async ({ db, mail }, { tokenId, permissions }) => {
    const found = await find(db, tokenId, enabledOwner);
    return found ? latentRestored(found.owner, found.token.name, permissions, mail.tokensPage) : null;
  },
});
