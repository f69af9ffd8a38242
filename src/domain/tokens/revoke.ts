/** Revoking one or many tokens, with immediate effect. */
import { and, eq, inArray, isNull, ne, type SQL, sql } from 'drizzle-orm';
import { personalAccessTokens as table } from '../../../schema/tokens.ts';
import type { Db } from '../../db/database.ts';
import { lockForChange } from '../../db/fair-locks.ts';
import type { Row } from '../../db/select.ts';
import { requireSession, type Viewer } from '../access/viewer.ts';
import * as logs from '../audit/record.ts';
import { conflict, invalid } from '../base/errors.ts';
import { because } from '../base/reasons.ts';
import { transact } from '../base/transact.ts';
import * as events from '../webhooks/events.ts';

/**
 * Revokes the viewer's own token, or with DELETE_PERSONAL_ACCESS_TOKEN any user's. No request that starts after the answer
 * succeeds with it. Revoked, unknown and other users' tokens cause no error, so that callers cannot learn which ids exist.
 * Errors: FORBIDDEN with a token.
 */
export async function revoke(
  db: Db,
  viewer: Viewer,
  id: string,
  { reason, last_four }: RevokeInput = {},
): Promise<void> {
  await revokeMany(db, viewer, { ids: [id], reason }, last_four);
}

export interface RevokeInput {
  reason?: string | null;
  /** Revokes it only while its secret ends with these characters. Otherwise: CONFLICT. */
  last_four?: string | null;
}

export interface RevokeManyInput {
  ids?: readonly string[] | null;
  all?: boolean | null;
  reason?: string | null;
}

export interface Revoked {
  id: string;
  success: boolean;
}

const mostAtOnce = 1_000;

/** Revokes these tokens, or all of the viewer's own; a result for each. Errors: FORBIDDEN with a token, INVALID_INPUT. */
export function revokeMany(
  db: Db,
  viewer: Viewer,
  { ids, all, reason }: RevokeManyInput,
  lastFour?: string | null,
): Promise<Revoked[]> {
  requireSession(viewer);
  if ((ids == null) === !all) throw invalid('ids', 'or `all: true` must be given, and not both.');
  if (ids && ids.length > mostAtOnce) throw invalid('ids', `must be at most ${mostAtOnce}.`);
  return transact(db, viewer, async (tx, viewer) => {
    const named = ids ? inArray(table.id, [...ids]) : undefined;
    const anyones =
      named && (await isOthers(tx, viewer, named)) && viewer.permissions.use('DELETE_PERSONAL_ACCESS_TOKEN');
    const mine = anyones ? undefined : eq(table.userId, viewer.userId);
    const which = and(named, mine);
    const ofSecret = lastFour == null ? undefined : eq(table.lastFour, lastFour);
    const revoked = await revokeWhere(tx, viewer, and(which, ofSecret), reason ?? 'revoked');
    if (ofSecret && revoked.length === 0 && (await tx.$count(table, and(which, isNull(table.revokedAt)))) > 0)
      throw conflict(because('SECRET_REPLACED'), 'last_four');
    return (ids ?? revoked).map((id) => ({ id, success: true }));
  });
}

async function isOthers(tx: Db, { userId }: Viewer, named: SQL): Promise<boolean> {
  const [found] = await tx
    .select({ id: table.id })
    .from(table)
    .where(and(named, ne(table.userId, userId)))
    .limit(1);
  return found !== undefined;
}

/** Revokes the tokens that match the condition and are not revoked yet, and records each, with `facts`. Returns their ids. */
export async function revokeWhere(
  tx: Db,
  actor: logs.Actor,
  which: ReturnType<typeof and>,
  reason: string,
  facts: Row = {},
): Promise<string[]> {
  const live = and(which, isNull(table.revokedAt));
  const found = await tx.select({ id: table.id }).from(table).where(live);
  await lockForChange(
    tx,
    'token',
    found.map(({ id }) => id),
  );
  const ended = await tx
    .update(table)
    .set({ revokedAt: sql`clock_timestamp()`, revokeReason: reason })
    .where(live)
    .returning({ id: table.id, name: table.name });
  for (const { id, name } of ended) {
    const message = `Personal access token ${name} was revoked.`;
    const change = {
      previous: { revoked: false, revoke_reason: null, ...nothingFor(facts) },
      current: { revoked: true, revoke_reason: reason, ...facts },
    };
    await logs.record(tx, actor, { type: 'UPDATED', entity: 'PersonalAccessToken', id, message, ...change });
  }
  const ids = ended.map(({ id }) => id);
  await events.ofTokens(tx, 'token.revoked', ids, { reason });
  return ids;
}

const nothingFor = (facts: Row): Row => Object.fromEntries(Object.keys(facts).map((name) => [name, null]));
