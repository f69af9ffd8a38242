/** Users: who they are, what they may do through their role, and who may change them. Disabled, never deleted. */
import { and, eq, ne } from 'drizzle-orm';
import { users as table } from '../../../schema/users.ts';
import type { Db } from '../../db/database.ts';
import { changing } from '../../db/fair-locks.ts';
import { reachableByAccount } from '../access/account-permissions.ts';
import { requireGrantable } from '../access/grantable.ts';
import { hidingExistence } from '../access/hidden.ts';
import { requirePerson, type Viewer, type Writer } from '../access/viewer.ts';
import { conflict, forbidden, notFound } from '../base/errors.ts';
import { because } from '../base/reasons.ts';
import { transact } from '../base/transact.ts';
import * as links from '../sign-in/password-links.ts';
import * as roles from './roles.ts';
import { type Changes, change, checked, insert, newPassword, type Profile, type User } from './user-rows.ts';

interface Standing {
  role_id?: string | null;
  super_admin?: boolean | null;
  enabled?: boolean | null;
}

export type CreateUserInput = Profile &
  Standing & {
    name: string;
    username: string;
    public_name: string;
    email_address: string;
    service_account?: boolean | null;
  };

export interface UpdateUserInput extends Profile, Standing {
  password?: string | null;
  unset_mobile_number?: boolean | null;
  unset_role_id?: boolean | null;
}

/**
 * Creates a user and the one-time link with which they set a password; a service account gets none.
 * Errors: INVALID_INPUT, CONFLICT (user name, e-mail address), FORBIDDEN for granting what the viewer lacks.
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
    });
    return { id: user.id, link: user.serviceAccount ? null : await links.issue(tx, viewer, user, 'SETUP', mailed) };
  });
}

/** Changes of standing run one after the other. */
const lockKey = 'standing of users';

/** Changes a user who may do no more than the viewer. Disabling ends their sessions and tokens in the same instant. */
export async function update(
  db: Db,
  viewer: Viewer,
  pepper: string,
  id: string,
  input: UpdateUserInput,
): Promise<{ id: string }> {
  const requireMay = async (tx: Db, viewer: Writer) => {
    const before = await requireManageable(tx, viewer, id);
    // A role the user is in already is none to be put in.
    await requireStanding(tx, viewer, { ...input, role_id: input.role_id === before.roleId ? null : input.role_id });
    return before;
  };
  // Values are judged for those alone who may change them, and a password is hashed outside of any transaction.
  if (input.password != null) requirePerson(viewer);
  if (input.password != null) await transact(db, viewer, requireMay, lockKey);
  const password = input.password == null ? {} : await passwordFor(db, viewer, pepper, id, input.password);
  const work = async (tx: Db, viewer: Writer) => {
    const before = await requireMay(tx, viewer);
    const changes = {
      ...checked(input),
      ...standing(input),
      ...password,
      ...(input.unset_mobile_number ? { mobileNumber: null } : {}),
      ...(input.unset_role_id ? { roleId: null } : {}),
    };
    await requireSuperAdminLeft(tx, before, changes);
    await change(tx, viewer, before, changes);
    return { id };
  };
  return transact(db, viewer, work, lockKey);
}

/** A new link to set a password for a user who may do no more than the viewer; the earlier ones stop working. */
export function renewLink(db: Db, viewer: Viewer, mailed: boolean, id: string): Promise<links.Link> {
  // Where no mail is sent the caller is given the link: a token would hold a way in that outlives it.
  requirePerson(viewer);
  return transact(db, viewer, async (tx, viewer) => {
    const user = await requireManageable(tx, viewer, id);
    if (user.serviceAccount) throw conflict(because('NO_PASSWORD'));
    // For oneself it would be a way to a new password without the old one.
    if (id === viewer.userId) throw forbidden(because('LINK_FOR_ONESELF'));
    return links.issue(tx, viewer, user, user.passwordHash ? 'RESET' : 'SETUP', mailed);
  });
}

/** The user, locked for a change, when the viewer may do all that they may. */
export async function requireManageable(tx: Db, viewer: Writer, id: string): Promise<User> {
  if (id === viewer.userId) requirePerson(viewer);
  await changing(tx, 'user', [id]);
  const [user] = await tx.select().from(table).where(eq(table.id, id)).for('update');
  if (!user) throw notFound('user', id);
  // One stays free to change oneself, whatever was granted to one's tokens alone or for a while.
  if (id === viewer.userId) return user;
  const { superAdmin, roleId } = user;
  const permissions = await reachableByAccount(tx, id);
  // All permissions together are less than a super admin, who makes others so: setting the password would be a way up.
  const given = { permissions, grantee: { userId: id, roleId }, superAdmin };
  await hidingExistence(viewer, 'READ_USER', notFound('user', id), () =>
    requireGrantable(tx, viewer, [given], because('USER_BEYOND_ONESELF'), because('USER_IS_SUPER_ADMIN')),
  );
  return user;
}

/** Hashes a new password after judging it with the user's own names as guesses. No token sets anybody's. */
export async function passwordFor(
  db: Db,
  viewer: Viewer,
  pepper: string,
  id: string,
  password: string,
): Promise<Changes> {
  requirePerson(viewer);
  const [user] = await db.select().from(table).where(eq(table.id, id));
  if (!user) throw notFound('user', id);
  return newPassword(pepper, user, password);
}

const standing = ({ role_id, super_admin, enabled }: Standing): Changes => ({
  ...(role_id == null ? {} : { roleId: role_id }),
  ...(super_admin == null ? {} : { superAdmin: super_admin }),
  ...(enabled == null ? {} : { enabled }),
});

async function requireStanding(tx: Db, viewer: Writer, { role_id, super_admin }: Standing): Promise<void> {
  if (super_admin != null && !viewer.superAdmin) throw forbidden('Only a super admin may send `super_admin`.');
  if (role_id != null) await roles.requireAssignable(tx, viewer, role_id);
}

/** Changes of standing run one after the other, so what is counted here stays true until the commit. */
async function requireSuperAdminLeft(tx: Db, before: User, changes: Changes): Promise<void> {
  const { superAdmin, enabled } = { ...before, ...changes };
  if (!before.superAdmin || !before.enabled || before.serviceAccount || (superAdmin && enabled)) return;
  // A service account cannot sign in, so it is nobody to turn to.
  const person = and(eq(table.superAdmin, true), eq(table.enabled, true), eq(table.serviceAccount, false));
  const others = and(person, ne(table.id, before.id));
  const [other] = await tx.select({ id: table.id }).from(table).where(others).limit(1);
  if (!other) throw conflict(because('LAST_SUPER_ADMIN'));
}
