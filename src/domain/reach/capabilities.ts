/** The capabilities of a role, a token or the viewer: everything that it may do. Checks whether the viewer may see them. */
import { eq, inArray } from 'drizzle-orm';
import { permissionSets } from '../../../schema/permission-sets.ts';
import { roles } from '../../../schema/roles.ts';
import { personalAccessTokens as tokens } from '../../../schema/tokens.ts';
import { users } from '../../../schema/users.ts';
import type { Db } from '../../db/database.ts';
import { grantedToToken, heldBy, heldOnProjects, lastingOf, latentHeld } from '../access/effective-permissions.ts';
import type { Permission } from '../access/permissions.ts';
import { accountPermissions, isForAnalysis, nothingUsed, ofToken, type Viewer } from '../access/viewer.ts';
import { forbidden, invalid, notFound } from '../base/errors.ts';
import * as grants from '../projects/permissions.ts';
import { limitsOn } from '../tokens/limits/limits.ts';
import { type Holder, type Owner, unlimited } from './search-state.ts';

export interface Capabilities extends Holder {
  of: 'ROLE' | 'PERSON' | 'TOKEN';
  permissions: ReadonlySet<Permission>;
  owner: Owner | null;
  /** The id of a token that is bound to operations, otherwise null. */
  boundToken: string | null;
}

/**
 * The capabilities of a role or a token, or without either those of the viewer. For a project token they include its
 * permissions on its project. Errors: INVALID_INPUT, FORBIDDEN, NOT_FOUND.
 */
export async function capabilitiesOf(
  db: Db,
  viewer: Viewer,
  { roleId, tokenId }: { roleId?: string | null; tokenId?: string | null },
): Promise<Capabilities> {
  if (roleId && tokenId) throw invalid('role_id', 'and `personal_access_token_id` cannot both be given.');
  if (roleId && !viewer.permissions.use('READ_ROLE')) throw forbidden('This needs READ_ROLE.', ['READ_ROLE']);
  if (roleId) return (await capabilitiesOfRole(db, roleId)) ?? missing(roleId);
  const { kind, id } = viewer.credential;
  if (tokenId || kind === 'token') return ofFound(await seen(db, viewer, tokenId ?? id));
  return { ...person, of: 'PERSON', ...held(viewer.permissions, viewer.onProjects), superAdmin: viewer.superAdmin };
}

const person = { person: true, owner: null, boundToken: null, ...unlimited };

const held = (everywhere: Iterable<Permission>, onProjects: Iterable<Permission>) => ({
  everywhere: new Set(everywhere),
  gives: new Set(everywhere),
  onProjects: new Set(onProjects),
  permissions: new Set([...everywhere, ...onProjects]),
});

function missing(id: string): never {
  throw notFound('role', id);
}

/** The capabilities of a role. The caller has checked that the viewer may read it. */
export async function capabilitiesOfRole(db: Db, id: string): Promise<Capabilities | null> {
  const [role] = await db.select().from(roles).where(eq(roles.id, id));
  if (!role) return null;
  const somewhere = await grants.grantedSomewhere(db, { userId: null, roleId: id });
  return ofRole(role.appliedPermissions, somewhere);
}

/** Those of a role with these permissions, and others on some projects. */
export const ofRole = (applied: readonly string[], onProjects: Iterable<Permission>): Capabilities => ({
  ...person,
  of: 'ROLE',
  ...held(accountPermissions(false, applied), onProjects),
});

/** The viewer of a token, for its owner or with READ_PERSONAL_ACCESS_TOKEN. Errors: NOT_FOUND. */
export const asToken = async (db: Db, viewer: Viewer, id: string): Promise<Viewer> =>
  (await seen(db, viewer, id)).viewer;

async function seen(db: Db, viewer: Viewer, id: string): Promise<Found> {
  const found = (await asTokens(db, [id])).get(id);
  const own = found?.viewer.userId === viewer.userId && (!isForAnalysis(viewer) || id === viewer.credential.id);
  if (!found || !(own || viewer.permissions.use('READ_PERSONAL_ACCESS_TOKEN')))
    throw notFound('personal access token', id);
  return found;
}

/** The capabilities of these tokens, in one statement. The caller has checked that the viewer may read them. */
export async function capabilitiesOfTokens(db: Db, ids: readonly string[]): Promise<Map<string, Capabilities>> {
  return new Map([...(await asTokens(db, ids))].map(([id, found]) => [id, ofFound(found)]));
}

/** A token, and what counts besides its permissions. */
export interface Found {
  viewer: Viewer;
  /** The permissions that its owner has without a time limit. */
  lasting: ReadonlySet<Permission>;
  owner: Owner;
  expires: boolean;
  limits: Holder['limits'];
}

export function ofFound({ viewer, lasting, owner, expires, limits }: Found): Capabilities {
  const { cap, methods, boundTo, permissions, onProjects, onResources, superAdmin, credential } = viewer;
  const most = { cap, methods, bound: boundTo !== null, expires, limits, superAdmin };
  const boundToken = boundTo && credential.id;
  const gives = new Set([...lasting].filter((permission) => permissions.holds(permission)));
  const whole = held(permissions, onProjects);
  // Those on single resources count as what it may do. No act requires them, and it cannot pass them on.
  const all = new Set([...whole.permissions, ...onResources]);
  return { of: 'TOKEN', person: false, owner, boundToken, ...most, ...whole, permissions: all, gives };
}

async function asTokens(db: Db, ids: readonly string[]): Promise<Map<string, Found>> {
  const rows = await db
    .select({
      token: tokens,
      user: users,
      granted: heldBy(users.id, users.roleId),
      inRole: roles.appliedPermissions,
      lasting: lastingOf(users.id, users.roleId),
      added: grantedToToken(tokens.id),
      latentHeld,
      onProjects: heldOnProjects(users.id, users.roleId),
      setPermissions: permissionSets.permissions,
    })
    .from(tokens)
    .innerJoin(users, eq(users.id, tokens.userId))
    .leftJoin(permissionSets, eq(permissionSets.id, tokens.permissionSetId))
    .leftJoin(roles, eq(roles.id, users.roleId))
    .where(inArray(tokens.id, [...ids]));
  return new Map(
    rows.map(({ user, token, granted, inRole, lasting, added, latentHeld, onProjects, setPermissions }) => {
      const { id, expiresAt } = token;
      const { username, roleId, superAdmin } = user;
      const credential = { kind: 'token', id, expiresAt, used: nothingUsed() } as const;
      const standing = { userId: user.id, username, roleId, superAdmin, granted, onProjects };
      const viewer = ofToken(standing, { ...token, setPermissions, added, latentHeld }, credential);
      const limited = { expires: expiresAt !== null, limits: limitsOn(token) };
      const owner = {
        everywhere: accountPermissions(superAdmin, granted),
        onProjects: new Set<Permission>(onProjects),
        inRole: accountPermissions(superAdmin, inRole),
      };
      return [id, { viewer, lasting: accountPermissions(superAdmin, lasting), owner, ...limited }];
    }),
  );
}
