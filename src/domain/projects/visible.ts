/** Which projects and grants a caller sees without a permission on all projects. */
import { and, eq, inArray, or, type SQL, sql } from 'drizzle-orm';
import { projectGrants as grants, projects } from '../../../schema/projects.ts';
import { users } from '../../../schema/users.ts';
import { heldBy } from '../access/effective-permissions.ts';
import { onOneProject } from '../access/permissions.ts';
import type { Viewer } from '../access/viewer.ts';
import { grantsOf } from './permissions.ts';

export function onAdministered(viewer: Viewer): SQL {
  const own = and(eq(grants.permission, 'ADMINISTER_PROJECT'), grantsOf(viewer));
  return sql`${grants.projectId} in (select ${grants.projectId} from ${grants} where ${own})`;
}

/** The projects of a viewer who does not see all: those with a grant, or a project token's one while its owner may analyse it. */
export function visibleByGrant(viewer: Viewer): SQL {
  if (viewer.tokenType === 'GLOBAL_ANALYSIS') return sql`false`;
  const counted = viewer.projectId === null ? withinIssuer(viewer) : eq(grants.permission, 'EXECUTE_ANALYSIS');
  const granted = sql`${projects.id} in (select ${grants.projectId} from ${grants} where ${and(counted, grantsOf(viewer))})`;
  if (viewer.projectId === null) return granted;
  const analysesAll = sql`exists (
    select 1 from ${users} where ${users.id} = ${viewer.userId}
      and (${users.superAdmin} or 'EXECUTE_ANALYSIS' = any(${heldBy(users.id, users.roleId)})))`;
  return and(eq(projects.id, viewer.projectId), or(granted, analysesAll)) as SQL;
}

/** The issuer of a token must not see the projects granted to its owner unless the issuer could grant them. */
const withinIssuer = ({ limitedByIssuer, cap }: Viewer) =>
  limitedByIssuer
    ? inArray(
        grants.permission,
        onOneProject.filter((permission) => cap?.has(permission)),
      )
    : undefined;
