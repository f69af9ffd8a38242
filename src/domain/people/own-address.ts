/**
 * Changing one's own email address: it takes effect when the link is opened that was sent to it, so that nobody takes the address of
 * another person, by typing error or on purpose. The link works only in a session of its user.
 */
import { and, eq, gt, ne, or, sql } from 'drizzle-orm';
import { users as table } from '../../../schema/users.ts';
import { timeOf } from '../../db/clock.ts';
import type { Db } from '../../db/database.ts';
import { type LockedViewer, requireSession, type Viewer } from '../access/viewer.ts';
import * as logs from '../audit/record.ts';
import { conflict, DomainError, limited } from '../base/errors.ts';
import { foldName } from '../base/names.ts';
import { because } from '../base/reasons.ts';
import { hashSecret, randomSecret } from '../base/secrets.ts';
import { transact } from '../base/transact.ts';
import * as outbox from '../outbox/outbox.ts';
import * as attempts from '../sign-in/rate-limit.ts';
import * as accounts from './user-rows.ts';
import * as users from './users.ts';

const validHours = 24;
/** Within 15 minutes, because each sends an email to an address that nobody has verified. */
const mostLinks = 10;

/** Counts a change of the address, before it is made. Errors: LIMITED. */
export async function countChange(db: Db, userId: string, address: string): Promise<void> {
  const [user] = await db.select({ address: table.emailAddress }).from(table).where(eq(table.id, userId));
  if (user?.address === address) return;
  const [seconds] = (await attempts.count(db, { [`address link:${userId}`]: mostLinks })).values();
  if (seconds !== undefined) throw limited(because('MOST_LINKS_SENT'), seconds);
}

/** What changes at once, and the address that must wait; null: none. */
export function separated(
  before: accounts.User,
  { emailAddress, emailAddressKey, ...others }: accounts.Changes,
): [now: accounts.Changes, wanted: string | null] {
  return [others, emailAddress === undefined || emailAddress === before.emailAddress ? null : emailAddress];
}

/** Stores the address and sends its link. Errors: CONFLICT. */
export async function want(tx: Db, viewer: LockedViewer, before: accounts.User, address: string): Promise<void> {
  const key = foldName(address);
  const isTaken = and(ne(table.id, before.id), or(eq(table.emailAddressKey, key), eq(table.usernameKey, key)));
  const [taken] = await tx.select({ id: table.id }).from(table).where(isTaken).limit(1);
  if (taken) throw conflict(because('TAKEN', { field: 'email_address' }), 'email_address');
  const until = sql`clock_timestamp() + make_interval(hours => ${validHours}::int)`;
  const pending = { pendingEmailAddress: address, pendingEmailHash: null, pendingEmailUntil: until };
  await tx
    .update(table)
    .set({ id: before.id, ...pending })
    .where(eq(table.id, before.id));
  const message = `${before.username} asked to change the email address.`;
  const current = { pending_email_address: address };
  await logs.record(tx, viewer, { type: 'OTHER', entity: 'User', id: before.id, message, current });
  await outbox.add(tx, 'ADDRESS_LINK', { userId: before.id });
  await outbox.add(tx, 'ADDRESS_CHANGING', { userId: before.id, from: before.emailAddress, to: address });
}

const isPending = gt(table.pendingEmailUntil, sql`clock_timestamp()`);

/** Gives the pending address a new link, for the email that is about to be sent. Null: there is none any more. */
export async function renewSecret(db: Db, userId: string): Promise<{ secret: string; user: accounts.User } | null> {
  const secret = randomSecret();
  const [user] = await db
    .update(table)
    .set({ id: userId, pendingEmailHash: hashSecret(secret) })
    .where(and(eq(table.id, userId), isPending))
    .returning();
  return user ? { secret, user } : null;
}

const hasSecret = (viewer: Viewer, secret: string) =>
  and(eq(table.id, viewer.userId), eq(table.pendingEmailHash, hashSecret(secret)), isPending);

/** The address of a valid link of the viewer; null: it is unknown, used, replaced or expired, or another user's. */
export async function find(db: Db, viewer: Viewer, secret: string): Promise<string | null> {
  const [user] = await db.select({ address: table.pendingEmailAddress }).from(table).where(hasSecret(viewer, secret));
  return user?.address ?? null;
}

/** Makes the address the viewer's own, and verified. Errors: FORBIDDEN with a token, NOT_FOUND, CONFLICT. */
export function confirm(db: Db, viewer: Viewer, secret: string): Promise<void> {
  requireSession(viewer);
  const work = async (tx: Db, viewer: LockedViewer) => {
    const before = await users.requireManageable(tx, viewer, viewer.userId);
    const emailAddress = await find(tx, viewer, secret);
    if (emailAddress === null) throw new DomainError('NOT_FOUND', 'This link was used, has expired or was replaced.');
    const emailVerifiedAt = await timeOf(tx);
    const changes = { emailAddress, emailAddressKey: foldName(emailAddress), emailVerifiedAt };
    await accounts.change(tx, viewer, before, changes);
  };
  return transact(db, viewer, work, `user ${viewer.userId}`);
}
