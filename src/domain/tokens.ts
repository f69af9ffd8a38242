/** Personal access tokens: named, shown once, revocable at once. */
import { and, eq, isNull, sql } from 'drizzle-orm';
import { personalAccessTokens as table } from '../../schema/tokens.ts';
import type { Db } from '../db/open.ts';
import { conflict } from './errors.ts';
import { type Definition, defineList, is, maybe } from './lists/definition.ts';
import type { Source } from './lists/load.ts';
import * as logs from './logs.ts';
import { foldName, requireName } from './names.ts';
import * as notes from './notes.ts';
import { fingerprint, hashSecret, newToken } from './secrets.ts';
import { transact } from './transact.ts';
import { requirePerson, type Viewer } from './viewer.ts';

export const definition: Definition = defineList({
  type: 'PersonalAccessToken',
  description: 'A secret that lets a program act for its owner. Only its name and fingerprint can be read again.',
  table,
  permission: null,
  columns: {
    name: is('string', table.name, "Unique among the owner's live tokens, whatever its case."),
    start: is('string', table.start, 'The first characters of the secret, to recognise it by.'),
    last_four: is('string', table.lastFour, 'The last four characters of the secret.'),
    expires_at: maybe('datetime', table.expiresAt, 'From this instant on it is refused. Null: it does not expire.'),
    revoked: is('boolean', sql`(${table.revokedAt} is not null)`, 'Whether it was revoked; a revoked token stays so.'),
    revoked_at: maybe('datetime', table.revokedAt, 'When it was revoked.'),
  },
  relations: { logs: logs.relation('PersonalAccessToken'), notes: notes.relation('PersonalAccessToken') },
});

/** The viewer's own tokens, the revoked ones among them. */
export const ownOf = ({ userId }: Viewer): Source => ({ definition, where: eq(table.userId, userId) });

/** At most this many live tokens a user. */
const mostTokens = 100;

export interface TokenInput {
  name: string;
  note?: notes.NoteInput | null | undefined;
}

/**
 * Makes a token for the viewer. The secret is in the answer and nowhere else.
 * Errors: INVALID_INPUT, CONFLICT (name, too many), FORBIDDEN for a token that asks.
 */
export function issue(db: Db, viewer: Viewer, input: TokenInput): Promise<{ id: string; secret: string }> {
  requirePerson(viewer);
  const name = requireName('name', input.name);
  const work = async (tx: Db, viewer: Viewer) => {
    await requireRoom(tx, viewer.userId, name);
    const issued = await insert(tx, viewer, viewer.userId, name, null);
    await notes.attach(tx, viewer, 'PersonalAccessToken', issued.id, input.note);
    return issued;
  };
  return transact(db, viewer, work, `tokens of ${viewer.userId}`);
}

/** Writes a token of a user in a transaction of the caller's, who has checked that it may be. */
export async function insert(tx: Db, actor: logs.Actor, userId: string, name: string, expiresAt: Date | null) {
  const secret = newToken('lku_');
  const values = {
    userId,
    name,
    nameKey: foldName(name),
    secretHash: hashSecret(secret),
    ...fingerprint(secret),
    expiresAt,
  };
  const [row] = await tx.insert(table).values(values).returning({ id: table.id });
  const id = row?.id as string;
  const current = { name, user_id: userId, expires_at: expiresAt };
  const message = `Personal access token ${name} was created.`;
  await logs.record(tx, actor, { type: 'CREATED', entity: 'PersonalAccessToken', id, message, current });
  return { id, secret };
}

/**
 * Revokes a token of the viewer's, or with DELETE_PERSONAL_ACCESS_TOKEN anybody's; no request that starts after the
 * answer succeeds with it. What is revoked, unknown or not the viewer's counts as done, so nobody learns which ids exist.
 */
export function revoke(db: Db, viewer: Viewer, id: string): Promise<void> {
  requirePerson(viewer);
  return transact(db, viewer, async (tx, viewer) => {
    const anyones = viewer.permissions.has('DELETE_PERSONAL_ACCESS_TOKEN');
    const [token] = await tx
      .update(table)
      .set({ revokedAt: sql`clock_timestamp()`, revokeReason: 'revoked' })
      .where(and(eq(table.id, id), isNull(table.revokedAt), anyones ? undefined : eq(table.userId, viewer.userId)))
      .returning({ name: table.name });
    if (!token) return;
    const message = `Personal access token ${token.name} was revoked.`;
    const change = { previous: { revoked: false }, current: { revoked: true } };
    await logs.record(tx, viewer, { type: 'UPDATED', entity: 'PersonalAccessToken', id, message, ...change });
  });
}

async function requireRoom(tx: Db, userId: string, name: string): Promise<void> {
  const live = await tx
    .select({ nameKey: table.nameKey })
    .from(table)
    .where(and(eq(table.userId, userId), isNull(table.revokedAt)));
  if (live.length >= mostTokens) throw conflict(`You have ${mostTokens} tokens, which is the most. Revoke one first.`);
  if (live.some(({ nameKey }) => nameKey === foldName(name))) throw conflict('You have a token of this name.', 'name');
}
