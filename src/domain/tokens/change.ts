/** Changing tokens: editing what one may do, and giving one a new secret. The secret is in the answer and nowhere else. */
import { createHash } from 'node:crypto';
import { and, eq, isNull, ne, sql } from 'drizzle-orm';
import { personalAccessTokens as table } from '../../../schema/tokens.ts';
import type { Db } from '../../db/open.ts';
import { requireConfirmed } from '../confirmation.ts';
import { conflict, invalid } from '../errors.ts';
import * as logs from '../logs.ts';
import { foldName, requireName } from '../names.ts';
import type { Permission } from '../permissions.ts';
import { derivedToken, fingerprint, hashSecret, prefixes, randomSecret, type TokenType } from '../secrets.ts';
import * as policies from '../token-policy.ts';
import { transact } from '../transact.ts';
import { requirePerson, type Viewer } from '../viewer.ts';
import { type Cap, requireCap, requireOwner, requireWithin } from './cap.ts';
import { type ExpiryInput, requireExpiry } from './expiry.ts';
import { described, type Issued } from './issue.ts';
import { requireToken, type Token } from './one.ts';

export interface EditInput extends ExpiryInput {
  name?: string | null;
  description?: string | null;
  unset_expires_at?: boolean | null;
  permission_set_id?: string | null;
  permissions?: readonly Permission[] | null;
  methods?: readonly string[] | null;
  allowed_subnets?: readonly string[] | null;
  /** Takes the set or the hand-picked permissions away: then whatever the owner may do. */
  unset_permissions?: boolean | null;
  unset_methods?: boolean | null;
  unset_allowed_subnets?: boolean | null;
  current_password?: string | null;
}

/** Changes a token's name, words, end or cap; never the secret, never the type. The policy is checked again. */
export async function edit(db: Db, viewer: Viewer, pepper: string, id: string, input: EditInput): Promise<void> {
  await requireConfirmed(db, pepper, viewer, input.current_password);
  await transact(db, viewer, async (tx, viewer) => {
    const before = await requireLive(tx, viewer, id);
    const owner = await requireOwner(tx, before.userId);
    const cap = await editedCap(tx, before, input);
    await requireWithin(tx, viewer, owner, { ...capOfRow(before), ...cap });
    const changes = { ...cap, ...(await editedWords(tx, before, input)), ...(await editedExpiry(tx, before, input)) };
    const [after] = await tx
      .update(table)
      .set({ ...changes, id })
      .where(eq(table.id, id))
      .returning();
    const change = { previous: facts(before), current: facts(after as Token) };
    const message = `Personal access token ${before.name} was changed.`;
    await logs.record(tx, viewer, { type: 'UPDATED', entity: 'PersonalAccessToken', id, message, ...change });
  });
}

export interface RegenerateInput extends ExpiryInput {
  overlap_minutes?: number | null;
  idempotency_key?: string | null;
  current_password?: string | null;
}

const mostOverlapMinutes = 7 * 24 * 60;
/** Two regenerations within this are a double click or a race, unless they carry one idempotency key. */
const raceSeconds = 10;
/** For so long a retry with the same key is answered with the same secret. */
const retryHours = 1;

/**
 * Gives a token a new secret and a policy-conform end, under the same id, name and cap; an expired one comes back to
 * life. The old secret dies at once, or with `overlap_minutes` at the first use of the new one or the end of that time.
 */
export async function regenerate(
  db: Db,
  viewer: Viewer,
  pepper: string,
  id: string,
  input: RegenerateInput,
): Promise<Issued> {
  await requireMayRegenerate(db, viewer, pepper, id, input);
  const overlap = input.overlap_minutes ?? 0;
  if (overlap < 0 || overlap > mostOverlapMinutes)
    throw invalid('overlap_minutes', `must be from 0 to ${mostOverlapMinutes}.`);
  const keyHash = input.idempotency_key ? createHash('sha256').update(input.idempotency_key).digest() : null;
  const work = async (tx: Db, viewer: Viewer): Promise<Issued> => {
    const before = await requireLive(tx, viewer, id);
    await requireWithin(tx, viewer, await requireOwner(tx, before.userId), capOfRow(before));
    const again = await answerAgain(tx, pepper, before, keyHash);
    if (again) return again;
    const salt = randomSecret();
    const secret = secretOf(pepper, before, salt);
    const wanted = input.expires_at || input.expires_on ? input : { expires_at: stillAhead(before.expiresAt) };
    const expiresAt = requireExpiry(await policies.read(tx), wanted);
    if (before.expiresAt && !expiresAt)
      throw invalid('expires_at', 'or `expires_on` is required: the token has expired.');
    await tx
      .update(table)
      .set({
        id,
        secretHash: hashSecret(secret),
        ...fingerprint(secret),
        expiresAt,
        previousHash: before.secretHash,
        previousUntil: sql`clock_timestamp() + make_interval(mins => ${overlap}::int)`,
        regeneratedAt: sql`clock_timestamp()`,
        idempotencyKeyHash: keyHash,
        idempotencySalt: salt,
        expiryWarnedAt: null,
        expiryToldAt: null,
        unusedWarnedAt: null,
        deadUseToldAt: null,
      })
      .where(eq(table.id, id));
    const change = {
      previous: { last_four: before.lastFour, expires_at: before.expiresAt },
      current: { ...fingerprint(secret), expires_at: expiresAt },
    };
    const message = `Personal access token ${before.name} was regenerated.`;
    await logs.record(tx, viewer, { type: 'UPDATED', entity: 'PersonalAccessToken', id, message, ...change });
    return { id, secret };
  };
  return transact(db, viewer, work, `token ${id}`);
}

/** A person who confirmed their password, or the token itself where the policy lets tokens rotate themselves. */
async function requireMayRegenerate(
  db: Db,
  viewer: Viewer,
  pepper: string,
  id: string,
  input: RegenerateInput,
): Promise<void> {
  const itself = viewer.credential.kind === 'token' && viewer.credential.id === id;
  if (itself && (await policies.read(db)).tokensMayRotateThemselves) return;
  requirePerson(viewer);
  await requireConfirmed(db, pepper, viewer, input.current_password);
}

/** A retry gets what the first try made; another's try at the same moment is told so. */
async function answerAgain(tx: Db, pepper: string, token: Token, keyHash: Buffer | null): Promise<Issued | null> {
  if (token.regeneratedAt === null || token.idempotencySalt === null) return null;
  const within = (interval: string) => sql`${table.regeneratedAt} > clock_timestamp() - ${interval}::interval`;
  const [recent] = await tx
    .select({
      retry: sql<boolean>`${within(`${retryHours} hours`)}`,
      race: sql<boolean>`${within(`${raceSeconds} seconds`)}`,
    })
    .from(table)
    .where(eq(table.id, token.id));
  const sameKey = keyHash !== null && token.idempotencyKeyHash?.equals(keyHash);
  if (sameKey && recent?.retry) return { id: token.id, secret: secretOf(pepper, token, token.idempotencySalt) };
  if (recent?.race) throw conflict('This token was regenerated a moment ago. Wait ten seconds to do it again.');
  return null;
}

/** The secret comes from our key and a salt kept with the token, so a retry can be answered without storing it. */
const secretOf = (pepper: string, { id, type }: Token, salt: string) =>
  derivedToken(prefixes[type as TokenType], pepper, `regenerated ${id} ${salt}`);

/** An end that is past is no wish for the new secret. */
const stillAhead = (expiresAt: Date | null) => (expiresAt && expiresAt > new Date() ? expiresAt : null);

async function requireLive(tx: Db, viewer: Viewer, id: string): Promise<Token> {
  const token = await requireToken(tx, viewer, id, 'UPDATE_PERSONAL_ACCESS_TOKEN');
  if (token.revokedAt) throw conflict('This token was revoked. Make a new one, or copy it.');
  return token;
}

async function editedCap(tx: Db, before: Token, input: EditInput): Promise<Partial<Cap>> {
  const touched =
    input.permission_set_id != null ||
    input.permissions != null ||
    input.methods != null ||
    input.allowed_subnets != null;
  const owner = await requireOwner(tx, before.userId);
  const type = before.type as TokenType;
  const asked = touched
    ? await requireCap(tx, owner, { ...input, type: 'USER' })
    : { permissionSetId: null, permissions: null, methods: null, allowedSubnets: null };
  if (type !== 'USER' && (asked.permissionSetId || asked.permissions || asked.methods))
    throw invalid('permissions', `cannot be changed on a token of type ${type}.`);
  const replaced = asked.permissionSetId !== null || asked.permissions !== null || input.unset_permissions;
  return {
    ...(replaced ? { permissionSetId: asked.permissionSetId, permissions: asked.permissions } : {}),
    ...(asked.methods || input.unset_methods ? { methods: asked.methods } : {}),
    ...(asked.allowedSubnets || input.unset_allowed_subnets ? { allowedSubnets: asked.allowedSubnets } : {}),
  };
}

async function editedWords(tx: Db, before: Token, { name: given, description }: EditInput) {
  const words = description == null ? {} : { description: described(description) };
  if (given == null) return words;
  const name = requireName('name', given);
  const nameKey = foldName(name);
  const same = and(
    eq(table.userId, before.userId),
    eq(table.nameKey, nameKey),
    isNull(table.revokedAt),
    ne(table.id, before.id),
  );
  const [taken] = await tx.select({ id: table.id }).from(table).where(same);
  if (taken) throw conflict('There is a token of this name already.', 'name');
  return { ...words, name, nameKey };
}

async function editedExpiry(tx: Db, before: Token, input: EditInput) {
  const asked = input.expires_at || input.expires_on || input.unset_expires_at;
  const policy = await policies.read(tx);
  if (!asked) {
    if (before.expiresAt === null) requireExpiry(policy, {});
    return {};
  }
  return {
    expiresAt: requireExpiry(policy, input.unset_expires_at ? {} : input),
    expiryWarnedAt: null,
    expiryToldAt: null,
  };
}

const capOfRow = ({ type, permissionSetId, permissions, methods, projectId, allowedSubnets }: Token) =>
  ({ type, permissionSetId, permissions, methods, projectId, allowedSubnets }) as Cap;

const facts = (token: Token) => ({
  ...capOfRow(token),
  name: token.name,
  description: token.description,
  expires_at: token.expiresAt,
});
