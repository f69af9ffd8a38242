/** Writes users' rows: checks the values and ends what a change must end. The callers have checked permissions. */

import { and, eq, ne, or, sql } from 'drizzle-orm';
import { accessRequests } from '../../../schema/access-requests.ts';
import { pendingSignIns, sessions } from '../../../schema/sessions.ts';
import { personalAccessTokens } from '../../../schema/tokens.ts';
import { users as table } from '../../../schema/users.ts';
import type { Db } from '../../db/database.ts';
import * as logs from '../audit/record.ts';
import { checkAll, conflict } from '../base/errors.ts';
import type { Language } from '../base/languages.ts';
import { loggedMark } from '../base/managed-by.ts';
import { foldName, requireName, requireUsername } from '../base/names.ts';
import { because } from '../base/reasons.ts';
import { unique } from '../base/transact.ts';
import { endRequests } from '../requests/request.ts';
import { languageOfNewUsers } from '../settings/settings-in-sql.ts';
import { endingLinks } from '../sign-in/link-limits.ts';
import { hashNew, type Judged, type PasswordSettings } from '../sign-in/new-passwords.ts';
import * as links from '../sign-in/password-links.ts';
import { inPasswordQueue } from '../sign-in/password-queue.ts';
import { revokeWhere } from '../tokens/revoke.ts';
import * as events from '../webhooks/events.ts';
import { changedTo, insertedAs, otherSessions } from './disabled.ts';

export type User = typeof table.$inferSelect;
export type Changes = Partial<typeof table.$inferInsert>;

/** The personal data of a user. Null and missing values change nothing. */
export interface Profile {
  name?: string | null;
  username?: string | null;
  public_name?: string | null;
  email_address?: string | null;
  mobile_number?: string | null;
  language?: Language | null;
}

/** Inserts a user in the caller's transaction. Errors: CONFLICT. */
export async function insert(tx: Db, actor: logs.Actor, values: Changes): Promise<User> {
  await requireOwnLogins(tx, null, values);
  const row = { language: languageOfNewUsers, ...values, ...insertedAs(actor, values) } as typeof table.$inferInsert;
  const written = tx.insert(table).values(row);
  const [user] = await unique(written.returning(), clashes);
  const { id, username } = user as User;
  const message = `User ${username} was created.`;
  const provisioned = Object.entries(provisionedColumns(user as User)).filter(([, value]) => value !== null);
  const current = { ...loggedColumns(user as User), ...Object.fromEntries(provisioned) };
  await logs.record(tx, actor, { type: 'CREATED', entity: 'User', id, message, current });
  return user as User;
}

/** Why tokens and requests ended that belonged to a disabled user. */
export const endedWithOwner = 'owner disabled';

/** What decides what a user may do. */
const accessColumns = ['enabled', 'roleId', 'superAdmin'] as const;

/**
 * Changes a user in the caller's transaction. A new password ends sessions, a new email address ends password links and is not
 * verified, and disabling the user also revokes tokens and ends requests for access. When another user sets the password, pending
 * requests are withdrawn, because that user would get what is granted. Writes nothing if the user has all values already. Errors:
 * CONFLICT.
 */
export async function change(tx: Db, actor: logs.Actor, before: User, given: Changes): Promise<void> {
  const changes = { ...unverified(before, given), ...given };
  if (!Object.keys(changes).some((name) => differs(before, changes, name as keyof Changes))) return;
  await requireOwnLogins(tx, before.id, changes);
  const written = () =>
    tx
      .update(table)
      .set({ ...changes, ...changedTo(actor, before, changes), ...opened(changes), id: before.id })
      .where(eq(table.id, before.id))
      .returning();
  const changed = () => unique(written(), clashes);
  const changesAccess = accessColumns.some((name) => changes[name] !== undefined && changes[name] !== before[name]);
  const [after] = await (changesAccess ? endingLinks(tx, { userId: before.id }, changed) : changed());
  const disabled = before.enabled && !after?.enabled;
  if (disabled) await revokeWhere(tx, actor, eq(personalAccessTokens.userId, before.id), endedWithOwner);
  if (disabled) await endRequests(tx, actor, eq(accessRequests.userId, before.id), endedWithOwner);
  let ended = 0;
  if (disabled || changes.passwordHash) ended = await endSessions(tx, actor, before.id);
  else if (after?.emailAddressKey !== before.emailAddressKey) await links.withdraw(tx, before.id);
  if (changes.passwordHash && isByAnother(actor, before)) await withdrawPendingRequests(tx, actor, before.id);
  const message = `User ${after?.username} was ${disabled ? 'disabled' : 'changed'}.`;
  const previous = {
    ...loggedColumns(before),
    ...provisionedColumns(before),
    ...(disabled ? { sessions: ended } : {}),
    ...(changes.passwordHash ? { password: 'old' } : {}),
  };
  const current = {
    ...loggedColumns(after as User),
    ...provisionedColumns(after as User),
    ...(disabled ? { sessions: 0 } : {}),
    ...(changes.passwordHash ? { password: 'new' } : {}),
  };
  await logs.record(tx, actor, { type: 'UPDATED', entity: 'User', id: before.id, message, previous, current });
  if (before.enabled !== after?.enabled)
    await events.ofUser(tx, disabled ? 'user.disabled' : 'user.enabled', before.id);
}

/** A new password ends what `latchkey fence` began. */
const opened = ({ passwordHash }: Changes): Changes => (passwordHash ? { fencedAt: null } : {});

/** Nobody has opened a link at the new address. It is compared exactly: another spelling may be another mailbox. */
const unverified = (before: User, { name, emailAddress, passwordHash }: Changes): Changes => ({
  ...(emailAddress === undefined || emailAddress === before.emailAddress
    ? {}
    : { emailVerifiedAt: null, emailProvisionedAt: null, ...notPending }),
  ...(name === undefined || name === before.name ? {} : { givenName: null, familyName: null }),
  // Somebody who knew the old password may have asked for it.
  ...(passwordHash && before.pendingEmailAddress !== null ? notPending : {}),
});

/** Without an address that waits for its link. */
export const notPending = { pendingEmailAddress: null, pendingEmailHash: null, pendingEmailUntil: null };

const differs = (before: User, changes: Changes, name: keyof Changes): boolean =>
  changes[name] !== undefined && JSON.stringify(changes[name]) !== JSON.stringify(before[name]);

/** The given values as columns, each checked. Errors: INVALID_INPUT on the field. */
export function checked(input: Profile): Changes {
  const { name, username, public_name, email_address, mobile_number, language } = input;
  const names = checkAll<Changes>(
    () => (name == null ? {} : { name: requireName('name', name) }),
    () => (username == null ? {} : usernameOf(requireUsername(username))),
    () => (public_name == null ? {} : { publicName: requireName('public_name', public_name) }),
  );
  return {
    ...Object.assign({}, ...names),
    ...(email_address == null ? {} : { emailAddress: email_address, emailAddressKey: foldName(email_address) }),
    ...(mobile_number == null ? {} : { mobileNumber: mobile_number }),
    ...(language == null ? {} : { language }),
  };
}

const usernameOf = (username: string): Changes => ({ username, usernameKey: foldName(username) });

/** Judges a user's new password. Errors: INVALID_INPUT (the password policy), CONFLICT for service accounts, LIMITED. */
export async function newPassword(
  db: Db,
  settings: PasswordSettings,
  user: User,
  { password, renamed = {} }: { password: string; renamed?: Changes },
): Promise<Judged> {
  if (user.serviceAccount) throw conflict(because('NO_PASSWORD'));
  return inPasswordQueue(`new password of ${user.id}`, () =>
    hashNew(db, settings, 'password', password, user, renamed),
  );
}

/** Ends all sessions and pending sign-ins of the user, except the session that makes the change. Returns how many sessions. */
async function endSessions(tx: Db, actor: logs.Actor, userId: string): Promise<number> {
  const ended = await tx
    .delete(sessions)
    .where(and(eq(sessions.userId, userId), otherSessions(actor)))
    .returning({ id: sessions.id });
  await tx.delete(pendingSignIns).where(eq(pendingSignIns.userId, userId));
  await links.withdraw(tx, userId);
  return ended.length;
}

const isByAnother = (actor: logs.Actor, { id }: User) => typeof actor === 'object' && actor.userId !== id;

export const withdrawPendingRequests = (tx: Db, actor: logs.Actor, userId: string): Promise<void> =>
  endRequests(
    tx,
    actor,
    sql`${accessRequests.userId} = ${userId} and ${accessRequests.state} = 'PENDING'`,
    'another user set the password',
  );

/** No user name may equal another user's email address, because users sign in with either. Errors: CONFLICT on the field. */
async function requireOwnLogins(tx: Db, id: string | null, { usernameKey, emailAddressKey }: Changes): Promise<void> {
  const keys = [usernameKey, emailAddressKey].filter((key) => key != null);
  if (keys.length === 0) return;
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended('login ' || key, 0)) from unnest(${sql.param(keys)}::text[]) as key order by key`,
  );
  const others = id === null ? undefined : ne(table.id, id);
  const [taken] = await tx
    .select({ emailAddressKey: table.emailAddressKey })
    .from(table)
    .where(and(others, or(eq(table.emailAddressKey, usernameKey ?? ''), eq(table.usernameKey, emailAddressKey ?? ''))))
    .limit(1);
  if (!taken) return;
  const field = taken.emailAddressKey === usernameKey ? 'username' : 'email_address';
  throw conflict(because('TAKEN', { field }), field);
}

const clashes = {
  users_usernameKey_unique: 'username',
  users_emailAddressKey_unique: 'email_address',
  users_externalId_unique: 'external_id',
};

const loggedColumns = (user: User) => ({
  name: user.name,
  public_name: user.publicName,
  username: user.username,
  email_address: user.emailAddress,
  mobile_number: user.mobileNumber,
  language: user.language,
  role_id: user.roleId,
  super_admin: user.superAdmin,
  enabled: user.enabled,
  ...loggedMark(user),
});

/** What identity providers set by SCIM. With null for what is not set, so that a change shows what is set for the first time. */
const provisionedColumns = (user: User) => ({
  given_name: user.givenName,
  family_name: user.familyName,
  external_id: user.externalId,
  email_provisioned: user.emailProvisionedAt === null ? null : true,
  deprovisioned: user.deprovisionedAt === null ? null : true,
});
