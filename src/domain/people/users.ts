/** Creating and changing users. They are disabled, never deleted. */
import { and, eq, ne } from 'drizzle-orm';
import { users as table } from '../../../schema/users.ts';
import type { Db } from '../../db/database.ts';
import { lockForChange } from '../../db/fair-locks.ts';
import { reachableByAccount } from '../access/account-permissions.ts';
import { hidingExistence } from '../access/hide-existence.ts';
import { isOpen } from '../access/open-accounts.ts';
import { requireGrantable } from '../access/require-grantable.ts';
import { type LockedViewer, requireSession, type Viewer } from '../access/viewer.ts';
import { conflict, forbidden, notFound } from '../base/errors.ts';
import { managedBy } from '../base/managed-by.ts';
import { because } from '../base/reasons.ts';
import { transact } from '../base/transact.ts';
import { type Judged, type PasswordSettings, requireSamePolicy } from '../sign-in/new-passwords.ts';
import * as links from '../sign-in/password-links.ts';
import * as roles from './roles.ts';
import { type Changes, change, checked, insert, newPassword, type Profile, type User } from './user-rows.ts';

interface AccountFacts {
  role_id?: string | null;
  super_admin?: boolean | null;
  enabled?: boolean | null;
}

export type CreateUserInput = Profile &
  AccountFacts & {
    name: string;
    username: string;
    public_name: string;
    email_address: string;
    service_account?: boolean | null;
    /** The name of the access file that creates it. */
    managed_by?: string | null;
  };

export interface UpdateUserInput extends Profile, AccountFacts {
  password?: string | null;
  unset_mobile_number?: boolean | null;
  unset_role_id?: boolean | null;
}

/**
 * Creates a user, and a one-time link to set a password unless it is a service account.
 * Errors: INVALID_INPUT, CONFLICT (user name, email address), FORBIDDEN for granting what the viewer lacks.
 */
export function create(
  db: Db,
  viewer: Viewer,
  mailed: boolean,
  input: CreateUserInput,
): Promise<{ id: string; link: links.Link | null }> {
  const profile = checked(input) as Required<Changes>;
  return transact(db, viewer, async (tx, viewer) => {
    await requireStanding(tx, viewer, input);
    const user = await insert(tx, viewer, {
      ...profile,
      ...standing(input),
      serviceAccount: input.service_account ?? false,
      ...managedBy(input.managed_by),
    });
    return { id: user.id, link: user.serviceAccount ? null : await links.issue(tx, viewer, user, 'SETUP', mailed) };
  });
}

/** Changes of users' role, state and super admin flag run one after the other, and with decisions on requests. */
export const lockKey = 'standing of users';

/** Changes a user who may do no more than the viewer. Errors: INVALID_INPUT, CONFLICT, FORBIDDEN, NOT_FOUND. */
export async function update(
  db: Db,
  viewer: Viewer,
  settings: PasswordSettings,
  id: string,
  input: UpdateUserInput,
): Promise<{ id: string }> {
  const requireMay = async (tx: Db, viewer: LockedViewer) => {
    const before = await requireManageable(tx, viewer, id);
    // Sending the role that the user already has assigns nothing.
    await requireStanding(tx, viewer, { ...input, role_id: input.role_id === before.roleId ? null : input.role_id });
    return before;
  };
  // Permissions are checked before the password is judged; hashing is slow, so it is done outside of the transaction.
  if (input.password != null) requireSession(viewer);
  if (input.password != null) await transact(db, viewer, requireMay, lockKey);
  const judged =
    input.password == null
      ? null
      : await passwordFor(db, viewer, settings, id, { password: input.password, renamed: checked(input) });
  const work = async (tx: Db, viewer: LockedViewer) => {
    const before = await requireMay(tx, viewer);
    const changes = {
      ...checked(input),
      ...standing(input),
      ...(await requireSamePolicy(tx, judged)),
      ...(input.unset_mobile_number ? { mobileNumber: null } : {}),
      ...(input.unset_role_id ? { roleId: null } : {}),
    };
    await requireSuperAdminLeft(tx, before, changes);
    await change(tx, viewer, before, changes);
    return { id };
  };
  return transact(db, viewer, work, lockKey);
}

/** Finds and locks a user whose permissions the viewer could all grant. Errors: FORBIDDEN, NOT_FOUND. */
export async function requireManageable(tx: Db, viewer: LockedViewer, id: string): Promise<User> {
  if (id === viewer.userId) requireSession(viewer);
  await lockForChange(tx, 'user', [id]);
  const [user] = await tx.select().from(table).where(eq(table.id, id)).for('update');
  if (!user) throw notFound('user', id);
  // Users may always change themselves, also with permissions for a limited time or only for one of their tokens.
  if (id === viewer.userId) return user;
  const { superAdmin, roleId } = user;
  const permissions = await reachableByAccount(tx, id);
  // A user with all permissions is still less than a super admin: setting a super admin's password would be an escalation.
  const given = { permissions, grantee: { userId: id, roleId }, superAdmin };
  await hidingExistence(viewer, 'READ_USER', notFound('user', id), () =>
    requireGrantable(tx, viewer, [given], because('USER_BEYOND_ONESELF'), because('USER_IS_SUPER_ADMIN')),
  );
  return user;
}

/** Judges a user's new password. Errors: FORBIDDEN with a token, NOT_FOUND, INVALID_INPUT (the password policy), CONFLICT, LIMITED. */
export async function passwordFor(
  db: Db,
  viewer: Viewer,
  settings: PasswordSettings,
  id: string,
  given: { password: string; renamed?: Changes },
): Promise<Judged> {
  requireSession(viewer);
  const [user] = await db.select().from(table).where(eq(table.id, id));
  if (!user) throw notFound('user', id);
  return newPassword(db, settings, user, given);
}

const standing = ({ role_id, super_admin, enabled }: AccountFacts): Changes => ({
  ...(role_id == null ? {} : { roleId: role_id }),
  ...(super_admin == null ? {} : { superAdmin: super_admin }),
  ...(enabled == null ? {} : { enabled }),
});

async function requireStanding(tx: Db, viewer: LockedViewer, { role_id, super_admin }: AccountFacts): Promise<void> {
  if (super_admin != null && !viewer.superAdmin) throw forbidden('Only a super admin may send `super_admin`.');
  if (role_id != null) await roles.requireAssignable(tx, viewer, role_id);
}

/** The lock key keeps the result true until the commit. */
export async function requireSuperAdminLeft(tx: Db, before: User, changes: Changes): Promise<void> {
  const { superAdmin, enabled } = { ...before, ...changes };
  const counts = before.superAdmin && before.enabled && !before.fencedAt && !before.serviceAccount;
  if (!counts || (superAdmin && enabled)) return;
  // Who cannot sign in does not count: service accounts, and users who are fenced.
  const person = and(eq(table.superAdmin, true), isOpen, eq(table.serviceAccount, false));
  const others = and(person, ne(table.id, before.id));
  const [other] = await tx.select({ id: table.id }).from(table).where(others).limit(1);
  if (!other) throw conflict(because('LAST_SUPER_ADMIN'));
}
