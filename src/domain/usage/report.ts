/** Reads what tokens were used for and from where, for many tokens in one statement. */
import { and, desc, eq, gte, inArray, sql } from 'drizzle-orm';
import { personalAccessTokens as tokens } from '../../../schema/tokens.ts';
import { usageAddresses as addressTable, usage as table } from '../../../schema/usage.ts';
import type { Db } from '../../db/database.ts';
import { isPermission, type Permission } from '../access/permissions.ts';
import { capabilitiesOfTokens } from '../reach/capabilities.ts';
import { isUnusual } from './odd-networks.ts';

export interface Use<Name extends string = string> {
  name: Name;
  uses: string;
  /** YYYY-MM-DD, in UTC. */
  lastUsedOn: string;
}

export interface Uses {
  since: Date;
  permissions: Use<Permission>[];
  methods: Use[];
}

/** For each token, what it used since the day, the most used first. */
export async function usesOf(db: Db, ids: readonly string[], day: string): Promise<Uses[]> {
  const uses = sql<string>`sum(${table.uses})::text`;
  const rows = await db
    .select({
      id: tokens.id,
      since: sql<string>`extract(epoch from greatest(${tokens.countedSince}, ${day}::timestamp at time zone 'utc')) * 1000`,
      name: table.name,
      kind: table.kind,
      uses,
      lastUsedOn: sql<string>`max(${table.day})::text`,
    })
    .from(tokens)
    .leftJoin(table, and(eq(table.tokenId, tokens.id), gte(table.day, day)))
    .where(inArray(tokens.id, [...ids]))
    .groupBy(tokens.id, table.kind, table.name)
    .orderBy(desc(sql`sum(${table.uses})`), table.name);
  const ofToken = grouped(rows);
  return ids.map((id) => {
    const own = ofToken(id);
    const counted = own.filter((row): row is typeof row & Use => row.name !== null);
    return {
      since: new Date(Number(own[0]?.since)),
      permissions: counted.filter((use): use is typeof use & Use<Permission> => isPermission(use.name)),
      methods: counted.filter(({ kind }) => kind === 'METHOD'),
    };
  });
}

export interface DayOfUse {
  /** YYYY-MM-DD, in UTC. */
  day: string;
  calls: string;
}

/** For each token, how many root fields it called on each day since the first one, without days of no use. */
export async function daysOfUse(db: Db, ids: readonly string[], first: string): Promise<DayOfUse[][]> {
  const rows = await db
    .select({ id: table.tokenId, day: sql<string>`${table.day}::text`, calls: sql<string>`sum(${table.uses})::text` })
    .from(table)
    .where(and(inArray(table.tokenId, [...ids]), gte(table.day, first), eq(table.kind, 'METHOD')))
    .groupBy(table.tokenId, table.day)
    .orderBy(table.day);
  return ids.map(grouped(rows));
}

/** For each token, the permissions that it has now and did not use. */
export async function unusedBy(db: Db, ids: readonly string[], uses: readonly Uses[]): Promise<Permission[][]> {
  const capabilities = await capabilitiesOfTokens(db, ids);
  return ids.map((id, place) => {
    const used = new Set(uses[place]?.permissions.map(({ name }) => name));
    return [...(capabilities.get(id)?.permissions ?? [])].filter((permission) => !used.has(permission));
  });
}

export interface Address {
  address: string;
  network: string;
  firstUsedAt: Date;
  lastUsedAt: Date;
  uses: number;
  /** From a network first seen when the token had been used for longer than a week. */
  odd: boolean;
}

/** Where a token was used from: the latest addresses, the latest first, and the first odd one. */
export interface Places {
  last: Address[];
  firstOdd: Address | undefined;
}

export const mostAddresses = 100;

export async function placesOf(db: Db, ids: readonly string[]): Promise<Places[]> {
  const { tokenId, network, firstUsedAt } = addressTable;
  const odd = isUnusual(
    sql`min(${firstUsedAt}) over (partition by ${tokenId}, ${network})`,
    sql`min(${firstUsedAt}) over (partition by ${tokenId})`,
  );
  const rows = await db
    .select({ id: tokenId, ...columns, odd })
    .from(addressTable)
    .where(inArray(tokenId, [...ids]))
    .orderBy(desc(addressTable.lastUsedAt), addressTable.address);
  const ofToken = grouped(rows);
  return ids.map((id) => {
    const own = ofToken(id);
    return { last: own.slice(0, mostAddresses), firstOdd: firstOdd(own) };
  });
}

/** The rows of each token, in their order. */
function grouped<Row extends { id: string }>(rows: readonly Row[]): (id: string) => Row[] {
  const found = new Map<string, Row[]>();
  for (const row of rows) {
    const own = found.get(row.id);
    if (own) own.push(row);
    else found.set(row.id, [row]);
  }
  return (id) => found.get(id) ?? [];
}

const firstOdd = (addresses: readonly Address[]): Address | undefined =>
  addresses.filter(({ odd }) => odd).sort((one, other) => one.firstUsedAt.getTime() - other.firstUsedAt.getTime())[0];

const { address, network, firstUsedAt, lastUsedAt, uses } = addressTable;
const columns = { address, network, firstUsedAt, lastUsedAt, uses };
