/** What somebody else could do: a role, or a token of its owner, as seen by a viewer who may look at them. */
import { eq, inArray } from 'drizzle-orm';
import { permissionSets } from '../../../schema/permission-sets.ts';
import { roles } from '../../../schema/roles.ts';
import { personalAccessTokens as tokens } from '../../../schema/tokens.ts';
import { users } from '../../../schema/users.ts';
import type { Db } from '../../db/database.ts';
import { addedTo, heldBy, heldOnProjects, lastingOf, latentHeld } from '../access/effective-permissions.ts';
import type { Permission } from '../access/permissions.ts';
import { accountPermissions, isForAnalysis, nothingUsed, ofToken, type Viewer } from '../access/viewer.ts';
import { forbidden, invalid, notFound } from '../base/errors.ts';
import * as grants from '../projects/permissions.ts';
import { type Holder, type Owner, unlimited } from './holder.ts';

export interface Capabilities extends Holder {
  of: 'ROLE' | 'PERSON' | 'TOKEN';
  /** Everywhere or on some project. */
  permissions: ReadonlySet<Permission>;
  /** Of a token: the account it acts for. */
  owner: Owner | null;
  /** The token, where it is bound to operations. */
  boundToken: string | null;
}

/** The power of the role or the token named, else the viewer's own. A project token's counts what it may on its project. */
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

/** The power of a role; whoever asks has seen to it that the viewer may know. */
export async function capabilitiesOfRole(db: Db, id: string): Promise<Capabilities | null> {
  const [role] = await db.select().from(roles).where(eq(roles.id, id));
  if (!role) return null;
  const somewhere = await grants.grantedSomewhere(db, { userId: null, roleId: id });
  return { ...person, of: 'ROLE', ...held(accountPermissions(false, role.appliedPermissions), somewhere) };
}

/** The viewer a token stands for, as seen by its owner or with READ_PERSONAL_ACCESS_TOKEN; to others it is not there. */
export const asToken = async (db: Db, viewer: Viewer, id: string): Promise<Viewer> =>
  (await seen(db, viewer, id)).viewer;

async function seen(db: Db, viewer: Viewer, id: string): Promise<Found> {
  const found = (await asTokens(db, [id])).get(id);
  const own = found?.viewer.userId === viewer.userId && (!isForAnalysis(viewer) || id === viewer.credential.id);
  if (!found || !(own || viewer.permissions.use('READ_PERSONAL_ACCESS_TOKEN')))
    throw notFound('personal access token', id);
  return found;
}

/** What each of these tokens could do, in one statement. Whoever asks has seen to it that the viewer may know. */
export async function capabilitiesOfTokens(db: Db, ids: readonly string[]): Promise<Map<string, Capabilities>> {
  return new Map([...(await asTokens(db, ids))].map(([id, found]) => [id, ofFound(found)]));
}

interface Found {
  viewer: Viewer;
  /** What its owner has for good. */
  lasting: ReadonlySet<Permission>;
  owner: Owner;
  expires: boolean;
  placed: boolean;
}

function ofFound({ viewer, lasting, owner, expires, placed }: Found): Capabilities {
  const { cap, methods, boundTo, permissions, onProjects, superAdmin, credential } = viewer;
  const limits = { cap, methods, bound: boundTo !== null, expires, placed, superAdmin };
  const boundToken = boundTo && credential.id;
  const gives = new Set([...lasting].filter((permission) => permissions.holds(permission)));
  return { of: 'TOKEN', person: false, owner, boundToken, ...limits, ...held(permissions, onProjects), gives };
}

async function asTokens(db: Db, ids: readonly string[]): Promise<Map<string, Found>> {
  const rows = await db
    .select({
      token: tokens,
      user: users,
      granted: heldBy(users.id, users.roleId),
      inRole: roles.appliedPermissions,
      lasting: lastingOf(users.id, users.roleId),
      added: addedTo(tokens.id),
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
      const { id, expiresAt, allowedSubnets } = token;
      const { username, roleId, superAdmin } = user;
      const credential = { kind: 'token', id, expiresAt, used: nothingUsed() } as const;
      const standing = { userId: user.id, username, roleId, superAdmin, granted, onProjects };
      const viewer = ofToken(standing, { ...token, setPermissions, added, latentHeld }, credential);
      const limits = { expires: expiresAt !== null, placed: allowedSubnets !== null };
      const owner = {
        everywhere: accountPermissions(superAdmin, granted),
        onProjects: new Set<Permission>(onProjects),
        inRole: accountPermissions(superAdmin, inRole),
      };
      return [id, { viewer, lasting: accountPermissions(superAdmin, lasting), owner, ...limits }];
    }),
  );
}
