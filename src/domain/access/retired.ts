/** Retired permissions: those who have one keep it, and nobody else gets it. */
import { inArray } from 'drizzle-orm';
import { customPermissions as table } from '../../../schema/custom-permissions.ts';
import type { Db } from '../../db/database.ts';
import { conflict, invalid } from '../base/errors.ts';
import { because } from '../base/reasons.ts';
import { isBuiltIn, type Permission } from './permissions.ts';

/**
 * Requires that those custom permissions that are not in `kept` still exist and are not retired, and locks them until the
 * transaction ends, so that none is deleted in between. Errors: INVALID_INPUT on the field, CONFLICT (PERMISSION_RETIRED).
 */
export async function requireNotRetired(
  tx: Db,
  field: string,
  wanted: Iterable<Permission>,
  kept: readonly string[] | null = null,
): Promise<void> {
  const added = [...wanted].filter((name) => !isBuiltIn(name) && !kept?.includes(name));
  if (added.length === 0) return;
  const columns = { name: table.name, retiredAt: table.retiredAt };
  const found = await tx.select(columns).from(table).where(inArray(table.name, added)).orderBy(table.id).for('share');
  const missing = added.find((name) => !found.some((one) => one.name === name));
  if (missing !== undefined) throw invalid(field, because('NO_SUCH_PERMISSION', { permission: missing }));
  const retired = found.filter(({ retiredAt }) => retiredAt !== null).map(({ name }) => name);
  if (retired.length > 0) throw conflict(because('PERMISSION_RETIRED', { permissions: retired }), field);
}
