/** Finds the token that an operation is about: the viewer's own, or another user's with the required permission. */

import { eq } from 'drizzle-orm';
import { personalAccessTokens as table } from '../../../schema/tokens.ts';
import type { Db } from '../../db/database.ts';
import { lockForChange } from '../../db/fair-locks.ts';
import { hidingExistence } from '../access/hide-existence.ts';
import type { Permission } from '../access/permissions.ts';
import type { LockedViewer, Viewer } from '../access/viewer.ts';
import { conflict, forbidden, notFound } from '../base/errors.ts';
import { loggedMark } from '../base/managed-by.ts';
import { because } from '../base/reasons.ts';
import type { TokenType } from '../base/secrets.ts';
import { type Cap, type Owner, requireOwner, requireWithin } from './cap.ts';
import { copiedLimits, loggedLimits } from './limits/limits.ts';
import * as operations from './operations.ts';

export type Token = typeof table.$inferSelect;

/**
 * Finds a token and locks it until the transaction ends. `others` is the permission required for other users' tokens.
 * Errors: FORBIDDEN for viewers who may read the token but lack `others`, otherwise NOT_FOUND.
 */
export async function requireToken(tx: Db, viewer: Viewer, id: string, others: Permission): Promise<Token> {
  await lockForChange(tx, 'token', [id]);
  const [token] = await tx.select().from(table).where(eq(table.id, id)).for('update');
  if (token && (token.userId === viewer.userId || viewer.permissions.use(others))) return token;
  if (token && viewer.permissions.use('READ_PERSONAL_ACCESS_TOKEN'))
    throw forbidden(because('NEEDS_FOR_OTHERS', { permission: others }), [others]);
  throw notFound('personal access token', id);
}

/** Finds and locks a token to change. Errors: CONFLICT (revoked), NOT_FOUND, FORBIDDEN beyond what the writer could grant. */
export async function requireChangeable(
  tx: Db,
  writer: LockedViewer,
  id: string,
): Promise<{ token: Token; owner: Owner }> {
  const token = await requireToken(tx, writer, id, 'UPDATE_PERSONAL_ACCESS_TOKEN');
  const owner = await requireOwner(tx, token.userId);
  await hidingToken(writer, token, async () => {
    if (token.revokedAt) throw conflict(because('REVOKED'));
    await requireWithin(tx, writer, owner, id, capOfRow(token));
  });
  return { token, owner };
}

/** Runs `work`; its refusals become NOT_FOUND for viewers who may not read the token. */
export const hidingToken = <T>(viewer: Viewer, { id, userId }: Token, work: () => Promise<T>): Promise<T> =>
  userId === viewer.userId
    ? work()
    : hidingExistence(viewer, 'READ_PERSONAL_ACCESS_TOKEN', notFound('personal access token', id), work);

/** The lock key for changes to one owner's tokens, so that names stay unique and the number limited. */
export const lockKeyOf = (ownerId: string) => `tokens of ${ownerId}`;

export async function lockKeyForToken(db: Db, id: string): Promise<string> {
  const [token] = await db.select({ userId: table.userId }).from(table).where(eq(table.id, id));
  return lockKeyOf(token?.userId ?? 'nobody');
}

export const capOfRow = (token: Token): Cap => {
  const { permissionSetId, permissions, issuerPermissions, methods, projectId } = token;
  const type = token.type as TokenType;
  return { type, permissionSetId, permissions, issuerPermissions, methods, projectId, ...copiedLimits(token) };
};

export const latentColumnsOf = ({ latentPermissions, shrunkAt, latentUntil }: Token) => ({
  latentPermissions,
  shrunkAt,
  latentUntil,
});

export const notShrunk = { latentPermissions: null, shrunkAt: null, latentUntil: null };

/** The columns of a token that the log keeps: never a secret or its hash. */
export const loggedColumns = (token: Token, bound: readonly operations.Operation[]) => ({
  name: token.name,
  description: token.description,
  user_id: token.userId,
  type: token.type,
  expires_at: token.expiresAt,
  permission_set_id: token.permissionSetId,
  permissions: token.permissions,
  issuer_permissions: token.issuerPermissions,
  latent_permissions: token.latentPermissions,
  methods: token.methods,
  project_id: token.projectId,
  ...loggedLimits(token),
  operations: operations.loggedColumns(bound),
  operations_hash: token.operationsHash?.toString('hex') ?? null,
  ...loggedMark(token),
  ...(token.managedBy === null ? {} : { awaits_delivery: token.awaitsDelivery }),
});
