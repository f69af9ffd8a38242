/** Linking accounts at providers to users, and removing such links. */
import { and, eq, ne } from 'drizzle-orm';
import { providerIdentities as table } from '../../../../schema/provider-identities.ts';
import { pendingSignIns, sessions } from '../../../../schema/sessions.ts';
import type { Db } from '../../../db/database.ts';
import type { Claims, Provider } from '../../../oidc/provider.ts';
import { requireSession, type Viewer } from '../../access/viewer.ts';
import * as logs from '../../audit/record.ts';
import { conflict, notFound } from '../../base/errors.ts';
import { because } from '../../base/reasons.ts';
import { transact } from '../../base/transact.ts';
import * as outbox from '../../outbox/outbox.ts';
import { requireManageable } from '../../people/users.ts';
import { type Configured, keepingAWay } from '../ways-to-sign-in.ts';
import { findIdentity, type Identity } from './match.ts';

/** A person whom a provider has confirmed. */
export interface Confirmed {
  provider: Provider;
  claims: Claims;
}

interface User {
  id: string;
  username: string;
}

/** What removing a link needs besides the database. */
interface Site {
  /** Whether emails are sent. */
  mailed: boolean;
  providers: Configured;
}

/** With this lock key, links of one account at a provider are made one after the other. It is taken before users are locked. */
export const lockKey = ({ issuer, subject }: Claims) => `account ${subject} of ${issuer}`;

/** Links an account at a provider to a user, in a transaction with the lock key. Errors: CONFLICT. */
export async function add(
  tx: Db,
  actor: logs.Actor,
  mailed: boolean,
  user: User,
  confirmed: Confirmed,
): Promise<Identity> {
  const { provider, claims } = confirmed;
  const { issuer, subject } = claims;
  await requireNoOther(tx, user.id, confirmed);
  const values = { userId: user.id, providerId: provider.id, issuer, subject };
  // Another account may be linked at the same moment.
  const [identity] = await tx.insert(table).values(values).onConflictDoNothing().returning();
  if (!identity) throw otherLinked(provider);
  const message = `${user.username} was linked to an account at ${provider.name}.`;
  const current = { provider: provider.id, subject };
  await logs.record(tx, actor, { type: 'OTHER', entity: 'User', id: user.id, message, current });
  if (mailed) await outbox.add(tx, 'IDENTITY_CHANGED', { userId: user.id, change: 'ADDED', provider: provider.name });
  return identity;
}

/** A user has one account at each issuer. Errors: CONFLICT. */
export async function requireNoOther(tx: Db, userId: string, { provider, claims }: Confirmed): Promise<void> {
  const other = and(eq(table.userId, userId), eq(table.issuer, claims.issuer));
  const [linked] = await tx.select({ id: table.id }).from(table).where(other);
  if (linked) throw otherLinked(provider);
}

const otherLinked = ({ name: provider }: Provider) => conflict(because('OTHER_IDENTITY_LINKED', { provider }));

/** Links the account with which the viewer has signed in at the provider. Errors: FORBIDDEN with a token, CONFLICT. */
export function linkOwn(db: Db, viewer: Viewer, mailed: boolean, confirmed: Confirmed): Promise<void> {
  requireSession(viewer);
  const work = async (tx: Db, viewer: Viewer) => {
    const linked = await findIdentity(tx, confirmed.claims);
    if (linked?.userId === viewer.userId) return;
    if (linked) throw conflict(because('IDENTITY_TAKEN', { provider: confirmed.provider.name }));
    await add(tx, viewer, mailed, { id: viewer.userId, username: viewer.username }, confirmed);
  };
  return transact(db, viewer, work, lockKey(confirmed.claims));
}

/** Removes a link of the viewer's own. Sessions that began with it end, except this one. Errors: FORBIDDEN with a token, NOT_FOUND, CONFLICT. */
export function removeOwn(db: Db, viewer: Viewer, { mailed, providers }: Site, id: string): Promise<void> {
  requireSession(viewer);
  return transact(
    db,
    viewer,
    async (tx, viewer) => {
      const identity = await find(tx, viewer.userId, id);
      const user = { id: viewer.userId, username: viewer.username };
      await keepingAWay(tx, viewer.userId, providers, () => remove(tx, viewer, mailed, identity, user));
    },
    `user ${viewer.userId}`,
  );
}

/**
 * Removes a link of another user, and ends the sessions that began with it. Errors: FORBIDDEN with a token, or if the user may do
 * more than the viewer; NOT_FOUND.
 */
export function removeOf(db: Db, viewer: Viewer, site: Site, userId: string, id: string): Promise<void> {
  if (userId === viewer.userId) return removeOwn(db, viewer, site, id);
  requireSession(viewer);
  return transact(db, viewer, async (tx, viewer) => {
    const user = await requireManageable(tx, viewer, userId);
    await remove(tx, viewer, site.mailed, await find(tx, userId, id), user);
  });
}

async function find(tx: Db, userId: string, id: string): Promise<Identity> {
  const own = and(eq(table.id, id), eq(table.userId, userId));
  const [identity] = await tx.select().from(table).where(own).for('update');
  return identity ?? missing(id);
}

function missing(id: string): never {
  throw notFound('provider identity', id);
}

async function remove(
  tx: Db,
  actor: logs.Actor,
  mailed: boolean,
  identity: Identity,
  { id, username }: User,
): Promise<void> {
  const current = typeof actor === 'object' && actor.userId === id ? ne(sessions.id, actor.credential.id) : undefined;
  const ended = await tx
    .delete(sessions)
    .where(and(eq(sessions.identityId, identity.id), current))
    .returning({ id: sessions.id });
  await tx.delete(pendingSignIns).where(eq(pendingSignIns.identityId, identity.id));
  await tx.delete(table).where(eq(table.id, identity.id));
  const provider = identity.providerId;
  const message = `The link of ${username} to an account at ${provider} was removed.`;
  const previous = { provider, subject: identity.subject, sessions: ended.length };
  const after = { provider: null, subject: null, sessions: 0 };
  await logs.record(tx, actor, { type: 'OTHER', entity: 'User', id, message, previous, current: after });
  if (mailed) await outbox.add(tx, 'IDENTITY_CHANGED', { userId: id, change: 'REMOVED', provider });
}
