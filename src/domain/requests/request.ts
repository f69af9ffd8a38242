/** Finds the request for access that an operation changes, changes it and records what changed. */
import { and, eq, isNull, lt, or, type SQL, sql } from 'drizzle-orm';
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core';
import { accessRequests as table } from '../../../schema/access-requests.ts';
import { personalAccessTokens as tokens } from '../../../schema/tokens.ts';
import { users } from '../../../schema/users.ts';
import type { Db } from '../../db/database.ts';
import { lockForChange } from '../../db/fair-locks.ts';
import { isActiveGrant, isPersonWith } from '../access/effective-permissions.ts';
import * as logs from '../audit/record.ts';
import { invalid, notFound } from '../base/errors.ts';
import { hasInvisibleCharacters } from '../base/names.ts';
import { because } from '../base/reasons.ts';
import { endingLinks } from '../sign-in/link-limits.ts';

export type Request = typeof table.$inferSelect;

export interface FoundRequest {
  request: Request;
  user: typeof users.$inferSelect;
  token: typeof tokens.$inferSelect | null;
}

/**
 * Finds and locks a request. Also locks its user, so that all writes with the user's credentials wait and are then checked
 * against the changed permissions. Errors: NOT_FOUND, also when `mayActOn` returns false.
 */
export async function requireRequest(
  tx: Db,
  id: string,
  mayActOn: (request: Request) => boolean = () => true,
): Promise<FoundRequest> {
  const [found] = await tx.select().from(table).where(eq(table.id, id));
  if (!found || !mayActOn(found)) throw notFound('access request', id);
  await lockForChange(tx, 'user', [found.userId]);
  const [row] = await tx
    .select({ request: table, user: users, token: tokens })
    .from(table)
    .innerJoin(users, eq(users.id, table.userId))
    .leftJoin(tokens, eq(tokens.id, table.tokenId))
    .where(eq(table.id, id))
    .for('update', { of: table });
  if (!row) throw notFound('access request', id);
  return row;
}

export type Changes = PgUpdateSetSource<typeof table>;

export async function change(
  tx: Db,
  actor: logs.Actor,
  before: Request,
  changes: Changes,
  message: string,
  endReason: string | null = null,
): Promise<Request> {
  const { id } = before;
  const written = async () =>
    tx
      .update(table)
      .set({ ...changes, id })
      .where(eq(table.id, id))
      .returning();
  const changesAccess = before.state === 'GRANTED' || changes.state === 'GRANTED';
  const [after] = await (changesAccess ? endingLinks(tx, { userId: before.userId }, written) : written());
  const previous = { ...loggedColumns(before), end_reason: null };
  const current = { ...loggedColumns(after as Request), end_reason: endReason };
  await logs.record(tx, actor, { type: 'UPDATED', entity: 'AccessRequest', id, message, previous, current });
  return after as Request;
}

/** Withdraws the pending requests among these and takes active grants back. The caller has locked their users or tokens. */
export async function endRequests(tx: Db, actor: logs.Actor, which: SQL, reason: string): Promise<void> {
  const holds = or(eq(table.state, 'PENDING'), isActiveGrant);
  const found = await tx
    .select({ request: table, username: users.username })
    .from(table)
    .innerJoin(users, eq(users.id, table.userId))
    .where(and(which, isNull(table.endedAt), holds))
    .for('update', { of: table });
  for (const { request, username } of found) {
    const what = request.state === 'GRANTED' ? 'was taken back from' : 'is no longer requested by';
    const message = `${request.permissions.join(', ')} ${what} user ${username}.`;
    await change(tx, actor, request, { endedAt: sql`clock_timestamp()` }, message, reason);
  }
}

/** Deletes requests that were over before then, because each use of a credential reads all requests of its account. */
export async function purge(db: Db, before: Date): Promise<void> {
  const declined = and(eq(table.state, 'DECLINED'), lt(table.decidedAt, before));
  await db.delete(table).where(or(lt(table.endedAt, before), lt(table.expiresAt, before), declined));
}

export const loggedColumns = (request: Request) => ({
  user_id: request.userId,
  personal_access_token_id: request.tokenId,
  permissions: request.permissions,
  reason: request.reason,
  state: request.state,
  decided_by_user_id: request.decidedByUserId,
  answer: request.answer,
  expires_at: request.expiresAt,
  ended_at: request.endedAt,
});

/** The lock key shared with changes of users' role, state and super admin flag: both lock users, and would deadlock. */
export const lockKey = 'standing of users';

const longestText = 1_000;

/** The reason or answer of a request, trimmed. Errors: INVALID_INPUT when it is too long or contains invisible characters. */
export function checkedText(field: string, text: string | null | undefined): string {
  const words = (text ?? '').trim();
  if (words.length > longestText) throw invalid(field, because('TOO_LONG', { most: longestText }));
  if (hasInvisibleCharacters(words)) throw invalid(field, because('INVISIBLE'));
  return words;
}

/** People who may sign in, may decide on requests and have all of these permissions. */
export const mayDecide = (permissions: readonly string[]): SQL | undefined =>
  isPersonWith(['UPDATE_ACCESS_REQUEST', ...permissions]);
