/** Which API requires a permission, which then cannot be deleted. */
import { eq, sql } from 'drizzle-orm';
import { apiOperations, apis } from '../../../schema/apis.ts';
import type { Db } from '../../db/database.ts';

/** The name of one of these APIs; null: none requires it. */
export async function findRequiring(tx: Db, permission: string): Promise<string | null> {
  const [found] = await tx
    .select({ name: apis.name })
    .from(apiOperations)
    .innerJoin(apis, eq(apis.id, apiOperations.apiId))
    .where(sql`${permission} = any(string_to_array(${apiOperations.requires}, ' '))`)
    .orderBy(apis.name)
    .limit(1);
  return found?.name ?? null;
}
