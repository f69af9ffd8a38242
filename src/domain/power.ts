/** What somebody else could do: a role, or a token of its owner, as seen by a viewer who may look at them. */
import { eq } from 'drizzle-orm';
import { permissionSets } from '../../schema/permission-sets.ts';
import { roles } from '../../schema/roles.ts';
import { personalAccessTokens as tokens } from '../../schema/tokens.ts';
import { users } from '../../schema/users.ts';
import type { Db } from '../db/open.ts';
import { addedTo, heldBy } from './access-grants.ts';
import { forbidden, invalid, notFound } from './errors.ts';
import type { Permission } from './permissions.ts';
import * as grants from './project-grants.ts';
import { grantedTo, nothingUsed, ofToken, type Viewer } from './viewer.ts';

export interface Power {
  permissions: ReadonlySet<Permission>;
  /** Null: all root fields. */
  methods: ReadonlySet<string> | null;
}

/** The power of the role or the token named, else the viewer's own. A project token's counts what it may on its project. */
export async function powerOf(
  db: Db,
  viewer: Viewer,
  { roleId, tokenId }: { roleId?: string | null; tokenId?: string | null },
): Promise<Power> {
  if (roleId && tokenId) throw invalid('role_id', 'and `personal_access_token_id` cannot both be given.');
  if (roleId) return powerOfRole(db, viewer, roleId);
  return withProjects(db, tokenId ? await asToken(db, viewer, tokenId) : viewer);
}

async function powerOfRole(db: Db, viewer: Viewer, id: string): Promise<Power> {
  if (!viewer.permissions.has('READ_ROLE')) throw forbidden('This needs READ_ROLE.', ['READ_ROLE']);
  const [role] = await db.select().from(roles).where(eq(roles.id, id));
  if (!role) throw notFound('role', id);
  return { permissions: grantedTo(false, role.appliedPermissions), methods: null };
}

/** The viewer a token stands for, as seen by its owner or with READ_PERSONAL_ACCESS_TOKEN; to others it is not there. */
export async function asToken(db: Db, viewer: Viewer, id: string): Promise<Viewer> {
  const [row] = await db
    .select({
      token: tokens,
      user: users,
      granted: heldBy(users.id, users.roleId),
      added: addedTo(tokens.id),
      setPermissions: permissionSets.permissions,
    })
    .from(tokens)
    .innerJoin(users, eq(users.id, tokens.userId))
    .leftJoin(permissionSets, eq(permissionSets.id, tokens.permissionSetId))
    .where(eq(tokens.id, id));
  const seen = row && (row.user.id === viewer.userId || viewer.permissions.has('READ_PERSONAL_ACCESS_TOKEN'));
  if (!seen) throw notFound('personal access token', id);
  const { user, token, granted, added, setPermissions } = row;
  const standing = {
    userId: user.id,
    username: user.username,
    roleId: user.roleId,
    superAdmin: user.superAdmin,
    granted,
  };
  const credential = { kind: 'token', id, expiresAt: token.expiresAt, used: nothingUsed() } as const;
  return ofToken(standing, { ...token, setPermissions, added }, credential);
}

/** What is held on some project counts: on which, only running can tell. */
async function withProjects(db: Db, viewer: Viewer): Promise<Power> {
  const somewhere = await grants.grantedSomewhere(db, viewer);
  const within = somewhere.filter((permission) => !viewer.cap || viewer.cap.has(permission));
  return { permissions: new Set([...viewer.permissions, ...within]), methods: viewer.methods };
}
