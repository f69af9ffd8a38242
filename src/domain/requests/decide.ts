/** Granting, declining and ending requests for access. Users cannot grant what they lack or decide on their own requests. */
import { eq, sql } from 'drizzle-orm';
import { accessRequests as table } from '../../../schema/access-requests.ts';
import type { Db } from '../../db/database.ts';
import { hidingExistence } from '../access/hide-existence.ts';
import { isPermission } from '../access/permissions.ts';
import { requireGrantable } from '../access/require-grantable.ts';
import { requireNotRetired } from '../access/retired.ts';
import { type LockedViewer, requireSession, type Viewer } from '../access/viewer.ts';
import { conflict, forbidden, invalid, notFound } from '../base/errors.ts';
import { because } from '../base/reasons.ts';
import { transact } from '../base/transact.ts';
import { wants } from '../mail/notifications.ts';
import * as outbox from '../outbox/outbox.ts';
import {
  type Changes,
  change,
  checkedText,
  endRequests,
  type FoundRequest,
  lockKey,
  type Request,
  requireRequest,
} from './request.ts';

export interface GrantInput {
  /** Null: without a limit. */
  for_hours?: number | null;
  answer?: string | null;
}

/** A year. */
const mostHours = 8_760;

/**
 * Grants a request, for some hours or without a limit; takes effect at once. Errors: FORBIDDEN with a token, for the viewer's
 * own request and for permissions that the viewer lacks, INVALID_INPUT, NOT_FOUND, CONFLICT when the request is not pending,
 * its user is disabled or its token is revoked.
 */
export async function grant(db: Db, viewer: Viewer, mailed: boolean, id: string, input: GrantInput): Promise<void> {
  requireSession(viewer);
  const { for_hours: hours = null } = input;
  if (hours !== null && (hours < 1 || hours > mostHours))
    throw invalid('for_hours', because('OUT_OF_RANGE', { least: 1, most: mostHours }));
  const expiresAt = hours === null ? null : sql`clock_timestamp() + make_interval(hours => ${hours}::int)`;
  const changes = { state: 'GRANTED', answer: checkedText('answer', input.answer), expiresAt };
  await decide(db, viewer, mailed, id, changes, async (tx, viewer, { request, user, token }) => {
    const permissions = request.permissions.filter(isPermission);
    await requireGrantable(tx, viewer, [{ permissions }]);
    await requireNotRetired(tx, 'permissions', permissions);
    if (!user.enabled) throw conflict(because('ASKER_DISABLED'));
    if (token?.revokedAt) throw conflict(because('ASKED_FOR_REVOKED'));
  });
}

/** Declines a request. Errors: FORBIDDEN with a token and for the viewer's own request, INVALID_INPUT, NOT_FOUND, CONFLICT. */
export async function decline(
  db: Db,
  viewer: Viewer,
  mailed: boolean,
  id: string,
  answer: string | null | undefined,
): Promise<void> {
  requireSession(viewer);
  await decide(db, viewer, mailed, id, { state: 'DECLINED', answer: checkedText('answer', answer) });
}

async function decide(
  db: Db,
  viewer: Viewer,
  mailed: boolean,
  id: string,
  changes: Changes,
  require: (tx: Db, viewer: LockedViewer, found: FoundRequest) => Promise<void> = async () => undefined,
): Promise<void> {
  const work = async (tx: Db, viewer: LockedViewer) => {
    const found = await requireRequest(tx, id);
    const { request, user } = found;
    const requireMay = async () => {
      if (request.userId === viewer.userId && !viewer.superAdmin) throw forbidden(because('OWN_REQUEST'));
      if (request.state !== 'PENDING' || request.endedAt) throw conflict(because('NOT_WAITING'));
      await require(tx, viewer, found);
    };
    if (request.userId === viewer.userId) await requireMay();
    else await hidingExistence(viewer, 'READ_ACCESS_REQUEST', notFound('access request', id), requireMay);
    const decided = { ...changes, decidedByUserId: viewer.userId, decidedAt: sql`clock_timestamp()` };
    const verb = changes.state === 'GRANTED' ? 'granted to' : 'declined for';
    const message = `${request.permissions.join(', ')} was ${verb} user ${user.username}.`;
    await change(tx, viewer, request, decided, message);
    const isWanted = user.id !== viewer.userId && wants(user, 'ACCESS_DECIDED');
    if (mailed && isWanted) await outbox.add(tx, 'ACCESS_DECIDED', { requestId: id });
  };
  await transact(db, viewer, work, lockKey);
}

/**
 * Takes a grant back or withdraws a pending request: the viewer's own, or with UPDATE_ACCESS_REQUEST any. When it returns,
 * nothing more is written with the grant, not even by running requests. One that is over stays as it is. Errors: FORBIDDEN
 * for tokens, INVALID_INPUT, NOT_FOUND.
 */
export async function end(db: Db, viewer: Viewer, id: string, given: string | null | undefined): Promise<void> {
  requireSession(viewer);
  const reason = checkedText('reason', given);
  const work = async (tx: Db, viewer: Viewer) => {
    const mayEnd = ({ userId }: Request) => userId === viewer.userId || viewer.permissions.use('UPDATE_ACCESS_REQUEST');
    const { request } = await requireRequest(tx, id, mayEnd);
    await endRequests(tx, viewer, eq(table.id, request.id), reason);
  };
  await transact(db, viewer, work, lockKey);
}
