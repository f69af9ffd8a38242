/** Users: who they are, what they may do through their role, and who may change them. Disabled, never deleted. */
import { and, eq, ne, sql } from 'drizzle-orm';
import { roles as rolesTable } from '../../schema/roles.ts';
import { sessions } from '../../schema/sessions.ts';
import { personalAccessTokens } from '../../schema/tokens.ts';
import { users as table } from '../../schema/users.ts';
import type { Db } from '../db/open.ts';
import * as accessLogs from './access-logs.ts';
import { requireConfirmed } from './confirmation.ts';
import { conflict, forbidden, notFound } from './errors.ts';
import { type Definition, defineList, is, maybe } from './lists/definition.ts';
import * as logs from './logs.ts';
import { foldName, requireName, requireUsername } from './names.ts';
import * as notes from './notes.ts';
import * as links from './password-links.ts';
import { hashPassword, requireStrongPassword } from './passwords.ts';
import { lacking, type Permission } from './permissions.ts';
import * as roles from './roles.ts';
import { end } from './tokens/revoke.ts';
import { transact, unique } from './transact.ts';
import { grantedTo, requirePerson, type Viewer } from './viewer.ts';

export const definition: Definition = defineList({
  type: 'User',
  description: 'A person, or a program with an account of its own.',
  table,
  permission: 'READ_USER',
  columns: {
    completed_setup: is(
      'boolean',
      sql`(${table.passwordHash} is not null)`,
      'Whether the user has set a password yet.',
    ),
    email_address: is('email', table.emailAddress, 'Unique whatever its case. Links to set a password go there.'),
    enabled: is('boolean', table.enabled, 'A disabled user cannot sign in, and no token of theirs works.'),
    is_sonar_staff: maybe('boolean', sql`false::boolean`, 'Always false here; kept for clients that ask.'),
    language: maybe('language', table.language, 'The language of mails and pages.'),
    mobile_number: maybe('numeric', table.mobileNumber, 'Digits only.'),
    name: is('string', table.name, "The person's name."),
    public_name: is('string', table.publicName, 'The name shown to people outside.'),
    role_id: maybe('int64', table.roleId, 'The role the user is in.'),
    service_account: is(
      'boolean',
      table.serviceAccount,
      'An account of a program: it has tokens, and cannot sign in by password.',
    ),
    super_admin: is('boolean', table.superAdmin, 'Has every permission, whatever the role.'),
    username: is(
      'string',
      table.username,
      'What the user signs in with; unique whatever its case or look-alike letters.',
    ),
  },
  relations: {
    role: {
      to: () => roles.definition,
      many: false,
      from: 'role_id',
      at: rolesTable.id,
      description: 'The role the user is in.',
    },
    logs: logs.relation('User'),
    access_logs: accessLogs.relation('User'),
    notes: notes.relation('User'),
  },
});

/** What one may say of a user. Null and missing alike leave a value as it is. */
export interface Profile {
  name?: string | null;
  username?: string | null;
  public_name?: string | null;
  email_address?: string | null;
  mobile_number?: string | null;
  language?: 'en' | 'fr' | null;
}

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
  input: CreateUserInput,
): Promise<{ id: string; link: links.Link | null }> {
  const profile = checked(input) as Required<Changes>;
  return transact(db, viewer, async (tx, viewer) => {
    await requireGrantable(tx, viewer, input);
    const user = await insert(tx, viewer, {
      ...profile,
      ...standing(input),
      serviceAccount: input.service_account ?? false,
    });
    return { id: user.id, link: user.serviceAccount ? null : await links.issue(tx, viewer, user, 'SETUP') };
  });
}

/** Changes a user who may do no more than the viewer. Disabling ends their sessions and tokens in the same instant. */
export async function update(
  db: Db,
  viewer: Viewer,
  pepper: string,
  id: string,
  input: UpdateUserInput,
): Promise<{ id: string }> {
  // One's own password and address ask for the old password on this way as on `updateMe`.
  const isOwnKey = id === viewer.userId && (input.password != null || input.email_address != null);
  if (isOwnKey) await requireConfirmed(db, pepper, viewer, null);
  const password = input.password == null ? {} : await passwordFor(db, viewer, pepper, id, input.password);
  const profile = checked(input);
  const work = async (tx: Db, viewer: Viewer) => {
    const before = await requireManageable(tx, viewer, id);
    await requireGrantable(tx, viewer, input);
    const changes = {
      ...profile,
      ...standing(input),
      ...password,
      ...(input.unset_mobile_number ? { mobileNumber: null } : {}),
      ...(input.unset_role_id ? { roleId: null } : {}),
    };
    await requireSuperAdminLeft(tx, before, changes);
    await change(tx, viewer, before, changes);
    return { id };
  };
  return transact(db, viewer, work, 'standing of users');
}

/** A new link to set a password for a user who may do no more than the viewer; the earlier ones stop working. */
export const renewLink = (db: Db, viewer: Viewer, id: string): Promise<links.Link> =>
  transact(db, viewer, async (tx, viewer) => {
    const user = await requireManageable(tx, viewer, id);
    if (user.serviceAccount) throw conflict('A service account has no password.');
    return links.issue(tx, viewer, user, user.passwordHash ? 'RESET' : 'SETUP');
  });

/** What an account may do everywhere, at this moment. */
export async function permissionsOf(db: Db, id: string): Promise<ReadonlySet<Permission>> {
  const [user] = await db
    .select({ superAdmin: table.superAdmin, granted: rolesTable.appliedPermissions })
    .from(table)
    .leftJoin(rolesTable, eq(rolesTable.id, table.roleId))
    .where(eq(table.id, id));
  return grantedTo(user?.superAdmin ?? false, user?.granted ?? null);
}

type User = typeof table.$inferSelect;
type Changes = Partial<typeof table.$inferInsert>;

/** Writes a new user in the caller's transaction. */
export async function insert(tx: Db, actor: logs.Actor, values: Changes): Promise<User> {
  const written = tx.insert(table).values(values as typeof table.$inferInsert);
  const [user] = await unique(written.returning(), clashes);
  const { id, username } = user as User;
  const message = `User ${username} was created.`;
  await logs.record(tx, actor, { type: 'CREATED', entity: 'User', id, message, current: facts(user as User) });
  return user as User;
}

/** Writes changes of a user in the caller's transaction, and ends what they end: sessions at a new password, all when disabled. */
export async function change(tx: Db, actor: logs.Actor, before: User, changes: Changes): Promise<void> {
  const [after] = await unique(
    tx
      .update(table)
      .set({ ...changes, id: before.id })
      .where(eq(table.id, before.id))
      .returning(),
    clashes,
  );
  const disabled = before.enabled && !after?.enabled;
  if (disabled) await end(tx, actor, eq(personalAccessTokens.userId, before.id), 'owner disabled');
  if (disabled || changes.passwordHash) await endSessions(tx, actor, before.id);
  const message = `User ${after?.username} was ${disabled ? 'disabled' : 'changed'}.`;
  const previous = { ...facts(before), ...(changes.passwordHash ? { password: 'old' } : {}) };
  const current = { ...facts(after as User), ...(changes.passwordHash ? { password: 'new' } : {}) };
  await logs.record(tx, actor, { type: 'UPDATED', entity: 'User', id: before.id, message, previous, current });
}

/** The rows' values of what was given, each checked; INVALID_INPUT names the field. */
export function checked(input: Profile): Changes {
  const { name, username, public_name, email_address, mobile_number, language } = input;
  const userName = username == null ? undefined : requireUsername(username);
  return {
    ...(name == null ? {} : { name: requireName('name', name) }),
    ...(userName === undefined ? {} : { username: userName, usernameKey: foldName(userName) }),
    ...(public_name == null ? {} : { publicName: requireName('public_name', public_name) }),
    ...(email_address == null ? {} : { emailAddress: email_address, emailAddressKey: foldName(email_address) }),
    ...(mobile_number == null ? {} : { mobileNumber: mobile_number }),
    ...(language == null ? {} : { language }),
  };
}

/** The user, locked for a change, when the viewer may do all that they may. */
export async function requireManageable(tx: Db, viewer: Viewer, id: string): Promise<User> {
  if (id === viewer.userId) requirePerson(viewer);
  const [user] = await tx.select().from(table).where(eq(table.id, id)).for('update');
  if (!user) throw notFound('user', id);
  const [role] = user.roleId ? await tx.select().from(rolesTable).where(eq(rolesTable.id, user.roleId)) : [];
  const missing = lacking(grantedTo(user.superAdmin, role?.appliedPermissions ?? null), viewer.permissions);
  if (missing.length > 0) throw forbidden('This user may do things you may not, so you cannot change them.', missing);
  // All permissions together are less than a super admin, who makes others so: setting the password would be a way up.
  if (user.superAdmin && !viewer.superAdmin) throw forbidden('Only a super admin may change a super admin.');
  return user;
}

/** Hashes a new password after judging it with the user's own names as guesses. */
export async function passwordFor(
  db: Db,
  viewer: Viewer,
  pepper: string,
  id: string,
  password: string,
): Promise<Changes> {
  if (id === viewer.userId) requirePerson(viewer);
  const [user] = await db.select().from(table).where(eq(table.id, id));
  if (!user) throw notFound('user', id);
  return newPassword(pepper, user, password);
}

/** The changes that give a user a new password; INVALID_INPUT when it is weak. */
export async function newPassword(pepper: string, user: User, password: string): Promise<Changes> {
  if (user.serviceAccount) throw conflict('A service account has no password.');
  await requireStrongPassword('password', password, [user.username, user.name, user.publicName, user.emailAddress]);
  return { passwordHash: await hashPassword(pepper, password) };
}

const clashes = { users_usernameKey_unique: 'username', users_emailAddressKey_unique: 'email_address' };

const standing = ({ role_id, super_admin, enabled }: Standing): Changes => ({
  ...(role_id == null ? {} : { roleId: role_id }),
  ...(super_admin == null ? {} : { superAdmin: super_admin }),
  ...(enabled == null ? {} : { enabled }),
});

async function requireGrantable(tx: Db, viewer: Viewer, { role_id, super_admin }: Standing): Promise<void> {
  if (super_admin != null && !viewer.superAdmin) throw forbidden('Only a super admin may send `super_admin`.');
  if (role_id != null) await roles.requireAssignable(tx, viewer, role_id);
}

/** Changes of standing run one after the other, so what is counted here stays true until the commit. */
async function requireSuperAdminLeft(tx: Db, before: User, changes: Changes): Promise<void> {
  const { superAdmin, enabled } = { ...before, ...changes };
  if (!before.superAdmin || !before.enabled || (superAdmin && enabled)) return;
  const others = and(eq(table.superAdmin, true), eq(table.enabled, true), ne(table.id, before.id));
  const [other] = await tx.select({ id: table.id }).from(table).where(others).limit(1);
  if (!other) throw conflict('The last enabled super admin can be neither disabled nor demoted.');
}

/** Signs the user out everywhere, except in the browser that makes the change. */
async function endSessions(tx: Db, actor: logs.Actor, userId: string): Promise<void> {
  const own =
    typeof actor === 'object' && actor.credential.kind === 'session' ? ne(sessions.id, actor.credential.id) : undefined;
  await tx.delete(sessions).where(and(eq(sessions.userId, userId), own));
  await links.withdraw(tx, userId);
}

const facts = (user: User) => ({
  name: user.name,
  public_name: user.publicName,
  username: user.username,
  email_address: user.emailAddress,
  mobile_number: user.mobileNumber,
  language: user.language,
  role_id: user.roleId,
  super_admin: user.superAdmin,
  enabled: user.enabled,
});
