/** The participants of an attempt, what they do over HTTP, and its outcome. */
import { randomBytes } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { accessRequests } from '../../../../schema/access-requests.ts';
import { projectGrants } from '../../../../schema/projects.ts';
import { roles } from '../../../../schema/roles.ts';
import type { personalAccessTokens as tokens } from '../../../../schema/tokens.ts';
import { users } from '../../../../schema/users.ts';
import type { Permission, ProjectPermission } from '../../../../src/domain/access/permissions.ts';
import { transactAsSystem } from '../../../../src/domain/base/transaction.ts';
import { insert } from '../../../../src/domain/tokens/issue.ts';
import { type Answer, passwordHash } from '../../../test-users.ts';
import { type Ask, holding, inBrowser, made, revoke, rowsOf, type World } from '../../../tokens/acts.ts';

/** An existing user with a session. */
export interface User {
  id: string;
  username: string;
  by: Ask;
  /** Whether the user has this permission, everywhere or on some project. */
  may(permission: Permission): Promise<boolean>;
}

export interface Token {
  id: string;
  by: Ask;
}

export interface Outcome {
  /** The kinds of escalation that reach showed for the actor before; empty if the attempt has no reach. */
  shown: string[];
  /** The error code of the first refusal. */
  refused: string | undefined;
  /** Whether the gain remains after the token that acted was revoked. */
  gained: boolean;
}

/** `Nothing`: no act is refused, nothing is gained, and reach showed nothing. Otherwise the error code, or the kind that reach showed. */
export type Expected = 'Nothing' | 'FORBIDDEN' | 'PERMISSIONS' | 'METHODS' | 'PERSON' | 'PLACES' | 'OUTLIVING';

/** What is attempted, the expected outcome, and how. */
export type Attempt = [name: string, expected: Expected, run: (participants: Participants) => Promise<Outcome>];

export type Participants = ReturnType<typeof participantsOf>;

const name = () => `n${randomBytes(6).toString('hex')}`;
export const inAnHour = () => new Date(Date.now() + 3_600_000);

export function participantsOf(at: World) {
  const { db } = at.server;

  async function role(...appliedPermissions: Permission[]): Promise<string> {
    const key = name();
    const [made] = await db.insert(roles).values({ name: key, nameKey: key, appliedPermissions }).returning();
    return made?.id as string;
  }

  async function user(roleId: string | null, more: Partial<typeof users.$inferInsert> = {}): Promise<User> {
    const username = name();
    const names = { name: username, publicName: username, username, usernameKey: username };
    const address = { emailAddress: `${username}@example.com`, emailAddressKey: `${username}@example.com` };
    const [made] = await db
      .insert(users)
      .values({ ...names, ...address, roleId, passwordHash, ...more })
      .returning();
    const id = made?.id as string;
    const may = async (permission: Permission) => {
      const browser = await inBrowser(at.server, { id });
      const { data } = await browser('{ me { effective_permissions effective_permissions_on_projects } }');
      const { effective_permissions, effective_permissions_on_projects } = data?.me ?? {};
      return [effective_permissions, effective_permissions_on_projects].flat().includes(permission);
    };
    return { id, username, by: await inBrowser(at.server, { id }), may };
  }

  /** A token made directly in the database, with this cap and these grants of its own. */
  async function token(
    owner: User,
    {
      added = [],
      addedUntil = null,
      ...cap
    }: Partial<typeof tokens.$inferInsert> & { added?: Permission[]; addedUntil?: Date | null } = {},
  ): Promise<Token> {
    const values = { ...cap, userId: owner.id, name: name(), expiresAt: cap.expiresAt ?? null };
    const { id, secret } = await transactAsSystem(db, (tx) =>
      insert(tx, 'system', values as Parameters<typeof insert>[2]),
    );
    if (added.length > 0) await granted(owner, added, id, addedUntil);
    return { id, by: holding(at.server, secret) };
  }

  const granted = (to: User, permissions: Permission[], tokenId: string | null = null, expiresAt: Date | null = null) =>
    db.insert(accessRequests).values({ userId: to.id, tokenId, permissions, state: 'GRANTED', expiresAt });

  /** A pending access request of the user. */
  async function request(from: User, ...permissions: Permission[]): Promise<string> {
    const [made] = await db.insert(accessRequests).values({ userId: from.id, permissions }).returning();
    return made?.id as string;
  }

  /** A token bound to this document. */
  async function bound(owner: User, document: string): Promise<Token> {
    const { id, token } = await made(owner.by, { operations: [{ document }] });
    return { id, by: holding(at.server, token) };
  }

  async function project(): Promise<{ id: string; key: string }> {
    const key = name();
    const input = `{ key: "${key}", name: "${key}" }`;
    const { data } = await at.owner(`mutation { createProject(input: ${input}) { id key } }`);
    return data.createProject;
  }

  const grantOn = (projectId: string, permission: ProjectPermission, to: { userId: string } | { roleId: string }) =>
    db.insert(projectGrants).values({ projectId, permission, ...to });

  const policy = (input: string) => at.owner(`mutation { updateTokenPolicy(input: { ${input} }) { warning_days } }`);

  async function shown(by: Ask, of = ''): Promise<string[]> {
    const { data } = await by(`{ reach${of} { escalations { leads_to } } }`);
    return data.reach.escalations.map(({ leads_to }: { leads_to: string }) => leads_to);
  }

  /** The actor sends these documents; then its token is revoked, and the gain is checked. */
  async function tries(
    actor: Token | User,
    documents: (string | ((before: Answer['data']) => string | Promise<string>))[],
    isGained: (last: Answer['data']) => Promise<boolean>,
  ): Promise<Outcome> {
    const isToken = !('may' in actor);
    const kinds = isToken ? await shown(at.owner, `(personal_access_token_id: ${actor.id})`) : await shown(actor.by);
    let refused: string | undefined;
    let data: Answer['data'] = null;
    for (const document of documents) {
      const answer = await actor.by(typeof document === 'string' ? document : await document(data));
      refused ??= answer.errors?.[0]?.extensions.code;
      if (answer.errors) break;
      data = answer.data;
    }
    if (isToken) await revoke(at.owner, actor.id);
    return { shown: kinds, refused, gained: await isGained(data) };
  }

  /** Sets the password with the one-time link and signs in. */
  async function follow(link: string, username: string): Promise<Ask> {
    const post = (path: string, body: object) =>
      at.server.fetch(path, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      });
    const password = 'walnut orbit hesitant 91';
    await post(`/set-password/${link.split('/').at(-1)}`, { password });
    const response = await post('/sign-in', { username, password });
    const [found] = await rowsOf<{ id: string }>(
      at.server,
      sql`select id::text from users where username = ${username}`,
    );
    if (response.status !== 200 || !found) throw new Error('Signing in with the link failed.');
    return inBrowser(at.server, found);
  }

  return { at, role, user, token, bound, granted, request, project, grantOn, policy, tries, follow, shown };
}

export const putIn = (roleId: string, { id }: { id: string }, more = '') =>
  `mutation { updateUser(id: ${id}, input: { role_id: ${roleId} ${more} }) { __typename } }`;
export const change = ({ id }: { id: string }, input: string) =>
  `mutation { updateUser(id: ${id}, input: { ${input} }) { __typename } }`;
export const widen = (roleId: string, ...permissions: Permission[]) =>
  `mutation { updateRole(id: ${roleId}, input: { applied_permissions: [${permissions.join(', ')}] }) { __typename } }`;
export const makeRole = (...permissions: Permission[]) =>
  `mutation { createRole(input: { name: "${name()}", applied_permissions: [${permissions.join(', ')}] }) { id } }`;
export const grantProject = (key: string, permission: ProjectPermission, to: string) =>
  `mutation { grantProjectPermission(input: { project_key: "${key}", permission: ${permission}, ${to} }) { success } }`;
export const makeProject = (key: string) =>
  `mutation { createProject(input: { key: "${key}", name: "${key}" }) { __typename } }`;
export const makeUser = (username: string, selected: string, more = '') =>
  `mutation { createUser(input: { name: "${username}", username: "${username}", public_name: "${username}",
    email_address: "${username}@example.com" ${more} }) { ${selected} } }`;
