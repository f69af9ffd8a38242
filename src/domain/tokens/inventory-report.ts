/** The tokens of all users in a few numbers, and as CSV for spreadsheets: all of them, or those of a filter. */
import { pipeline, Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import { and, eq, gt, inArray, isNull, lte, type SQL, sql } from 'drizzle-orm';
import { personalAccessTokens as tokens } from '../../../schema/tokens.ts';
import { users } from '../../../schema/users.ts';
import type { Db } from '../../db/database.ts';
import type { Row } from '../../db/select.ts';
import type { Viewer } from '../access/viewer.ts';
import { rows } from '../lists/load.ts';
import { prepare, type Source } from '../lists/prepare.ts';
import { type ListRequest, mostRecordsPerPage } from '../lists/request.ts';
import { tokenList } from '../nouns/tokens.ts';
import {
  conditions,
  type InventoryFilter,
  inventory,
  isLive,
  matching,
  type Narrowed,
  separated,
} from './inventory.ts';
import { limits } from './limits/limits.ts';
import * as policies from './policy.ts';

export interface TokenReport {
  live: number;
  expiring: number;
  expired: number;
  never_used: number;
  over_lifetime_limit: number;
  owners_disabled: number;
}

/** Counts the tokens that are not revoked; `expiring`: within the policy's warning days. Errors: INVALID_INPUT. */
export async function report(db: Db, viewer: Viewer, only: Narrowed = {}): Promise<TokenReport> {
  const { where } = prepare(viewer, { definition: tokenList }, matching(only));
  const { warningDays } = await policies.read(db);
  const now = sql`clock_timestamp()`;
  const soon = and(
    gt(tokens.expiresAt, now),
    lte(tokens.expiresAt, sql`${now} + make_interval(days => ${warningDays}::int)`),
  );
  const count = (condition: ReturnType<typeof and>) => sql<number>`(count(*) filter (where ${condition}))::int`;
  const [counted] = await db
    .select({
      live: count(isLive),
      expiring: count(soon),
      expired: count(lte(tokens.expiresAt, now)),
      never_used: count(and(isLive, conditions.neverUsed)),
      over_lifetime_limit: count(and(isLive, conditions.overLimit)),
      owners_disabled: count(eq(users.enabled, false)),
    })
    .from(tokens)
    .innerJoin(users, eq(users.id, tokens.userId))
    .where(and(isNull(tokens.revokedAt), where));
  return counted as TokenReport;
}

const columns = [
  'id',
  'user_id',
  'owner_name',
  'owner_username',
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
  'issuer_permissions',
  'latent_permissions',
  'methods',
  'project_id',
  ...limits.map(({ field }) => field),
];

/** By name, what a row must equal. */
export interface TableFilter extends InventoryFilter, Narrowed {
  type?: string | undefined;
  state?: string | undefined;
  revoked?: boolean | undefined;
  over_lifetime_limit?: boolean | undefined;
}

/**
 * A stream of the tokens as CSV, read as fast as it is consumed. Texts that look like formulas are escaped. The names of owners are
 * empty for viewers who may not read users.
 * Errors: INVALID_INPUT, before the stream begins.
 */
export function csv(db: Db, viewer: Viewer, filter: TableFilter = {}) {
  const [narrowing, { user_id, text, ...equals }] = separated(filter);
  const source = inventory(narrowing);
  const request = matching({ user_id, text });
  const wanted = { ...request, equals: { ...request.equals, ...equals } };
  prepare(viewer, source, wanted);
  const namesOwners = viewer.permissions.use('READ_USER');
  const table = stringify({
    header: true,
    columns,
    escape_formulas: true,
    cast: {
      boolean: String,
      string: (value, { column }) => (isInstant(column) ? new Date(value).toISOString() : value),
      object: (value) => (Array.isArray(value) ? value.join(' ') : String(value)),
    },
  });
  // An error ends the stream, and closing the stream ends the reading.
  pipeline(Readable.from(everyToken(db, viewer, source, wanted, namesOwners)), table, () => undefined);
  return table;
}

const isInstant = (column: string | number | undefined) => tokenList.columns[column ?? '']?.kind === 'datetime';

async function* everyToken(
  db: Db,
  viewer: Viewer,
  { definition, where }: Source,
  request: ListRequest,
  namesOwners: boolean,
) {
  const firstPage = { ...request, paginator: { page: 1, records_per_page: mostRecordsPerPage } };
  for (let last: string | null = '0'; last !== null; ) {
    const found = await rows(db, viewer, { definition, where: and(where, gt(tokens.id, last)) as SQL }, firstPage);
    yield* namesOwners ? await withOwners(db, found) : found;
    last = found.length < mostRecordsPerPage ? null : (found.at(-1)?.id as string);
  }
}

async function withOwners(db: Db, found: readonly Row[]): Promise<Row[]> {
  const ids = [...new Set(found.map(({ user_id }) => String(user_id)))];
  const owners = await db
    .select({ id: users.id, owner_name: users.name, owner_username: users.username })
    .from(users)
    .where(inArray(users.id, ids));
  const byId = new Map(owners.map(({ id, ...names }) => [id, names]));
  return found.map((row) => ({ ...row, ...byId.get(String(row.user_id)) }));
}
