/** Issuing tokens, for the viewer or for other users, and copying tokens. The secret is returned once and not stored. */
import { and, eq, isNull } from 'drizzle-orm';
import { personalAccessTokens as table } from '../../../schema/tokens.ts';
import { timeOf } from '../../db/clock.ts';
import type { Db } from '../../db/database.ts';
import { hidingExistence } from '../access/hide-existence.ts';
import type { SchemaFacts } from '../access/schema-facts.ts';
import { type LockedViewer, requireSession, type Viewer } from '../access/viewer.ts';
import * as notes from '../audit/notes.ts';
import * as logs from '../audit/record.ts';
import { conflict, forbidden, invalid, notFound } from '../base/errors.ts';
import { managedBy } from '../base/managed-by.ts';
import { foldName, requireName } from '../base/names.ts';
import { because } from '../base/reasons.ts';
import { fingerprint, hashSecret, newToken, prefixes } from '../base/secrets.ts';
import { transact } from '../base/transact.ts';
import { refusingEscalations } from '../reach/refuse-escalations.ts';
import * as events from '../webhooks/events.ts';
import {
  type Cap,
  type CapInput,
  issuerLimit,
  type Owner,
  requireCap,
  requireOwner,
  requireSoundCap,
  requireStillHeld,
  requireWithin,
  requireWithinIssuer,
} from './cap.ts';
import { type ExpiryInput, requireExpiry } from './expiry.ts';
import {
  capOfRow,
  hidingToken,
  latentColumnsOf,
  lockKeyForToken,
  lockKeyOf,
  loggedColumns,
  requireToken,
  type Token,
} from './find-token.ts';
import * as operations from './operations.ts';
import * as policies from './policy.ts';

export interface IssueInput extends CapInput, ExpiryInput {
  name: string;
  description?: string | null;
  user_id?: string | null;
  note?: notes.NoteInput | null;
  /** The name of the access file that creates it. Its secret then has to be delivered. */
  managed_by?: string | null;
}

export interface Issued {
  id: string;
  secret: string;
}

/**
 * Issues a token for the viewer, or with CREATE_PERSONAL_ACCESS_TOKEN for another user. Errors: FORBIDDEN with a token and for
 * more than the viewer has, NOT_FOUND, INVALID_INPUT, CONFLICT (name taken, too many tokens).
 */
export async function issue(db: Db, viewer: Viewer, schemaFacts: SchemaFacts, input: IssueInput): Promise<Issued> {
  requireSession(viewer);
  const ownerId = input.user_id ?? viewer.userId;
  const work = async (tx: Db, viewer: LockedViewer) => {
    requireMayIssueFor(viewer, ownerId);
    const name = requireName('name', input.name);
    const description = checkedDescription(input.description);
    const expiresAt = requireExpiry(await policies.read(tx), input, await timeOf(tx));
    await requireSoundCap(tx, schemaFacts, input);
    const { owner, cap } = await hidingOwner(viewer, ownerId, () => capFor(tx, schemaFacts, viewer, ownerId, input));
    await requireRoom(tx, owner, name);
    const managed = input.managed_by == null ? {} : { ...managedBy(input.managed_by), awaitsDelivery: true };
    const token = { ...cap, userId: ownerId, name, description, expiresAt, ...managed };
    const issued = await insert(tx, viewer, token, input.operations ?? []);
    await notes.attach(tx, viewer, 'PersonalAccessToken', issued.id, input.note);
    return issued;
  };
  const guarded = (tx: Db, viewer: LockedViewer) =>
    refusingEscalations(tx, schemaFacts, 'TOKEN', null, () => work(tx, viewer));
  return transact(db, viewer, guarded, lockKeyOf(ownerId));
}

async function capFor(tx: Db, schemaFacts: SchemaFacts, writer: LockedViewer, ownerId: string, input: IssueInput) {
  const owner = await requireEnabledOwner(tx, ownerId);
  const asked = { ...(await requireCap(tx, schemaFacts, owner, input)), issuerPermissions: null };
  await requireWithin(tx, writer, owner, null, asked);
  const cap = { ...asked, issuerPermissions: issuerLimit(writer, owner, asked) };
  requireWithinIssuer(cap.permissions, cap.issuerPermissions);
  return { owner, cap };
}

/** Runs `work`; its refusals become NOT_FOUND for viewers who may not read users. */
const hidingOwner = <T>(viewer: Viewer, ownerId: string, work: () => Promise<T>): Promise<T> =>
  ownerId === viewer.userId ? work() : hidingExistence(viewer, 'READ_USER', notFound('user', ownerId), work);

export interface CopyInput extends ExpiryInput {
  name: string;
}

/** Copies owner, cap, latent permissions and operations, not what was granted only to the original. Errors: as of `issue`. */
export async function copy(
  db: Db,
  viewer: Viewer,
  schemaFacts: SchemaFacts,
  id: string,
  input: CopyInput,
): Promise<Issued> {
  requireSession(viewer);
  const name = requireName('name', input.name);
  const work = async (tx: Db, viewer: LockedViewer) => {
    const original = await requireToken(tx, viewer, id, 'CREATE_PERSONAL_ACCESS_TOKEN');
    // The copy shows the limits of the original, so reading is required.
    if (original.userId !== viewer.userId && !viewer.permissions.use('READ_PERSONAL_ACCESS_TOKEN'))
      throw notFound('personal access token', id);
    const copied = capOfRow(original);
    const owner = await hidingToken(viewer, original, async () => {
      const owner = await requireEnabledOwner(tx, original.userId);
      await requireStillHeld(tx, owner, copied);
      await requireWithin(tx, viewer, owner, null, copied);
      return owner;
    });
    const cap = { ...copied, issuerPermissions: issuerLimit(viewer, owner, copied) };
    const wanted = input.expires_at || input.expires_on ? input : { expires_at: original.expiresAt };
    const expiresAt = requireExpiry(await policies.read(tx), wanted, await timeOf(tx));
    await requireRoom(tx, owner, name);
    const { userId, description } = original;
    const token = { ...cap, ...latentColumnsOf(original), userId, name, description, expiresAt };
    return insert(tx, viewer, token, await operations.ofToken(tx, id));
  };
  const guarded = (tx: Db, viewer: LockedViewer) =>
    refusingEscalations(tx, schemaFacts, 'TOKEN', id, () => work(tx, viewer));
  return transact(db, viewer, guarded, await lockKeyForToken(db, id));
}

type NewToken = Partial<Cap & ReturnType<typeof latentColumnsOf>> & {
  userId: string;
  name: string;
  description?: string;
  expiresAt: Date | null;
  managedBy?: string;
  awaitsDelivery?: boolean;
};

/** Inserts a token in the caller's transaction. The caller has checked everything. */
export async function insert(
  tx: Db,
  actor: logs.Actor,
  token: NewToken,
  bound: readonly operations.Operation[] = [],
): Promise<Issued> {
  const secret = newToken(prefixes[token.type ?? 'USER']);
  const made = { nameKey: foldName(token.name), secretHash: hashSecret(secret), ...fingerprint(secret) };
  const operationsHash = operations.fingerprintOf(bound);
  const [row] = await tx
    .insert(table)
    .values({ ...token, ...made, operationsHash })
    .returning();
  const { id, name } = row as Token;
  if (bound.length > 0) await operations.replace(tx, id, bound);
  const message = `Personal access token ${name} was created.`;
  await logs.record(tx, actor, {
    type: 'CREATED',
    entity: 'PersonalAccessToken',
    id,
    message,
    current: loggedColumns(row as Token, bound),
  });
  await events.ofTokens(tx, 'token.created', [id]);
  return { id, secret };
}

function requireMayIssueFor(viewer: Viewer, ownerId: string): void {
  if (ownerId !== viewer.userId && !viewer.permissions.use('CREATE_PERSONAL_ACCESS_TOKEN'))
    throw forbidden(because('NEEDS_FOR_OTHERS', { permission: 'CREATE_PERSONAL_ACCESS_TOKEN' }), [
      'CREATE_PERSONAL_ACCESS_TOKEN',
    ]);
}

async function requireEnabledOwner(tx: Db, ownerId: string): Promise<Owner> {
  const owner = await requireOwner(tx, ownerId);
  if (!owner.enabled) throw invalid('user_id', because('OWNER_DISABLED'));
  return owner;
}

export const longestDescription = 1_000;

export function checkedDescription(description: string | null | undefined): string {
  const text = (description ?? '').trim();
  if (text.length > longestDescription) throw invalid('description', because('TOO_LONG', { most: longestDescription }));
  return text;
}

async function requireRoom(tx: Db, { userId }: Owner, name: string): Promise<void> {
  const { tokensPerUser } = await policies.read(tx);
  const theirs = and(eq(table.userId, userId), isNull(table.revokedAt));
  const kept = await tx.select({ nameKey: table.nameKey }).from(table).where(theirs);
  if (kept.length >= tokensPerUser) throw conflict(because('MOST_TOKENS', { most: tokensPerUser }));
  if (kept.some(({ nameKey }) => nameKey === foldName(name))) throw conflict(because('TOKEN_NAME_TAKEN'), 'name');
}
