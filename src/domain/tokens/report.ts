/** The state of everybody's tokens in a few numbers, and as a table for a spreadsheet. */

import { stringify } from 'csv-stringify';
import { and, eq, gt, isNull, lte, sql } from 'drizzle-orm';
import { personalAccessTokens as table } from '../../../schema/tokens.ts';
import { users } from '../../../schema/users.ts';
import type { Db } from '../../db/open.ts';
import { rows } from '../lists/load.ts';
import { mostRecordsPerPage } from '../lists/request.ts';
import * as policies from '../token-policy.ts';
import type { Viewer } from '../viewer.ts';
import { conditions, definition, live } from './definition.ts';

export interface TokenReport {
  live: number;
  expiring: number;
  expired: number;
  never_used: number;
  over_lifetime_limit: number;
  owners_disabled: number;
}

/** Counts over all tokens not revoked; `expiring` within the policy's warning days. One statement. */
export async function report(db: Db): Promise<TokenReport> {
  const { warningDays } = await policies.read(db);
  const now = sql`clock_timestamp()`;
  const soon = and(
    gt(table.expiresAt, now),
    lte(table.expiresAt, sql`${now} + make_interval(days => ${warningDays}::int)`),
  );
  const count = (condition: ReturnType<typeof and>) => sql<number>`(count(*) filter (where ${condition}))::int`;
  const [counted] = await db
    .select({
      live: count(live),
      expiring: count(soon),
      expired: count(lte(table.expiresAt, now)),
      never_used: count(and(live, conditions.neverUsed)),
      over_lifetime_limit: count(and(live, conditions.overLimit)),
      owners_disabled: count(eq(users.enabled, false)),
    })
    .from(table)
    .innerJoin(users, eq(users.id, table.userId))
    .where(isNull(table.revokedAt));
  return counted as TokenReport;
}

const columns = [
  'id',
  'user_id',
  'type',
  'name',
  'description',
  'start',
  'last_four',
  'state',
  'created_at',
  'expires_at',
  'revoked_at',
  'last_used_at',
  'last_used_ip',
  'over_lifetime_limit',
  'permission_set_id',
  'permissions',
  'latent_permissions',
  'methods',
  'project_id',
  'allowed_subnets',
];

/** Every token as CSV, a page at a time. Texts that a spreadsheet would take for a formula are made harmless. */
export function csv(db: Db, viewer: Viewer) {
  const table = stringify({
    header: true,
    columns,
    escape_formulas: true,
    cast: { boolean: String, object: (value) => (Array.isArray(value) ? value.join(' ') : String(value)) },
  });
  const write = async () => {
    for (let page = 1; ; page++) {
      const found = await rows(
        db,
        viewer,
        { definition },
        { paginator: { page, records_per_page: mostRecordsPerPage } },
      );
      for (const row of found) table.write(row);
      if (found.length < mostRecordsPerPage) break;
    }
    table.end();
  };
  write().catch((error) => table.destroy(error));
  return table;
}
