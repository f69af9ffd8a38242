/** Requesting permissions for the viewer's account or for one token, and notifying the users who can grant them. */
import { and, count, eq, gt, isNull, ne, sql } from 'drizzle-orm';
import { accessRequests as table } from '../../../schema/access-requests.ts';
import { personalAccessTokens as tokens } from '../../../schema/tokens.ts';
import { users } from '../../../schema/users.ts';
import type { Db } from '../../db/database.ts';
import { everyPermission, type Permission } from '../access/permissions.ts';
import { requireNotRetired } from '../access/retired.ts';
import { requireSession, type Viewer } from '../access/viewer.ts';
import * as logs from '../audit/record.ts';
import { conflict, invalid, limited } from '../base/errors.ts';
import { because } from '../base/reasons.ts';
import { transact } from '../base/transact.ts';
import { wantsEmail } from '../mail/notifications.ts';
import * as outbox from '../outbox/outbox.ts';
import { asToken } from '../reach/capabilities.ts';
import { isLive } from '../tokens/inventory.ts';
import * as events from '../webhooks/events.ts';
import { checkedText, loggedColumns, mayDecide, type Request } from './request.ts';

export interface AskInput {
  permissions: readonly Permission[];
  personal_access_token_id?: string | null;
  reason?: string | null;
}

/** The input of `ask` after a refusal; null where a request cannot help: nothing is missing, or it is an analysis token. */
export function requestAfterRefusal(viewer: Viewer, missing: readonly Permission[]): AskInput | null {
  const { permissions: everywhere, onResources } = viewer;
  const permissions = missing.filter((permission) => !everywhere.holds(permission) && !onResources.holds(permission));
  const { kind, id } = viewer.credential;
  if (permissions.length === 0 || (kind === 'token' && viewer.tokenType !== 'USER')) return null;
  return { permissions, personal_access_token_id: kind === 'token' ? id : null };
}

const mostPending = 20;
const mostAnHour = 10;
/** Emails are sent only for the first requests within an hour; the page lists the others too. */
const mostMailedAnHour = 3;
const mostEmails = 20;

/**
 * Requests permissions; returns the pending request if there is the same one already. Errors: FORBIDDEN with a token,
 * INVALID_INPUT when no permission is given, one is held already or the token is not the viewer's own, CONFLICT (too many
 * pending requests), LIMITED.
 */
export async function ask(db: Db, viewer: Viewer, mailed: boolean, input: AskInput): Promise<{ id: string }> {
  requireSession(viewer);
  const { personal_access_token_id: tokenId = null } = input;
  const permissions = [...everyPermission].filter((permission) => input.permissions.includes(permission));
  if (permissions.length === 0) throw invalid('permissions', because('EMPTY'));
  const reason = checkedText('reason', input.reason);
  const work = async (tx: Db, viewer: Viewer) => {
    const to = tokenId === null ? viewer : await asOwnToken(tx, viewer, tokenId);
    // A grant would not lift the limit to single resources.
    const held = [...to.permissions, ...to.onResources].filter((permission) => permissions.includes(permission));
    if (held.length > 0) throw invalid('permissions', because('HELD_ALREADY', { permissions: held }));
    await requireNotRetired(tx, 'permissions', permissions);
    const pending = await tx.select().from(table).where(pendingOf(viewer));
    const same = pending.find((one) => one.tokenId === tokenId && String(one.permissions) === String(permissions));
    if (same) return { id: same.id };
    if (pending.length >= mostPending) throw conflict(because('MOST_REQUESTS', { most: mostPending }));
    const lately = await countOfLastHour(tx, viewer);
    if (lately >= mostAnHour) throw limited(because('MOST_REQUESTS_AN_HOUR', { most: mostAnHour }));
    const values = { userId: viewer.userId, tokenId, permissions, reason };
    const [made] = await tx.insert(table).values(values).returning();
    const request = made as Request;
    const message = `User ${viewer.username} requested ${permissions.join(', ')}.`;
    const current = loggedColumns(request);
    await logs.record(tx, viewer, { type: 'CREATED', entity: 'AccessRequest', id: request.id, message, current });
    await events.ofRequest(tx, request.id);
    if (mailed && lately < mostMailedAnHour) await notifyDeciders(tx, viewer, request);
    return { id: request.id };
  };
  return transact(db, viewer, work, `access requests of ${viewer.userId}`);
}

const pendingOf = ({ userId }: Viewer) =>
  and(eq(table.userId, userId), eq(table.state, 'PENDING'), isNull(table.endedAt));

async function countOfLastHour(tx: Db, { userId }: Viewer): Promise<number> {
  const lately = gt(table.createdAt, sql`clock_timestamp() - interval '1 hour'`);
  const [row] = await tx
    .select({ made: count() })
    .from(table)
    .where(and(eq(table.userId, userId), lately));
  return row?.made ?? 0;
}

async function asOwnToken(tx: Db, viewer: Viewer, id: string): Promise<Viewer> {
  const own = and(eq(tokens.id, id), eq(tokens.userId, viewer.userId), eq(tokens.type, 'USER'), isLive);
  const [token] = await tx.select({ id: tokens.id }).from(tokens).where(own);
  if (!token) throw invalid('personal_access_token_id', because('NO_SUCH_TOKEN'));
  return asToken(tx, viewer, id);
}

/** Sends an email to enabled users who may decide on requests and have all requested permissions. */
async function notifyDeciders(tx: Db, viewer: Viewer, { id, permissions }: Request): Promise<void> {
  const others = and(ne(users.id, viewer.userId), mayDecide(permissions), wantsEmail('ACCESS_REQUESTED'));
  const deciders = await tx.select({ userId: users.id }).from(users).where(others).orderBy(users.id).limit(mostEmails);
  for (const { userId } of deciders) await outbox.add(tx, 'ACCESS_REQUESTED', { requestId: id, userId });
}
