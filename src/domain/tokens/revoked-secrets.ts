/**
 * What is done about a secret of a token that was refused. The use of a revoked or replaced one is reported: a log entry and an
 * email to the owner, at most once a day. That a token is fenced is said to the caller, who has its secret.
 */
import { and, eq, isNotNull, isNull, lt, or, type SQL, sql } from 'drizzle-orm';
import { personalAccessTokens as table } from '../../../schema/tokens.ts';
import { users } from '../../../schema/users.ts';
import type { Db } from '../../db/database.ts';
import { isUnexpired } from '../access/credential-columns.ts';
import * as logs from '../audit/record.ts';
import { hashSecret, isTokenShaped } from '../base/secrets.ts';
import { transactAsSystem } from '../base/transaction.ts';
import { type RulesInForce, requireAdmitted, rulesInForce } from '../firewall/admission.ts';
import * as outbox from '../outbox/outbox.ts';

/**
 * Called with a secret that was just refused. Does not report unknown and expired ones. Returns what blocks the token since a
 * restore, if that is why. Errors: FORBIDDEN for an address that the firewall does not admit, which is found out with the same statement.
 */
export async function report(db: Db, mailed: boolean, secret: string, ip: string): Promise<Fence | null> {
  const reporting = await find(db, secret);
  if (!reporting) return null;
  requireAdmitted(reporting.rules, ip);
  if (reporting.id) await record(db, mailed, reporting.unreported, ip);
  return reporting.fence;
}

/** The same for a secret that another service received: the firewall has nothing to do with its clients. */
export async function reportElsewhere(db: Db, mailed: boolean, secret: string, ip: string): Promise<Fence | null> {
  const reporting = await find(db, secret);
  if (reporting?.id) await record(db, mailed, reporting.unreported, ip);
  return reporting?.fence ?? null;
}

/** What blocks a token that would be valid otherwise: since when, and until what has been done. */
export interface Fence {
  since: Date;
  /** Whether the token must be confirmed. */
  ofToken: boolean;
  /** Whether its owner must set a new password. */
  ofOwner: boolean;
}

interface Reporting {
  fence: Fence | null;
  /** The token whose secret it was, if the use of such a secret has to be reported. */
  id: string | null;
  unreported: SQL | undefined;
  rules: RulesInForce;
}

async function find(db: Db, secret: string): Promise<Reporting | null> {
  if (!isTokenShaped(secret)) return null;
  const hash = hashSecret(secret);
  const isEnded = or(eq(table.previousHash, hash), and(eq(table.secretHash, hash), isNotNull(table.revokedAt)));
  const quiet = or(isNull(table.deadUseToldAt), lt(table.deadUseToldAt, sql`clock_timestamp() - interval '1 day'`));
  const unreported = and(isEnded, quiet);
  const fenced = fencesOf(db, hash);
  const reported = db.select({ id: table.id }).from(table).where(unreported).limit(1);
  // Most refused secrets are unknown, and cost only this statement.
  const [found] = await db
    .select({
      id: sql<string | null>`(${reported})`,
      ofToken: sql<Date | null>`${fenced.ofToken}`.mapWith(table.fencedAt),
      ofOwner: sql<Date | null>`${fenced.ofOwner}`.mapWith(users.fencedAt),
      rules: rulesInForce,
    })
    .from(sql`(values (1)) as one`)
    .leftJoin(fenced, sql`true`);
  const { ofToken = null, ofOwner = null } = found ?? {};
  const since = ofToken ?? ofOwner;
  const fence = since && { since, ofToken: ofToken !== null, ofOwner: ofOwner !== null };
  return { id: found?.id ?? null, fence, unreported, rules: found?.rules ?? null };
}

/** Since when the token of this secret, which is valid otherwise, and its owner are fenced. */
const fencesOf = (db: Db, hash: Buffer) =>
  db
    .select({ ofToken: sql`${table.fencedAt}`.as('of_token'), ofOwner: sql`${users.fencedAt}`.as('of_owner') })
    .from(table)
    .innerJoin(users, eq(users.id, table.userId))
    .where(and(eq(table.secretHash, hash), isNull(table.revokedAt), isUnexpired, eq(users.enabled, true)))
    .as('fenced');

async function record(db: Db, mailed: boolean, unreported: SQL | undefined, ip: string): Promise<void> {
  await transactAsSystem(db, async (tx) => {
    const [token] = await tx
      .update(table)
      .set({ deadUseToldAt: sql`clock_timestamp()` })
      .where(unreported)
      .returning({ id: table.id, name: table.name });
    if (!token) return;
    const message = `A revoked or replaced secret of personal access token ${token.name} was used.`;
    const entry = { type: 'OTHER', entity: 'PersonalAccessToken', id: token.id, message, current: { ip } } as const;
    await logs.record(tx, 'system', entry);
    if (mailed) await outbox.add(tx, 'REVOKED_SECRET_USED', { tokenId: token.id, ip });
  });
}
