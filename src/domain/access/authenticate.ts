/** Finds the viewer for a secret. Each request reads the database, so that revoking and disabling take effect at once. */
import { and, eq, gt, inArray, or, sql } from 'drizzle-orm';
import { permissionSets } from '../../../schema/permission-sets.ts';
import { roles } from '../../../schema/roles.ts';
import { sessions } from '../../../schema/sessions.ts';
import { personalAccessTokens as tokens } from '../../../schema/tokens.ts';
import { users } from '../../../schema/users.ts';
import type { Db } from '../../db/database.ts';
import { lockShared } from '../../db/fair-locks.ts';
import { hasReplica } from '../../db/for-request.ts';
import { lastWriteOf, noLastWrite } from '../../db/last-writes.ts';
import { preparedSelect } from '../../db/prepared-select.ts';
import { sharedLookup } from '../../db/shared-lookup.ts';
import { forbidden, unauthenticated } from '../base/errors.ts';
import { because } from '../base/reasons.ts';
import { hashSecret, isTokenShaped } from '../base/secrets.ts';
import { requireAdmitted, rulesInForce } from '../firewall/admission.ts';
import { refusalOfUse } from '../tokens/limits/limits.ts';
import { refuseUse } from '../tokens/limits/refused-use.ts';
import { catalogVersion, ensureCurrent } from './catalog.ts';
import {
  account,
  capColumns,
  checkedColumns,
  endOverlap,
  isValidToken,
  isValue,
  now,
  overlaps,
} from './credential-columns.ts';
import * as grants from './effective-permissions.ts';
import { isOpen } from './open-accounts.ts';
import { mustEnroll } from './second-factor.ts';
import {
  type AccountFacts,
  enrolling,
  type LockedViewer,
  nothingUsed,
  ofSession,
  ofToken,
  operator,
  type Viewer,
  writer,
} from './viewer.ts';

/** What is read with every credential. */
const withCredential = {
  ...account,
  granted: grants.heldBy(users.id, users.roleId),
  onProjects: grants.heldOnProjects(users.id, users.roleId),
  rules: rulesInForce,
  catalog: catalogVersion,
};

/** A session ends when it expires or after twelve hours without use. */
export const isValidSession = and(
  gt(sessions.expiresAt, now),
  gt(sessions.lastSeenAt, sql`${now} - interval '12 hours'`),
);

const seenLongAgo = sql<boolean>`${sessions.lastSeenAt} < ${now} - interval '1 minute'`;

/** Rows of viewers by the hashes of their secrets; only with a replica anybody asks for their last changes. */
function viewersBy<Row>(select: (name: string, more: typeof withoutWrite) => Rows<Row>): Rows<Row> {
  const [plain, withWrites] = [select('viewers', withoutWrite), select('viewers_and_writes', withWrite)];
  return (db, keys) => (hasReplica(db) ? withWrites : plain)(db, keys);
}

type Rows<Row> = (db: Db, keys: readonly string[]) => Promise<Row[]>;
const withoutWrite = { lastWrite: noLastWrite };
const withWrite = { lastWrite: lastWriteOf(users.id) };

const tokenRows = viewersBy((name, more) => {
  const columns = {
    ...withCredential,
    ...capColumns,
    ...checkedColumns,
    ...more,
    setPermissions: permissionSets.permissions,
    id: tokens.id,
    expiresAt: tokens.expiresAt,
    secretHash: tokens.secretHash,
    previousHash: tokens.previousHash,
    overlaps,
  };
  return preparedSelect(`${name}_of_tokens`, columns, fromKey, (db, hashes) =>
    db
      .select(columns)
      .from(tokens)
      .innerJoin(users, eq(users.id, tokens.userId))
      .leftJoin(permissionSets, eq(permissionSets.id, tokens.permissionSetId))
      .where(
        and(
          or(
            inArray(tokens.secretHash, hashes),
            and(inArray(tokens.previousHash, hashes), gt(tokens.previousUntil, now)),
          ),
          isValidToken,
          isOpen,
        ),
      ),
  );
});

const sessionRows = viewersBy((name, more) => {
  const { id, secretHash } = sessions;
  const columns = {
    ...withCredential,
    ...more,
    id,
    secretHash,
    seenLongAgo,
    mustEnroll: mustEnroll(users.id),
  };
  return preparedSelect(`${name}_of_sessions`, columns, fromKey, (db, hashes) =>
    db
      .select(columns)
      .from(sessions)
      .innerJoin(users, eq(users.id, sessions.userId))
      .where(and(inArray(secretHash, hashes), isValidSession, isOpen)),
  );
});

/** By the hash of the current secret, and of the previous one while both are valid. */
const tokenOf = sharedLookup(async (db, keys) => {
  const rows = await tokenRows(db, keys);
  const byHash = new Map(rows.map((row) => [keyOf(row.secretHash), row]));
  for (const row of rows) if (row.overlaps && row.previousHash) byHash.set(keyOf(row.previousHash), row);
  return keys.map((key) => byHash.get(key) ?? null);
});

const sessionOf = sharedLookup(async (db, keys) => {
  const rows = await sessionRows(db, keys);
  const byHash = new Map(rows.map((row) => [keyOf(row.secretHash), row]));
  return keys.map((key) => byHash.get(key) ?? null);
});

const keyOf = (hash: Buffer) => hash.toString('latin1');

function fromKey(key: string): Buffer[] {
  return [Buffer.from(key, 'latin1')];
}

/**
 * The viewer of a token; null: invalid, or its owner is disabled. Errors: FORBIDDEN for an address that the firewall does not
 * admit, and for a use that the token's limits do not allow.
 */
export async function findToken(db: Db, secret: string, ip: string): Promise<Viewer | null> {
  if (!isTokenShaped(secret)) return null;
  const secretHash = hashSecret(secret);
  const row = await tokenOf(db, keyOf(secretHash));
  if (!row) return null;
  requireAdmitted(row.rules, ip);
  await ensureCurrent(db, row.catalog);
  const refusal = refusalOfUse(row, { ip, now: row.now });
  if (refusal) await refuseUse(db, row, ip, refusal);
  if (row.overlaps && row.secretHash.equals(secretHash)) await endOverlap(db, row.id);
  const { id, expiresAt, lastWrite } = row;
  return ofToken(row, row, { kind: 'token', id, expiresAt, secretHash, ip, lastWrite, used: nothingUsed() });
}

/** The viewer of a session; null: it has ended, or its user is disabled. Errors: FORBIDDEN for an address that the firewall does not admit. */
export async function findSession(db: Db, secret: string, ip: string): Promise<Viewer | null> {
  const row = await sessionOf(db, keyOf(hashSecret(secret)));
  if (!row) return null;
  requireAdmitted(row.rules, ip);
  await ensureCurrent(db, row.catalog);
  if (row.seenLongAgo) await db.update(sessions).set({ lastSeenAt: now }).where(eq(sessions.id, row.id));
  const { id, lastWrite } = row;
  const viewer = ofSession(row, { kind: 'session', id, expiresAt: null, ip, lastWrite, used: nothingUsed() });
  return row.mustEnroll ? enrolling(viewer) : viewer;
}

/** Reads the credential again and locks it, so that it cannot be revoked before the commit. Errors: UNAUTHENTICATED, FORBIDDEN. */
export async function confirm(tx: Db, viewer: Viewer): Promise<LockedViewer> {
  const { credential } = viewer;
  // Not a credential that could end, and only the command line makes this viewer.
  if (credential.kind === 'operator') return operator();
  const fresh = credential.kind === 'token' ? await lockToken(tx, viewer) : await lockSession(tx, viewer);
  if (!fresh) throw unauthenticated();
  const lost = [...viewer.permissions].filter((permission) => !fresh.permissions.holds(permission));
  const { methods } = fresh;
  const fewer = methods && [...(viewer.methods ?? ['*'])].some((name) => !methods.has(name));
  const rebound = fresh.boundTo && !viewer.boundTo?.equals(fresh.boundTo);
  if (lost.length > 0 || fewer || rebound) throw forbidden(because('JUST_CHANGED'), lost);
  return fresh;
}

async function lockToken(tx: Db, viewer: Viewer): Promise<LockedViewer | null> {
  const { id, secretHash, ip } = viewer.credential;
  const account = await lockAccount(tx, viewer);
  if (!account) return null;
  const [row] = await tx
    .select({
      ...capColumns,
      ...checkedColumns,
      ...heldNow(account),
      rules: rulesInForce,
      setId: tokens.permissionSetId,
      turn: lockShared('token', tokens.id),
    })
    .from(tokens)
    .where(and(eq(tokens.id, id), secretHash && isValue(secretHash), isValidToken))
    .for('share');
  if (!row) return null;
  requireAdmitted(row.rules, ip);
  const refusal = refusalOfUse(row, { ip, now: row.now });
  if (refusal) throw forbidden(refusal.message);
  const limited = { ...row, setPermissions: await lockSet(tx, row.setId) };
  const { onProjects } = row;
  const token = (granted: string[], added: string[]) =>
    ofToken({ ...account, granted, onProjects }, { ...limited, added }, viewer.credential);
  // A token may use what was granted only to it, but not grant it to others.
  return writer(token(row.granted, row.added), token(row.lasting, []));
}

async function lockSession(tx: Db, viewer: Viewer): Promise<LockedViewer | null> {
  const account = await lockAccount(tx, viewer);
  if (!account) return null;
  const ofViewer = and(eq(sessions.id, viewer.credential.id), isValidSession);
  const columns = { ...heldNow(account), rules: rulesInForce, mustEnroll: mustEnroll(sessions.userId) };
  const [row] = await tx.select(columns).from(sessions).where(ofViewer).for('share');
  if (!row) return null;
  requireAdmitted(row.rules, viewer.credential.ip);
  const { onProjects } = row;
  const session = (granted: string[]) => {
    const whole = ofSession({ ...account, granted, onProjects }, viewer.credential);
    return row.mustEnroll ? enrolling(whole) : whole;
  };
  return writer(session(row.granted), session(row.lasting));
}

type Account = Omit<AccountFacts, 'granted' | 'onProjects'>;

/** Must be read in a statement after those that lock the account and its role, so that neither can change any more. */
function heldNow({ userId, roleId }: Account) {
  const [user, role] = [sql`${userId}::bigint`, sql`${roleId}::bigint`];
  const onProjects = grants.heldOnProjects(user, role);
  return { granted: grants.heldBy(user, role), lasting: grants.lastingOf(user, role), onProjects };
}

/** Locks the account before its credential: disabling a user locks in this order, and the opposite order would deadlock. */
async function lockAccount(tx: Db, { userId }: Viewer): Promise<Account | null> {
  const own = tx.select({ ...account, turn: lockShared('user', users.id) }).from(users);
  const [row] = await own.where(and(eq(users.id, userId), isOpen)).for('share');
  if (!row) return null;
  const { turn, ...standing } = row;
  if (row.roleId !== null) await lockRole(tx, row.roleId);
  return standing;
}

/** Must be a separate statement, after the one that locks the account. */
async function lockRole(tx: Db, id: string): Promise<void> {
  const role = tx.select({ turn: lockShared('role', roles.id) }).from(roles);
  await role.where(eq(roles.id, id)).for('share');
}

async function lockSet(tx: Db, id: string | null): Promise<string[] | null> {
  if (id === null) return null;
  const turn = lockShared('permission set', permissionSets.id);
  const set = tx.select({ permissions: permissionSets.permissions, turn }).from(permissionSets);
  const [held] = await set.where(eq(permissionSets.id, id)).for('share');
  return held?.permissions ?? null;
}
