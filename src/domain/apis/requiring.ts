/** Which APIs require a permission, which then cannot be deleted. */
import { eq, type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import { apiOperations, apis } from '../../../schema/apis.ts';
import type { Db } from '../../db/database.ts';

/** The permissions in a requirement as it is stored, each once. */
export const permissionsIn = (requires: SQLWrapper): SQL<string[]> =>
  sql`array(select distinct unnest(string_to_array(replace(${requires}, ' or ', ' and '), ' and ')) order by 1)`;

/** The names of the APIs whose operations require it, alone or with others. */
export async function requiring(tx: Db, permission: string): Promise<string[]> {
  const found = await tx
    .selectDistinct({ name: apis.name })
    .from(apiOperations)
    .innerJoin(apis, eq(apis.id, apiOperations.apiId))
    .where(sql`${permission} = any(${permissionsIn(apiOperations.requires)})`)
    .orderBy(apis.name);
  return found.map(({ name }) => name);
}
