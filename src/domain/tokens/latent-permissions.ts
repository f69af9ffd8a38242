/**
 * Reacts to requests that needed latent permissions of their token. Within the time set by the policy, these are restored.
 * Later, the request received less or was refused, which is recorded in the log and emailed to the owner, each once a day.
 */
import { and, eq, gt, inArray, isNull, lt, or, sql } from 'drizzle-orm';
import { logs as logTable } from '../../../schema/logs.ts';
import { personalAccessTokens as table } from '../../../schema/tokens.ts';
import { users } from '../../../schema/users.ts';
import type { Db } from '../../db/database.ts';
import { lockForChange } from '../../db/fair-locks.ts';
import type { Permission } from '../access/permissions.ts';
import type { Viewer } from '../access/viewer.ts';
import * as logs from '../audit/record.ts';
import { takeLock, transactAsSystem } from '../base/transaction.ts';
import { wantsEmail } from '../mail/notifications.ts';
import * as outbox from '../outbox/outbox.ts';
import * as events from '../webhooks/events.ts';
import { notShrunk, type Token } from './find-token.ts';

/** Called when a request that needed latent permissions has finished, before it is answered. */
export async function reportLatentUse(db: Db, mailed: boolean, viewer: Viewer, ip: string): Promise<void> {
  const permissions = [...viewer.credential.used.latent];
  if (viewer.latentHeld) await restoreUsed(db, mailed, viewer, permissions);
  else await reportRefused(db, mailed, viewer, permissions, ip);
}

function restoreUsed(db: Db, mailed: boolean, viewer: Viewer, used: readonly Permission[]): Promise<void> {
  const { id } = viewer.credential;
  return transactAsSystem(db, async (tx) => {
    await lockForChange(tx, 'token', [id]);
    const [token] = await tx.select().from(table).where(eq(table.id, id)).for('update');
    const permissions = used.filter((permission) => token?.latentPermissions?.includes(permission));
    if (!token || permissions.length === 0) return;
    await restorePermissions(tx, viewer, token, permissions);
    if (mailed) await outbox.add(tx, 'LATENT_PERMISSIONS_RESTORED', { tokenId: id, permissions });
  });
}

/** Removes permissions from the latent ones of a token, so that they count again. The caller has locked the token. */
export async function restorePermissions(
  tx: Db,
  actor: Viewer,
  token: Token,
  permissions: readonly Permission[],
): Promise<void> {
  const { id, latentPermissions: before } = token;
  const left = (before ?? []).filter((permission) => !permissions.includes(permission as Permission));
  const latency = left.length === 0 ? notShrunk : { latentPermissions: left };
  await tx
    .update(table)
    .set({ id, ...latency, latentNeedToldAt: null })
    .where(eq(table.id, id));
  const message = `${permissions.join(', ')} was restored to personal access token ${token.name}.`;
  const change = {
    previous: { latent_permissions: before },
    current: { latent_permissions: latency.latentPermissions },
  };
  await logs.record(tx, actor, { type: 'UPDATED', entity: 'PersonalAccessToken', id, message, ...change });
  await events.ofTokens(tx, 'token.changed', [id], { permissions });
}

async function reportRefused(
  db: Db,
  mailed: boolean,
  viewer: Viewer,
  needed: readonly Permission[],
  ip: string,
): Promise<void> {
  const { id } = viewer.credential;
  const messages = new Map(
    needed.map((permission) => [`${permission} was needed, which the token was shrunk by.`, permission]),
  );
  const today = and(
    eq(logTable.loggableType, 'PersonalAccessToken'),
    eq(logTable.loggableId, id),
    inArray(logTable.message, [...messages.keys()]),
    gt(logTable.createdAt, sql`clock_timestamp() - interval '1 day'`),
  );
  const written = (on: Db) => on.select({ message: logTable.message }).from(logTable).where(today);
  // Checked first without a lock, so that a program that repeats its request does not delay others.
  if (new Set((await written(db)).map(({ message }) => message)).size === messages.size) return;
  await transactAsSystem(db, async (tx) => {
    await takeLock(tx, `need of token ${id}`);
    const known = (await written(tx)).map(({ message }) => message);
    const unknown = [...messages].filter(([message]) => !known.includes(message));
    for (const [message, permission] of unknown) {
      const current = { latent_permission: permission, ip };
      await logs.record(tx, viewer, { type: 'OTHER', entity: 'PersonalAccessToken', id, message, current });
    }
    const refused = unknown.map(([, permission]) => permission);
    if (refused.length > 0) await events.ofTokens(tx, 'token.denied', [id], { permissions: refused });
    if (!mailed) return;
    const quiet = or(
      isNull(table.latentNeedToldAt),
      lt(table.latentNeedToldAt, sql`clock_timestamp() - interval '1 day'`),
    );
    const owner = and(eq(users.id, viewer.userId), wantsEmail('LATENT_PERMISSIONS_NEEDED'));
    const wanted = sql`exists (select 1 from ${users} where ${owner})`;
    const [token] = await tx
      .update(table)
      .set({ id, latentNeedToldAt: sql`clock_timestamp()` })
      .where(and(eq(table.id, id), quiet, wanted))
      .returning({ id: table.id });
    if (token) await outbox.add(tx, 'LATENT_PERMISSIONS_NEEDED', { tokenId: id, permissions: needed });
  });
}
