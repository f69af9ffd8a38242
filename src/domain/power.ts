/** What somebody else could do: a role, or a token of its owner, as seen by a viewer who may look at them. */
import { eq, inArray } from 'drizzle-orm';
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
  /** The token, where it is bound to operations. */
  boundToken: string | null;
}

/** The power of the role or the token named, else the viewer's own. A project token's counts what it may on its project. */
export async function powerOf(
  db: Db,
  viewer: Viewer,
  { roleId, tokenId }: { roleId?: string | null; tokenId?: string | null },
): Promise<Power> {
  if (roleId && tokenId) throw invalid('role_id', 'and `personal_access_token_id` cannot both be given.');
  if (roleId) return powerOfRole(db, viewer, roleId);
  const who = tokenId ? await asToken(db, viewer, tokenId) : viewer;
  return withProjects(who, await grants.grantedSomewhere(db, who));
}

async function powerOfRole(db: Db, viewer: Viewer, id: string): Promise<Power> {
  if (!viewer.permissions.has('READ_ROLE')) throw forbidden('This needs READ_ROLE.', ['READ_ROLE']);
  const [role] = await db.select().from(roles).where(eq(roles.id, id));
  if (!role) throw notFound('role', id);
  return { permissions: grantedTo(false, role.appliedPermissions), methods: null, boundToken: null };
}

/** The viewer a token stands for, as seen by its owner or with READ_PERSONAL_ACCESS_TOKEN; to others it is not there. */
export async function asToken(db: Db, viewer: Viewer, id: string): Promise<Viewer> {
  const token = (await asTokens(db, [id])).get(id)?.viewer;
  const seen = token && (token.userId === viewer.userId || viewer.permissions.has('READ_PERSONAL_ACCESS_TOKEN'));
  if (!seen) throw notFound('personal access token', id);
  return token;
}

/** What each of these tokens could do, in one statement. Whoever asks has seen to it that the viewer may know. */
export async function powersOfTokens(db: Db, ids: readonly string[]): Promise<Map<string, Power>> {
  const found = await asTokens(db, ids);
  return new Map([...found].map(([id, { viewer, somewhere }]) => [id, withProjects(viewer, somewhere)]));
}

async function asTokens(
  db: Db,
  ids: readonly string[],
): Promise<Map<string, { viewer: Viewer; somewhere: Permission[] }>> {
  const rows = await db
    .select({
      token: tokens,
      user: users,
      granted: heldBy(users.id, users.roleId),
      added: addedTo(tokens.id),
      somewhere: grants.somewhere(users.id, users.roleId),
      setPermissions: permissionSets.permissions,
    })
    .from(tokens)
    .innerJoin(users, eq(users.id, tokens.userId))
    .leftJoin(permissionSets, eq(permissionSets.id, tokens.permissionSetId))
    .where(inArray(tokens.id, [...ids]));
  return new Map(
    rows.map(({ user, token, granted, added, somewhere, setPermissions }) => {
      const { id, expiresAt } = token;
      const { username, roleId, superAdmin } = user;
      const credential = { kind: 'token', id, expiresAt, used: nothingUsed() } as const;
      const standing = { userId: user.id, username, roleId, superAdmin, granted };
      return [id, { viewer: ofToken(standing, { ...token, setPermissions, added }, credential), somewhere }];
    }),
  );
}

/** What is held on some project counts: on which, only running can tell. */
function withProjects(viewer: Viewer, somewhere: readonly Permission[]): Power {
  const within = somewhere.filter((permission) => !viewer.cap || viewer.cap.has(permission));
  const boundToken = viewer.boundTo && viewer.credential.id;
  return { permissions: new Set([...viewer.permissions, ...within]), methods: viewer.methods, boundToken };
}
