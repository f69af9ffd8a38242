/**
 * What an identity provider does with users by SCIM. It sees people, but no service accounts and no user whom it has deleted. The rules
 * are those of the mutations with the same permissions.
 */
import { and, eq, isNull, type SQL, sql } from 'drizzle-orm';
import { users as table } from '../../../schema/users.ts';
import type { Db } from '../../db/database.ts';
import type { Permission } from '../access/permissions.ts';
import type { Viewer } from '../access/viewer.ts';
import { emailAddress } from '../base/email-address.ts';
import { forbidden, invalid, notFound } from '../base/errors.ts';
import { requireName } from '../base/names.ts';
import { because } from '../base/reasons.ts';
import { transact } from '../base/transact.ts';
import * as accounts from '../people/user-rows.ts';
import { lockKey, requireManageable, requireSuperAdminLeft } from '../people/users.ts';
import * as links from '../sign-in/password-links.ts';
import { conditionOf, orderOf } from './attributes.ts';
import { parseFilter } from './filter.ts';

export type User = accounts.User;

/** What a provider says about a person. What is missing stays as it is, and has a default for a new user. */
export interface Person {
  username?: string | undefined;
  name?: string | undefined;
  givenName?: string | null | undefined;
  familyName?: string | null | undefined;
  publicName?: string | undefined;
  emailAddress?: string | undefined;
  externalId?: string | null | undefined;
  enabled?: boolean | undefined;
}

export interface Query {
  filter: string | null;
  sortBy: string | null;
  descending: boolean;
  /** How many users precede the first. */
  offset: number;
  count: number;
}

/** A page of users, and how many there are on all pages. Errors: FORBIDDEN, INVALID_INPUT on `filter` and `sortBy`. */
export async function list(db: Db, viewer: Viewer, query: Query): Promise<{ total: number; users: User[] }> {
  requireMay(viewer, 'users', ['READ_USER']);
  const { filter, sortBy, descending, offset, count } = query;
  const where = and(isProvisioned, filter === null ? undefined : conditionOf(parseFilter(filter)));
  const order = orderOf(sortBy, descending);
  const [counted] = await db.select({ total: sql<number>`count(*)::int` }).from(table).where(where);
  const total = counted?.total ?? 0;
  const isEmpty = count === 0 || offset >= total;
  const page = () =>
    db
      .select()
      .from(table)
      .where(where)
      .orderBy(...order)
      .limit(count)
      .offset(offset);
  const users = isEmpty ? [] : await page();
  if (filter !== null && users.length === 1) noteReading(viewer, users[0] as User);
  return { total, users };
}

/** Errors: FORBIDDEN, NOT_FOUND. */
export async function read(db: Db, viewer: Viewer, id: string): Promise<User> {
  requireMay(viewer, 'users', ['READ_USER']);
  const user = await requireProvisioned(db, id);
  noteReading(viewer, user);
  return user;
}

/**
 * Creates a user without a role, and for an enabled one the link to set a password. Errors: FORBIDDEN, INVALID_INPUT, CONFLICT (user
 * name, email address, external id), also with users whom the viewer does not see.
 */
export function create(
  db: Db,
  viewer: Viewer,
  mailed: boolean,
  person: Person,
): Promise<{ user: User; link: links.Link | null }> {
  requireMay(viewer, 'createUser', ['CREATE_USER', 'READ_USER']);
  const { username } = person;
  if (username === undefined) throw invalid('username', 'is required.');
  const name = person.name ?? person.publicName ?? username;
  const filled = { name, publicName: name, emailAddress: username, ...defined(person) };
  const changes = changesOf(filled);
  return transact(db, viewer, async (tx, viewer) => {
    const user = await accounts.insert(tx, viewer, { ...changes, emailProvisionedAt: now });
    return { user, link: user.enabled ? await links.issue(tx, viewer, user, 'SETUP', mailed) : null };
  });
}

/**
 * Changes a user who may do no more than the viewer; `edit` says to what, and may refuse. Disabling ends all sessions and tokens with the
 * same commit. Errors: FORBIDDEN, NOT_FOUND, INVALID_INPUT, CONFLICT.
 */
export function change(db: Db, viewer: Viewer, id: string, edit: (before: User) => Person): Promise<User> {
  requireMay(viewer, 'updateUser', ['UPDATE_USER', 'READ_USER']);
  return changed(db, viewer, id, (before) => {
    const person = edit(before);
    const { emailAddress } = person;
    const isNewlyProvisioned =
      emailAddress !== undefined && (before.emailProvisionedAt === null || emailAddress !== before.emailAddress);
    return { ...changesOf(person), ...(isNewlyProvisioned ? { emailProvisionedAt: now } : {}) };
  });
}

/** Disables a user, whom providers then no longer see. Errors: FORBIDDEN, NOT_FOUND, CONFLICT. */
export async function remove(db: Db, viewer: Viewer, id: string, check: (before: User) => void): Promise<void> {
  requireMay(viewer, 'updateUser', ['UPDATE_USER']);
  await changed(db, viewer, id, (before) => {
    check(before);
    return { enabled: false, deprovisionedAt: now };
  });
}

/** The database's clock counts. */
const now = sql`now()` as unknown as Date;

const isProvisioned = and(eq(table.serviceAccount, false), isNull(table.deprovisionedAt)) as SQL;

function changed(db: Db, viewer: Viewer, id: string, edit: (before: User) => accounts.Changes): Promise<User> {
  return transact(
    db,
    viewer,
    async (tx, viewer) => {
      await requireProvisioned(tx, id);
      const before = await requireManageable(tx, viewer, id);
      // Another request may have deleted the user before the row was locked.
      if (before.deprovisionedAt !== null) throw notFound('user', id);
      const changes = edit(before);
      await requireSuperAdminLeft(tx, before, changes);
      await accounts.change(tx, viewer, before, changes);
      const [after] = await tx.select().from(table).where(eq(table.id, id));
      return after as User;
    },
    lockKey,
  );
}

async function requireProvisioned(db: Db, id: string): Promise<User> {
  const [user] = await db
    .select()
    .from(table)
    .where(and(eq(table.id, id), isProvisioned));
  if (!user) throw notFound('user', id);
  return user;
}

/** The token must also be allowed to call the root field that does the same. Errors: FORBIDDEN. */
function requireMay(viewer: Viewer, method: string, needed: readonly Permission[]): void {
  if (viewer.methods && !viewer.methods.has(method)) throw forbidden(`This token may not call ${method}.`);
  viewer.credential.used.methods.add(method);
  const missing = needed.filter((permission) => !viewer.permissions.use(permission));
  if (missing.length > 0) throw forbidden(`This requires ${missing.join(' and ')}.`, missing);
}

/** For the access log. */
function noteReading({ credential: { used } }: Viewer, { id }: User): void {
  used.readings ??= new Set();
  used.readings.add(`User ${id}`);
}

function changesOf({ username, name, givenName, familyName, publicName, emailAddress, externalId, enabled }: Person) {
  const profile = accounts.checked({
    name: name ?? null,
    username: username ?? null,
    public_name: publicName ?? null,
    email_address: emailAddress === undefined ? null : requireAddress(emailAddress),
  });
  return {
    ...profile,
    ...(givenName === undefined ? {} : { givenName: givenName && requireName('given_name', givenName) }),
    ...(familyName === undefined ? {} : { familyName: familyName && requireName('family_name', familyName) }),
    ...(externalId === undefined ? {} : { externalId: externalId === null ? null : requireExternalId(externalId) }),
    ...(enabled === undefined ? {} : { enabled }),
  } satisfies accounts.Changes;
}

function requireAddress(given: string): string {
  const { data, success } = emailAddress.safeParse(given);
  if (!success)
    throw invalid('email_address', 'must be an email address. There must be one, in `emails` or as `userName`.');
  return data;
}

const longestExternalId = 255;

/** It is not normalized, because the provider compares it. */
function requireExternalId(given: string): string {
  if (given.trim() === '') throw invalid('external_id', because('BLANK'));
  if (given.length > longestExternalId) throw invalid('external_id', because('TOO_LONG', { most: longestExternalId }));
  if (/\p{C}/u.test(given)) throw invalid('external_id', because('INVISIBLE'));
  return given;
}

const defined = (person: Person): Person =>
  Object.fromEntries(Object.entries(person).filter(([, value]) => value !== undefined));
