/** Granting permissions on single projects, to a user or to a role, and revoking them. */
import { and, eq } from 'drizzle-orm';
import { projectGrants as table } from '../../../schema/projects.ts';
import { roles } from '../../../schema/roles.ts';
import { users } from '../../../schema/users.ts';
import type { Db } from '../../db/database.ts';
import type { ProjectPermission } from '../access/permissions.ts';
import { type Viewer, withLastingOnly } from '../access/viewer.ts';
import * as logs from '../audit/record.ts';
import { forbidden, invalid, notFound } from '../base/errors.ts';
import { because } from '../base/reasons.ts';
import { transact } from '../base/transact.ts';
import { endingLinks } from '../sign-in/link-limits.ts';
import { mayOn, requireProject } from './permissions.ts';

export interface GrantInput {
  project_key: string;
  permission: ProjectPermission;
  user_id?: string | null;
  role_id?: string | null;
}

/**
 * Grants a permission on a project that the viewer administers; twice is no error. Nothing is granted to an unknown user or
 * role; that is an error only for callers who may read users or roles. Errors: INVALID_INPUT, FORBIDDEN, NOT_FOUND.
 */
export function grant(db: Db, viewer: Viewer, input: GrantInput): Promise<void> {
  return changeGrant(db, viewer, input, async (tx, values, viewer) => {
    if (!(await holderExists(tx, values, viewer))) return false;
    await tx.insert(table).values(values).onConflictDoNothing();
    return true;
  });
}

/**
 * Revokes such a grant, at once and for their tokens too. Callers who may not read users or roles get no error for unknown
 * ones, so that they cannot learn which exist. Errors: INVALID_INPUT, FORBIDDEN, NOT_FOUND.
 */
export function revoke(db: Db, viewer: Viewer, input: GrantInput): Promise<void> {
  return changeGrant(db, viewer, input, async (tx, values, viewer) => {
    const { projectId, permission, userId, roleId } = values;
    const holder = userId === null ? eq(table.roleId, roleId as string) : eq(table.userId, userId);
    const which = and(eq(table.projectId, projectId), eq(table.permission, permission), holder);
    const removed = await tx.delete(table).where(which).returning({ id: table.id });
    if (removed.length > 0) return true;
    return viewer.permissions.use(readOf(values)) && holderExists(tx, values, viewer);
  });
}

interface GrantValues {
  projectId: string;
  permission: ProjectPermission;
  userId: string | null;
  roleId: string | null;
}

function changeGrant(
  db: Db,
  viewer: Viewer,
  input: GrantInput,
  /** Returns whether to record a log entry. */
  change: (tx: Db, values: GrantValues, viewer: Viewer) => Promise<boolean>,
): Promise<void> {
  const { user_id: userId = null, role_id: roleId = null, permission } = input;
  if ((userId === null) === (roleId === null)) throw invalid('user_id', 'or `role_id` must be given, and not both.');
  return transact(db, viewer, async (tx, viewer) => {
    const { id: projectId } = await requireProject(tx, viewer, { key: input.project_key }, 'ADMINISTER_PROJECT');
    if (!(await mayOn(tx, withLastingOnly(viewer), projectId, permission)))
      throw forbidden(because('BEYOND_ONESELF'), [permission]);
    const holder = userId === null ? { roleId: roleId as string } : { userId };
    const write = () => change(tx, { projectId, permission, userId, roleId }, viewer);
    if (!(await endingLinks(tx, holder, write))) return;
    const message = `The grants of ${permission} on project ${input.project_key} were changed.`;
    const current = { permission, user_id: userId, role_id: roleId };
    await logs.record(tx, viewer, { type: 'UPDATED', entity: 'Project', id: projectId, message, current });
  });
}

const readOf = ({ userId }: GrantValues) => (userId === null ? 'READ_ROLE' : 'READ_USER');

/** Errors: NOT_FOUND for viewers who may read users or roles. */
async function holderExists(tx: Db, values: GrantValues, viewer: Viewer): Promise<boolean> {
  const { userId, roleId } = values;
  const holder = userId === null ? roles : users;
  const [found] = await tx
    .select({ id: holder.id })
    .from(holder)
    .where(eq(holder.id, (userId ?? roleId) as string));
  if (found) return true;
  if (!viewer.permissions.use(readOf(values))) return false;
  throw userId === null ? notFound('role', roleId as string) : notFound('user', userId);
}
