/**
 * Shrinking a token to the permissions that it uses. The others become latent: removed from its cap, but easily restored. A
 * permission that no request used decided nothing, so everything that the token did in the examined time still works.
 */
import { eq, sql } from 'drizzle-orm';
import { personalAccessTokens as table } from '../../../schema/tokens.ts';
import { users } from '../../../schema/users.ts';
import type { Db } from '../../db/database.ts';
import { everyPermission, isPermission, lacking, type Permission } from '../access/permissions.ts';
import type { SchemaFacts } from '../access/schema-facts.ts';
import { capOf, isForAnalysis, type LockedViewer, requireSession, type Viewer } from '../access/viewer.ts';
import * as logs from '../audit/record.ts';
import { conflict, invalid, limited, notFound } from '../base/errors.ts';
import { because } from '../base/reasons.ts';
import { filled } from '../base/sentences.ts';
import { transact } from '../base/transact.ts';
import { refusingEscalations } from '../reach/refuse-escalations.ts';
import { firstDay } from '../usage/counts.ts';
import type { UsageWriters } from '../usage/processes.ts';
import { usesOf } from '../usage/report.ts';
import * as events from '../webhooks/events.ts';
import { permissionsOfSet } from './cap.ts';
import { lockKeyForToken, requireChangeable, type Token } from './find-token.ts';
import { restorePermissions } from './latent-permissions.ts';
import { endGrants } from './loosened-limits.ts';
import * as policies from './policy.ts';

export interface Suggestion {
  latent: Permission[];
  kept: Permission[];
  since: Date;
  warnings: ShrinkWarning[];
  usedMethods: string[];
  unusedMethods: string[];
}

const usualDays = 90;

/** What shrinking the viewer's own token, or with READ_PERSONAL_ACCESS_TOKEN any, would do. Errors: NOT_FOUND, INVALID_INPUT. */
export async function suggest(
  db: Db,
  viewer: Viewer,
  { rootFields }: SchemaFacts,
  writers: UsageWriters,
  id: string,
  days: number,
): Promise<Suggestion> {
  const day = await firstDay(db, days, 'unused_for_days');
  const [found] = await db
    .select({ token: table, superAdmin: users.superAdmin })
    .from(table)
    .innerJoin(users, eq(users.id, table.userId))
    .where(eq(table.id, id));
  const own = found?.token.userId === viewer.userId && (!isForAnalysis(viewer) || id === viewer.credential.id);
  const seen = found && (own || viewer.permissions.use('READ_PERSONAL_ACCESS_TOKEN'));
  if (!seen) throw notFound('personal access token', id);
  const { token, superAdmin } = found;
  const isWritten = await writers.writeAll();
  const [uses] = await usesOf(db, [id], day);
  const used = new Set(uses?.permissions.map(({ name }) => name));
  const called = new Set(uses?.methods.map(({ name }) => name));
  const cap = await capNow(db, token);
  const forTokens = rootFields.filter(({ personal }) => !personal);
  const callable = token.methods ?? forTokens.map(({ name }) => name);
  const since = uses?.since ?? token.countedSince;
  return {
    latent: cap.filter((permission) => !used.has(permission)),
    kept: cap.filter((permission) => used.has(permission)),
    since,
    warnings: warningsOf(token, { since, day, superAdmin, isWritten, isUsed: called.size > 0 }),
    usedMethods: callable.filter((name) => called.has(name)),
    unusedMethods: callable.filter((name) => !called.has(name)),
  };
}

interface WarningInputs {
  since: Date;
  day: string;
  superAdmin: boolean;
  isWritten: boolean;
  isUsed: boolean;
}

export const shrinkWarnings = {
  COUNTED_SINCE: 'Uses are counted only since {counted_since}: rarer uses may be missing.',
  UNUSED: 'The token was not used in that time. Revoke it instead of shrinking it.',
  NOT_ALL_WRITTEN: 'A process of the server did not respond: uses of the last seconds may be missing.',
  SUPER_ADMIN: 'The token loses what only super admins may do, even if it was used.',
};

export type ShrinkWarning = keyof typeof shrinkWarnings;

function warningsOf(token: Token, { since, day, superAdmin, isWritten, isUsed }: WarningInputs): ShrinkWarning[] {
  const { type, permissionSetId, permissions, issuerPermissions, allowedResources } = token;
  const uncapped = type === 'USER' && !permissionSetId && !permissions && !issuerPermissions && !allowedResources;
  const isShrunk = token.latentPermissions !== null;
  return [
    ...(dayOf(since) > day ? (['COUNTED_SINCE'] as const) : []),
    ...(isUsed ? [] : (['UNUSED'] as const)),
    ...(isWritten ? [] : (['NOT_ALL_WRITTEN'] as const)),
    ...(superAdmin && uncapped && !isShrunk ? (['SUPER_ADMIN'] as const) : []),
  ];
}

const dayOf = (instant: Date) => instant.toISOString().slice(0, 10);

export const warningOf = ({ since }: Suggestion, warning: ShrinkWarning) =>
  filled(shrinkWarnings[warning], { counted_since: dayOf(since) });

/** The cap of the token without its latent permissions and those granted only to it, regardless of its owner. */
async function capNow(db: Db, token: Token): Promise<Permission[]> {
  const setPermissions = token.permissionSetId === null ? null : await permissionsOfSet(db, token.permissionSetId);
  const cap = capOf({ ...token, setPermissions, added: [] }) ?? everyPermission;
  return [...cap].filter((permission) => !token.latentPermissions?.includes(permission));
}

export interface ShrinkInput {
  unused_for_days?: number | null;
  /** Makes exactly these latent instead of the unused ones. */
  permissions?: readonly Permission[] | null;
}

/**
 * Makes the unused permissions of the token latent, or those given. Shrinking again adds to them. Errors: FORBIDDEN with a token
 * and for other users' tokens that may do more than the viewer, NOT_FOUND, INVALID_INPUT, CONFLICT when the token is revoked or
 * nothing would be taken off or left, LIMITED when a server process does not write its counts.
 */
export async function shrink(
  db: Db,
  viewer: Viewer,
  writers: UsageWriters,
  id: string,
  input: ShrinkInput,
): Promise<void> {
  requireSession(viewer);
  const { permissions: named } = input;
  if (named && input.unused_for_days != null)
    throw invalid('permissions', 'cannot be combined with `unused_for_days`.');
  const day = await firstDay(db, input.unused_for_days ?? usualDays, 'unused_for_days');
  // Must be outside of the transaction, which occupies the only connection of an embedded database.
  if (!named && !(await writers.writeAll())) throw limited(because('USES_NOT_WRITTEN'));
  const work = async (tx: Db, viewer: LockedViewer) => {
    const { token } = await requireChangeable(tx, viewer, id);
    const cap = await capNow(tx, token);
    const taken = named ? requireWithinCap(token, cap, named) : await unusedOf(tx, token, cap, day);
    if (taken.length === 0) throw conflict(because('NOTHING_TAKEN'));
    if (taken.length === cap.length) throw conflict(because('NOTHING_LEFT'));
    await makeLatent(tx, viewer, token, taken);
  };
  await transact(db, viewer, work, await lockKeyForToken(db, id));
}

function requireWithinCap({ latentPermissions }: Token, cap: readonly Permission[], named: readonly Permission[]) {
  const beyond = lacking(named, new Set([...cap, ...(latentPermissions ?? []).filter(isPermission)]));
  if (beyond.length > 0) throw invalid('permissions', `must be what the token is capped to: not ${beyond.join(', ')}.`);
  return cap.filter((permission) => named.includes(permission));
}

async function unusedOf(tx: Db, { id }: Token, cap: readonly Permission[], day: string): Promise<Permission[]> {
  const [uses] = await usesOf(tx, [id], day);
  return cap.filter((permission) => !uses?.permissions.some(({ name }) => name === permission));
}

/** More permissions are only counted in the message of the log entry. */
const mostNamed = 5;

async function makeLatent(tx: Db, viewer: Viewer, token: Token, taken: readonly Permission[]): Promise<void> {
  const { id, name, latentPermissions: before } = token;
  const { restoreLatentWithinDays: days } = await policies.read(tx);
  const latentPermissions = [...(before ?? []), ...taken];
  await tx
    .update(table)
    .set({
      id,
      latentPermissions,
      shrunkAt: sql`clock_timestamp()`,
      latentUntil: days === null ? null : sql`clock_timestamp() + make_interval(days => ${days}::int)`,
      latentNeedToldAt: null,
    })
    .where(eq(table.id, id));
  // The values of the entry list all of them.
  const what = taken.length <= mostNamed ? taken.join(', ') : `${taken.length} permissions`;
  const message = `Personal access token ${name} was shrunk by ${what}.`;
  const change = { previous: { latent_permissions: before }, current: { latent_permissions: latentPermissions } };
  await logs.record(tx, viewer, { type: 'UPDATED', entity: 'PersonalAccessToken', id, message, ...change });
  await events.ofTokens(tx, 'token.changed', [id], { permissions: taken });
}

/**
 * Restores the latent permissions of a token, or those of them that are given; others are ignored. Errors: FORBIDDEN with a token
 * and for other users' tokens that may do more than the viewer, NOT_FOUND, CONFLICT when revoked.
 */
export async function restore(
  db: Db,
  viewer: Viewer,
  schemaFacts: SchemaFacts,
  id: string,
  permissions: readonly Permission[] | null | undefined,
): Promise<void> {
  requireSession(viewer);
  const work = async (tx: Db, viewer: LockedViewer) => {
    const { token } = await requireChangeable(tx, viewer, id);
    const latent = (token.latentPermissions ?? []).filter(isPermission);
    const back = permissions ? latent.filter((permission) => permissions.includes(permission)) : latent;
    if (back.length === 0) return { id };
    await restorePermissions(tx, viewer, token, back);
    await endGrants(tx, viewer, id);
    return { id };
  };
  const guarded = (tx: Db, viewer: LockedViewer) =>
    refusingEscalations(tx, schemaFacts, 'TOKEN', id, () => work(tx, viewer));
  await transact(db, viewer, guarded, await lockKeyForToken(db, id));
}
