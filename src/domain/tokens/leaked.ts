/**
 * Leaked tokens. Anybody who has found values of tokens reports them, which revokes them at once; scanners look up by the
 * first digits of a hash whether a value is live, without sending it.
 */
import { and, eq, gt, inArray, isNull, or, type SQL, sql } from 'drizzle-orm';
import { unionAll } from 'drizzle-orm/pg-core';
import { logs as entries } from '../../../schema/logs.ts';
import { personalAccessTokens as table } from '../../../schema/tokens.ts';
import { users } from '../../../schema/users.ts';
import type { Db } from '../../db/database.ts';
import { lockForChange } from '../../db/fair-locks.ts';
import { isValidToken, now } from '../access/credential-columns.ts';
import { isOpen } from '../access/open-accounts.ts';
import type { Viewer } from '../access/viewer.ts';
import * as logs from '../audit/record.ts';
import { DomainError, forbidden, invalid, limited } from '../base/errors.ts';
import { because } from '../base/reasons.ts';
import { hashSecret, tokensIn } from '../base/secrets.ts';
import { attemptNetworkOf } from '../base/subnets.ts';
import { transactAsSystem } from '../base/transaction.ts';
import * as outbox from '../outbox/outbox.ts';
import * as calls from '../sign-in/rate-limit.ts';
import * as events from '../webhooks/events.ts';
import { revokeWhere } from './revoke.ts';

/** Reports of a network in 15 minutes. */
const mostReports = 60;
/** In one report, so that its transaction stays short. */
const mostTokens = 300;
/** In one answer to a lookup. */
const mostHashes = 1_000;

export interface Reported {
  /** The different texts with the shape and the checksum of a token, whether or not the tokens exist. */
  found: number;
  /** The values of them that were valid until now. */
  revoked: number;
}

/**
 * Revokes all tokens whose values are in the text, expired ones too, since an expiry can be changed. A value that was replaced
 * and is still valid beside the new one ends, and its token stays. Owners and issuers get an email. All or nothing.
 * Errors: LIMITED after too many reports of the network, INVALID_INPUT for too many tokens.
 */
export async function report(db: Db, mailed: boolean, text: string, ip: string): Promise<Reported> {
  const key = `leaked:${attemptNetworkOf(ip)}`;
  const wait = (await calls.count(db, { [key]: mostReports })).get(key);
  if (wait !== undefined) throw limited(because('MOST_ATTEMPTS'), wait);
  const secrets = tokensIn(text);
  if (secrets.length > mostTokens)
    throw new DomainError('INVALID_INPUT', `The text contains more than ${mostTokens} tokens. Send it in parts.`);
  if (secrets.length === 0) return { found: 0, revoked: 0 };
  const hashes = secrets.map(hashSecret);
  const revoked = await transactAsSystem(db, async (tx) => {
    const ended = await revokeWhere(tx, 'system', inArray(table.secretHash, hashes), 'leaked', { reported_from: ip });
    const replaced = await endReplaced(tx, hashes, ip);
    await events.ofTokens(tx, 'token.leaked', [...ended, ...replaced]);
    if (mailed) await notify(tx, ended, replaced, ip);
    return ended.length + replaced.length;
  });
  return { found: secrets.length, revoked };
}

/** Ends those values that regenerated tokens still accept beside their new ones. Returns the ids of the tokens. */
async function endReplaced(tx: Db, hashes: Buffer[], ip: string): Promise<string[]> {
  const overlapping = and(inArray(table.previousHash, hashes), gt(table.previousUntil, now), isNull(table.revokedAt));
  const found = await tx.select({ id: table.id }).from(table).where(overlapping);
  if (found.length === 0) return [];
  const ids = found.map(({ id }) => id);
  await lockForChange(tx, 'token', ids);
  const ended = await tx
    .update(table)
    .set({ previousUntil: now })
    .where(overlapping)
    .returning({ id: table.id, name: table.name });
  for (const { id, name } of ended) {
    const message = `The replaced secret of personal access token ${name} was reported as leaked and ended.`;
    const entry = { type: 'OTHER', entity: 'PersonalAccessToken', id, message } as const;
    await logs.record(tx, 'system', { ...entry, current: { reported_from: ip } });
  }
  return ended.map(({ id }) => id);
}

/**
 * One email to each owner, and to each user who created or regenerated some of the tokens: these have seen their values. It is
 * about all tokens of the report that concern its recipient.
 */
async function notify(tx: Db, revoked: string[], replaced: string[], ip: string): Promise<void> {
  const ids = [...revoked, ...replaced];
  if (ids.length === 0) return;
  const owners = await tx.select({ id: table.id, userId: table.userId }).from(table).where(inArray(table.id, ids));
  const issuers = await tx
    .selectDistinct({ id: entries.loggableId, userId: entries.userId })
    .from(entries)
    .where(and(eq(entries.loggableType, 'PersonalAccessToken'), inArray(entries.loggableId, ids), showedValue));
  const tokensOf = new Map<string, Set<string>>();
  for (const { id, userId } of [...owners, ...issuers]) {
    if (userId === null) continue;
    const concerned = tokensOf.get(userId) ?? new Set();
    tokensOf.set(userId, concerned.add(id));
  }
  for (const [userId, concerned] of tokensOf) {
    const which = (ids: string[]) => ids.filter((id) => concerned.has(id));
    await outbox.add(tx, 'TOKEN_LEAKED', { userId, ip, revoked: which(revoked), replaced: which(replaced) });
  }
}

/** Entries of the log about giving a token a value. Regenerating is the only change of its last characters. */
const showedValue = or(
  eq(entries.type, 'CREATED'),
  and(eq(entries.type, 'UPDATED'), sql`${entries.current} like '%"last_four":%'`),
);

/** What a token needs besides a value in order to be accepted. */
const isLive = and(isValidToken, isOpen);

/**
 * The remaining digits of the hashes of all live values that begin with these digits, sorted. Errors: FORBIDDEN without
 * READ_TOKEN_HASH, INVALID_INPUT.
 */
export async function liveHashes(db: Db, viewer: Viewer, digits: string): Promise<string[]> {
  const needed = 'READ_TOKEN_HASH';
  if (!viewer.permissions.use(needed)) throw forbidden(`This requires ${needed}.`, [needed]);
  if (viewer.methods) throw forbidden('This token may call only its root fields.');
  if (!/^[0-9a-f]{5,64}$/i.test(digits)) throw invalid('hash', 'must be the first 5 to 64 hexadecimal digits.');
  const [first, last] = ['0', 'f'].map((digit) => Buffer.from(digits.padEnd(64, digit), 'hex'));
  // Conditions on single columns, which their indexes answer, whatever the number of tokens.
  const within = (hash: SQL) => sql`${hash} between ${first} and ${last}`;
  const select = (hash: typeof table.secretHash | typeof table.previousHash) =>
    db
      .select({ hash: sql<Buffer>`${hash}`.mapWith(table.secretHash) })
      .from(table)
      .innerJoin(users, eq(users.id, table.userId));
  const found = await unionAll(
    select(table.secretHash).where(and(within(sql`${table.secretHash}`), isLive)),
    select(table.previousHash).where(and(within(sql`${table.previousHash}`), gt(table.previousUntil, now), isLive)),
  ).limit(mostHashes + 1);
  if (found.length > mostHashes) throw invalid('hash', because('TOO_MANY', { most: mostHashes }));
  return found.map(({ hash }) => hash.toString('hex').slice(digits.length)).sort();
}
