/**
 * The rule for changing what others may do: the writer must be able to grant it permanently, both as it was before and as it
 * will be. Otherwise a writer could first narrow an account or token, take it over, and wait until it is widened again.
 */
import type { Db } from '../../db/database.ts';
import { forbidden } from '../base/errors.ts';
import { because, type Reason } from '../base/reasons.ts';
import * as grants from '../projects/permissions.ts';
import type { Permission } from './permissions.ts';
import { type LockedViewer, withLastingOnly } from './viewer.ts';

export interface Grantable {
  permissions: Iterable<Permission>;
  grantee?: grants.Grantee;
  /** Counts only those grants that are in this set; null: all. */
  most?: ReadonlySet<Permission> | null;
  superAdmin?: boolean;
}

/** Requires that the writer could grant each state permanently. Errors: FORBIDDEN (`beyond`, FOR_A_WHILE or `onlySuperAdmins`). */
export async function requireGrantable(
  tx: Db,
  writer: LockedViewer,
  states: readonly Grantable[],
  beyond: Reason = because('BEYOND_ONESELF'),
  onlySuperAdmins: Reason = beyond,
): Promise<void> {
  const missing = new Set(
    states.flatMap(({ permissions }) => [...permissions].filter((permission) => !writer.lasting.use(permission))),
  );
  for (const { grantee, most = null } of states)
    for (const permission of grantee ? await grants.grantedBeyond(tx, grantee, withLastingOnly(writer), most) : [])
      missing.add(permission);
  if (missing.size > 0) {
    const forNow = [...missing].every(writer.permissions.holds) && [...missing].every(writer.permissions.use);
    throw forbidden(forNow ? because('FOR_A_WHILE') : beyond, missing);
  }
  if (!writer.superAdmin && states.some((state) => state.superAdmin)) throw forbidden(onlySuperAdmins);
}
