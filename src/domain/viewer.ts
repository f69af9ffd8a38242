/**
 * Who is asking: a credential becomes a viewer with the permissions it has at this moment, or nobody.
 * Nothing is remembered between requests, so revoking and disabling work at once.
 */
import { and, eq, gt, isNull, or, sql } from 'drizzle-orm';
import { personalAccessTokens } from '../../schema/tokens.ts';
import { roles } from '../../schema/roles.ts';
import { sessions } from '../../schema/sessions.ts';
import { users } from '../../schema/users.ts';
import type { Db } from '../db/open.ts';
import { forbidden, unauthenticated } from './errors.ts';
import { everyPermission, isPermission, lacking, type Permission } from './permissions.ts';
import { hashSecret, isTokenShaped } from './secrets.ts';

export interface Credential {
  kind: 'token' | 'session' | 'operator';
  /** The id of the token's or session's row. */
  id: string;
  expiresAt: Date | null;
}

export interface Viewer {
  userId: string;
  username: string;
  superAdmin: boolean;
  /** What the owner may do now, less what the credential is capped to. */
  permissions: ReadonlySet<Permission>;
  credential: Credential;
}

const held = {
  userId: users.id,
  username: users.username,
  superAdmin: users.superAdmin,
  granted: roles.appliedPermissions,
};

// The database's clock decides what has expired: it is the one clock all processes share.
const liveToken = and(
  isNull(personalAccessTokens.revokedAt),
  or(isNull(personalAccessTokens.expiresAt), gt(personalAccessTokens.expiresAt, sql`clock_timestamp()`)),
  eq(users.enabled, true),
);

/** A session ends after twelve hours without use, or thirty days after sign-in. */
export const sessionIdle = sql`interval '12 hours'`;

const liveSession = and(
  gt(sessions.expiresAt, sql`clock_timestamp()`),
  gt(sessions.lastSeenAt, sql`clock_timestamp() - ${sessionIdle}`),
  eq(users.enabled, true),
);

const tokenByHash = perDatabase((db) =>
  db
    .select({ ...held, id: personalAccessTokens.id, expiresAt: personalAccessTokens.expiresAt })
    .from(personalAccessTokens)
    .innerJoin(users, eq(users.id, personalAccessTokens.userId))
    .leftJoin(roles, eq(roles.id, users.roleId))
    .where(and(eq(personalAccessTokens.secretHash, sql.placeholder('hash')), liveToken))
    .prepare('viewer_of_token'),
);

const sessionByHash = perDatabase((db) =>
  db
    .select({ ...held, id: sessions.id, lastSeenAt: sessions.lastSeenAt })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .leftJoin(roles, eq(roles.id, users.roleId))
    .where(and(eq(sessions.secretHash, sql.placeholder('hash')), liveSession))
    .prepare('viewer_of_session'),
);

/** The viewer a token stands for; null when it is malformed, unknown, expired, revoked or its owner disabled. */
export async function ofToken(db: Db, secret: string): Promise<Viewer | null> {
  if (!isTokenShaped(secret)) return null;
  const [row] = await tokenByHash(db).execute({ hash: hashSecret(secret) });
  return row ? viewer(row, { kind: 'token', id: row.id, expiresAt: row.expiresAt }) : null;
}

/** The viewer a browser session stands for, by its cookie. */
export async function ofSession(db: Db, secret: string): Promise<Viewer | null> {
  const [row] = await sessionByHash(db).execute({ hash: hashSecret(secret) });
  if (!row) return null;
  if (Date.now() - row.lastSeenAt.getTime() > 60_000) await touch(db, row.id);
  return viewer(row, { kind: 'session', id: row.id, expiresAt: null });
}

const touch = (db: Db, id: string) =>
  db.update(sessions).set({ lastSeenAt: sql`clock_timestamp()` }).where(eq(sessions.id, id));

/**
 * Reads the viewer's credential again inside a transaction and locks it, so that nothing is committed on a credential
 * that was revoked, or on a permission that was taken, after it was first read.
 */
export async function confirm(tx: Db, viewer: Viewer): Promise<Viewer> {
  const fresh = await reread(tx, viewer);
  if (!fresh) throw unauthenticated();
  const lost = lacking(viewer.permissions, fresh.permissions);
  if (lost.length > 0) throw forbidden('Your permissions have just changed. Try again.', lost);
  return fresh;
}

async function reread(tx: Db, { credential }: Viewer): Promise<Viewer | null> {
  const [row] = credential.kind === 'token' ? await lockToken(tx, credential.id) : await lockSession(tx, credential.id);
  if (!row) return null;
  // A statement of its own, after the first has its locks: it sees the role as it is now, and holds it so.
  const role = tx.select({ granted: roles.appliedPermissions }).from(roles);
  const [held] = row.roleId === null ? [] : await role.where(eq(roles.id, row.roleId)).for('share');
  return viewer({ ...row, granted: held?.granted ?? null }, credential);
}

const account = { userId: users.id, username: users.username, superAdmin: users.superAdmin, roleId: users.roleId };

const lockToken = (tx: Db, id: string) =>
  tx
    .select({ ...account, id: personalAccessTokens.id })
    .from(personalAccessTokens)
    .innerJoin(users, eq(users.id, personalAccessTokens.userId))
    .where(and(eq(personalAccessTokens.id, id), liveToken))
    .for('share');

const lockSession = (tx: Db, id: string) =>
  tx
    .select({ ...account, id: sessions.id })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(eq(sessions.id, id), liveSession))
    .for('share');

interface Held {
  userId: string;
  username: string;
  superAdmin: boolean;
  granted: string[] | null;
  id: string;
}

/** What an account may do: everything as super admin, else what its role grants. */
export const grantedTo = (superAdmin: boolean, granted: readonly string[] | null): ReadonlySet<Permission> =>
  superAdmin ? everyPermission : new Set((granted ?? []).filter(isPermission));

const viewer = ({ userId, username, superAdmin, granted }: Held, credential: Credential): Viewer => ({
  userId,
  username,
  superAdmin,
  permissions: grantedTo(superAdmin, granted),
  credential,
});

/** Builds a prepared statement once for each database. */
function perDatabase<T>(prepare: (db: Db) => T): (db: Db) => T {
  const prepared = new WeakMap<Db, T>();
  return (db) => {
    const known = prepared.get(db) ?? prepare(db);
    prepared.set(db, known);
    return known;
  };
}

/** Refuses tokens: what decides over credentials and over one's own account needs a person who signed in. */
export function requirePerson({ credential }: Viewer): void {
  if (credential.kind === 'token')
    throw forbidden('A token never manages tokens, passwords, sessions or its own owner. Sign in to do this.');
}
