/** Creates the first super admin, called owner; other operations of the operator at the command line. */
import { and, eq } from 'drizzle-orm';
import { users as table } from '../../../schema/users.ts';
import { timeOf } from '../../db/clock.ts';
import type { Db } from '../../db/database.ts';
import { notFound } from '../base/errors.ts';
import { foldName, requireUsername } from '../base/names.ts';
import { transactAsSystem } from '../base/transaction.ts';
import { hashNew, type PasswordSettings } from '../sign-in/new-passwords.ts';
import * as links from '../sign-in/password-links.ts';
import { hashPassword } from '../sign-in/passwords.ts';
import { insert } from '../tokens/issue.ts';
import * as accounts from './user-rows.ts';

export interface Owner {
  username: string;
  email: string;
  /** Without one, the owner sets it with a one-time link. */
  password: string | undefined;
  /** Whether the password was made at random, which needs no judging. */
  isRandom?: boolean;
  mailed?: boolean;
}

export async function exists(db: Db): Promise<boolean> {
  const [owner] = await db
    .select({ id: table.id })
    .from(table)
    .where(and(eq(table.superAdmin, true), eq(table.enabled, true)))
    .limit(1);
  return owner !== undefined;
}

/** Creates a super admin, and a link to set a password when none was given. Errors: INVALID_INPUT (the password policy, too), CONFLICT. */
export async function create(
  db: Db,
  settings: PasswordSettings,
  { username, email, password, isRandom = false, mailed = false }: Owner,
): Promise<{ id: string; link: links.Link | null }> {
  const name = requireUsername(username);
  const profile = accounts.checked({ name, username: name, public_name: name, email_address: email });
  const named = { username: name, name, publicName: name, emailAddress: email };
  const hash = async (secret: string) =>
    isRandom
      ? hashPassword(settings.pepper, secret)
      : (await hashNew(db, settings, 'OWNER_PASSWORD', secret, named)).passwordHash;
  const passwordHash = password === undefined ? null : await hash(password);
  return transactAsSystem(db, async (tx) => {
    const owner = await accounts.insert(tx, 'operator', { ...profile, superAdmin: true, passwordHash });
    const link = password === undefined ? await links.issue(tx, 'operator', owner, 'SETUP', mailed) : null;
    return { id: owner.id, link };
  });
}

/** The same for the first one; null when another process that started at the same time created it. */
export function createFirst(
  db: Db,
  settings: PasswordSettings,
  owner: Owner,
): Promise<Awaited<ReturnType<typeof create>> | null> {
  return create(db, settings, owner).catch(async (error) => {
    if (await exists(db)) return null;
    throw error;
  });
}

/** Issues a token for the owner's first steps, which expires in a day. Returns its secret. */
export const firstToken = (db: Db, ownerId: string): Promise<string> =>
  transactAsSystem(db, async (tx) => {
    const tomorrow = new Date((await timeOf(tx)).getTime() + 24 * 3600 * 1000);
    return (await insert(tx, 'operator', { userId: ownerId, name: 'First steps', expiresAt: tomorrow })).secret;
  });

/** Creates a link to set a new password, for the operator at the command line. Errors: NOT_FOUND. */
export const resetLink = (db: Db, username: string): Promise<links.Link> =>
  transactAsSystem(db, async (tx) => {
    const [user] = await tx
      .select()
      .from(table)
      .where(eq(table.usernameKey, foldName(username)));
    if (!user) throw notFound('user', username);
    return links.issue(tx, 'operator', user, 'RESET', false);
  });
