/**
 * The one rule for changing what others may do: the actor could have granted it, for good, both as it was and as it is to
 * be. Otherwise an actor could first narrow what somebody has, then take it over, and wait until it is widened again.
 */
import type { Db } from '../../db/database.ts';
import { forbidden } from '../base/errors.ts';
import { because, type Reason } from '../base/reasons.ts';
import * as grants from '../projects/permissions.ts';
import type { Permission } from './permissions.ts';
import { type Writer, withLastingOnly } from './viewer.ts';

/** What a role, a permission set, a token, a user or a request for access gives, or could give again. */
export interface Grantable {
  permissions: Iterable<Permission>;
  /** Whose grants on single projects belong to it. */
  grantee?: grants.Grantee;
  /** The most of those grants that counts; null: all. */
  most?: ReadonlySet<Permission> | null;
  /** Whether it can do what only super admins may. */
  superAdmin?: boolean;
}

/** Refuses unless the writer could grant each of these states for good. */
export async function requireGrantable(
  tx: Db,
  writer: Writer,
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
