/** Editing a token: its name, description, expiry, cap and operations; never its secret or type. */
import { isDeepStrictEqual } from 'node:util';
import { and, eq, isNull, ne } from 'drizzle-orm';
import { personalAccessTokens as table } from '../../../schema/tokens.ts';
import { timeOf } from '../../db/clock.ts';
import type { Db } from '../../db/database.ts';
import type { Permission } from '../access/permissions.ts';
import type { SchemaFacts } from '../access/schema-facts.ts';
import { type LockedViewer, requireSession, type Viewer } from '../access/viewer.ts';
import * as logs from '../audit/record.ts';
import { conflict, invalid } from '../base/errors.ts';
import { foldName, requireName } from '../base/names.ts';
import { because } from '../base/reasons.ts';
import type { TokenType } from '../base/secrets.ts';
import { transact } from '../base/transact.ts';
import { refusingEscalations } from '../reach/refuse-escalations.ts';
import * as events from '../webhooks/events.ts';
import { givesCap, type Owner, type RequestedCap, requireCap, requireWithin, requireWithinIssuer } from './cap.ts';
import { type ExpiryInput, requireExpiry } from './expiry.ts';
import { capOfRow, lockKeyForToken, loggedColumns, notShrunk, requireChangeable, type Token } from './find-token.ts';
import { checkedDescription } from './issue.ts';
import { editedLimits, type LimitChanges } from './limits/limits.ts';
import { endGrants, isLoosened, limitsOf } from './loosened-limits.ts';
import * as operations from './operations.ts';
import * as policies from './policy.ts';

export interface EditInput extends ExpiryInput, LimitChanges {
  name?: string | null;
  description?: string | null;
  unset_expires_at?: boolean | null;
  permission_set_id?: string | null;
  permissions?: readonly Permission[] | null;
  methods?: readonly string[] | null;
  /** Removes the permission set or the listed permissions: then the token may do whatever its owner may. */
  unset_permissions?: boolean | null;
  unset_methods?: boolean | null;
  operations?: readonly operations.Operation[] | null;
  unset_operations?: boolean | null;
  /** The last four characters of the secret that `latchkey apply` has delivered. */
  secret_delivered?: string | null;
}

/**
 * Edits a token. Loosening a limit ends what was granted only to the token. Errors: FORBIDDEN with a token and for other users'
 * tokens that may do more than the viewer, NOT_FOUND, INVALID_INPUT, CONFLICT (name taken, token revoked, secret replaced).
 */
export async function edit(
  db: Db,
  viewer: Viewer,
  schemaFacts: SchemaFacts,
  id: string,
  input: EditInput,
): Promise<void> {
  requireSession(viewer);
  const work = async (tx: Db, viewer: LockedViewer) => {
    const { token: before, owner } = await requireChangeable(tx, viewer, id);
    const held = await operations.ofToken(tx, id);
    const bound = editedOperations(before, held, input);
    const given = await editedCap(tx, schemaFacts, owner, before, input);
    const needed = givesCap(input)
      ? {}
      : await neededCap(tx, schemaFacts, owner, { ...capOfRow(before), ...given }, held, input);
    const cap = { ...given, ...needed };
    const was = capOfRow(before);
    await requireWithin(tx, viewer, owner, id, { ...was, ...cap });
    requireWithinIssuer(cap.permissions ?? null, was.issuerPermissions);
    // A new cap has no latent permissions.
    const latency = 'permissions' in cap ? notShrunk : {};
    const changes = {
      ...delivered(before, input),
      ...cap,
      ...latency,
      ...(await editedTexts(tx, before, input)),
      ...(await editedExpiry(tx, before, input, Object.keys(cap).length > 0 || bound !== held)),
    };
    const [after] = await tx
      .update(table)
      .set({ ...changes, operationsHash: operations.fingerprintOf(bound), id })
      .where(eq(table.id, id))
      .returning();
    if (bound !== held) await operations.replace(tx, id, bound);
    const loosened = isLoosened(await limitsOf(tx, before, held), await limitsOf(tx, after as Token, bound));
    if (loosened) await endGrants(tx, viewer, id);
    const change = { previous: loggedColumns(before, held), current: loggedColumns(after as Token, bound) };
    const message = `Personal access token ${before.name} was changed.`;
    await logs.record(tx, viewer, { type: 'UPDATED', entity: 'PersonalAccessToken', id, message, ...change });
    await events.ofTokens(tx, 'token.changed', [id]);
    return { id };
  };
  const guarded = (tx: Db, viewer: LockedViewer) =>
    refusingEscalations(tx, schemaFacts, 'TOKEN', id, () => work(tx, viewer));
  await transact(db, viewer, guarded, await lockKeyForToken(db, id));
}

/** The secret may have been replaced since by another one, which is not delivered yet. */
function delivered({ lastFour }: Token, { secret_delivered }: EditInput) {
  if (secret_delivered == null) return {};
  if (secret_delivered !== lastFour) throw conflict(because('SECRET_REPLACED'), 'secret_delivered');
  return { awaitsDelivery: false };
}

async function editedCap(
  tx: Db,
  schemaFacts: SchemaFacts,
  owner: Owner,
  before: Token,
  input: EditInput,
): Promise<Partial<RequestedCap>> {
  const type = before.type as TokenType;
  const asked = givesCap(input)
    ? await requireCap(tx, schemaFacts, owner, { ...input, type: 'USER', operations: null }, before.permissions)
    : { permissionSetId: null, permissions: null, methods: null };
  const limits = editedLimits(input);
  if (type !== 'USER' && (asked.permissionSetId || asked.permissions || asked.methods))
    throw invalid('permissions', `cannot be changed on a token of type ${type}.`);
  const replaced = asked.permissionSetId !== null || asked.permissions !== null || input.unset_permissions;
  return {
    ...(replaced ? { permissionSetId: asked.permissionSetId, permissions: asked.permissions } : {}),
    ...(asked.methods || input.unset_methods ? { methods: asked.methods } : {}),
    ...limits,
  };
}

/** The operations after the edit; `held` itself where they do not change. */
function editedOperations(
  before: Token,
  held: readonly operations.Operation[],
  { operations: asked, unset_operations }: EditInput,
): readonly operations.Operation[] {
  if (asked == null) return unset_operations ? [] : held;
  if (unset_operations) throw invalid('unset_operations', 'and `operations` cannot both be given.');
  if (before.type !== 'USER') throw invalid('operations', `is not for tokens of type ${before.type}.`);
  operations.requireOperations(asked);
  return asked;
}

/** New operations set the cap to what they need (if known), where there is none or the one that the previous operations needed. */
async function neededCap(
  tx: Db,
  schemaFacts: SchemaFacts,
  owner: Owner,
  { permissionSetId, permissions, methods }: RequestedCap,
  held: readonly operations.Operation[],
  { operations: asked }: EditInput,
): Promise<Partial<RequestedCap>> {
  const uncapped = permissionSetId === null && permissions === null && methods === null;
  const brought = permissionSetId === null && isDeepStrictEqual({ permissions, methods }, schemaFacts.needsOf(held));
  if (!asked || !schemaFacts.needsOf(asked) || !(uncapped || brought)) return {};
  const needed = await requireCap(tx, schemaFacts, owner, { operations: asked }, permissions);
  return { permissions: needed.permissions, methods: needed.methods };
}

async function editedTexts(tx: Db, before: Token, { name: given, description }: EditInput) {
  const texts = description == null ? {} : { description: checkedDescription(description) };
  if (given == null) return texts;
  const name = requireName('name', given);
  const nameKey = foldName(name);
  const same = and(
    eq(table.userId, before.userId),
    eq(table.nameKey, nameKey),
    isNull(table.revokedAt),
    ne(table.id, before.id),
  );
  const [taken] = await tx.select({ id: table.id }).from(table).where(same);
  if (taken) throw conflict(because('TOKEN_NAME_TAKEN'), 'name');
  return { ...texts, name, nameKey };
}

/** The policy's longest lifetime applies to edits of the expiry or the limits, not to those of only name or description. */
async function editedExpiry(tx: Db, before: Token, input: EditInput, isRelimited: boolean) {
  const asked = input.expires_at || input.expires_on || input.unset_expires_at;
  if (!asked && !isRelimited) return {};
  const [policy, now] = [await policies.read(tx), await timeOf(tx)];
  if (!asked) {
    const over = before.expiresAt !== null && before.expiresAt <= now;
    if (!over) requireExpiry(policy, { expires_at: before.expiresAt }, now);
    return {};
  }
  return {
    expiresAt: requireExpiry(policy, input.unset_expires_at ? {} : input, now),
    expiryWarnedAt: null,
    expiryToldAt: null,
    expiringEventAt: null,
    expiredEventAt: null,
  };
}
