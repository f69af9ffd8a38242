/** The tokens in a list: the viewer's own, or for administrators those of all users, filtered by what no column has. */
import { and, eq, gt, isNull, lt, or, type SQL, sql } from 'drizzle-orm';
import { personalAccessTokens as table, tokenUses } from '../../../schema/tokens.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Source } from '../lists/prepare.ts';
import type { ListRequest } from '../lists/request.ts';
import { now, overLimit, ownTokenList, tokenList } from '../nouns/tokens.ts';
import { usedOddlySince } from '../usage/odd-networks.ts';
import { ownTokens } from './own-tokens.ts';

const used = (condition?: SQL) =>
  sql`exists (select 1 from ${tokenUses} where ${and(eq(tokenUses.tokenId, table.id), condition)})`;
const usedSince = (at: Date) => used(sql`${tokenUses.lastUsedAt} >= ${at.toISOString()}::timestamptz`);

/** By the names of their arguments, which tokens the filters keep. */
const conditionsOf = {
  created_before: (at: Date) => lt(table.createdAt, at),
  expiring_before: (at: Date) => and(lt(table.expiresAt, at), gt(table.expiresAt, now)),
  unused_since: (at: Date) => sql`not ${usedSince(at)}`,
  never_used: (so: boolean) => (so ? sql`not ${used()}` : used()),
  odd_since: (at: Date) => sql`${table.id} in ${usedOddlySince(at)}`,
};

type Conditions = typeof conditionsOf;
type Name = keyof Conditions;
export type InventoryFilter = { [Each in Name]?: Parameters<Conditions[Each]>[0] | null | undefined };

const names = Object.keys(conditionsOf) as Name[];

/** The filters among arguments, and the others. */
export function separated<Args extends InventoryFilter>(args: Args): [InventoryFilter, Omit<Args, Name>] {
  const others: Partial<Args> = { ...args };
  for (const name of names) delete others[name];
  return [Object.fromEntries(names.map((name) => [name, args[name]])), others as Omit<Args, Name>];
}

export const ownOf = (viewer: Viewer, filter: InventoryFilter): Source => ({
  ...filtered(filter, ownTokens(viewer)),
  definition: ownTokenList,
});

export const inventory = (filter: InventoryFilter): Source => ({
  ...filtered(filter, undefined),
  definition: tokenList,
});

function filtered(filter: InventoryFilter, among: SQL | undefined): Omit<Source, 'definition'> {
  const { never_used, ...others } = filter;
  const narrowed = and(among, ...names.map((name) => conditionIn(others, name)));
  if (never_used == null) return { where: narrowed };
  const counted = sql`exists (select 1 from ${usesInOrder} where uses.token_id = ${table.id})`;
  return {
    where: and(narrowed, conditionsOf.never_used(never_used)),
    whereCounted: and(narrowed, never_used ? sql`not ${counted}` : counted),
  };
}

function conditionIn(filter: InventoryFilter, name: Name): SQL | undefined {
  const condition = conditionsOf[name] as (value: unknown) => SQL | undefined;
  return filter[name] == null ? undefined : condition(filter[name]);
}

/** Only tokens of one owner, or with this text in what people know a token by. Both are found by indexes. */
export interface Narrowed {
  user_id?: string | null | undefined;
  text?: string | null | undefined;
}

const searched = ['name', 'description', 'start', 'last_four'];

export function matching({ user_id = null, text }: Narrowed): ListRequest {
  const search_value = text?.trim();
  if (!search_value) return { equals: { user_id } };
  const search = searched.map((attribute) => ({ string_fields: [{ attribute, search_value, match: true }] }));
  return { equals: { user_id }, search };
}

/** Sorted by id, so that the database merges instead of hashing: half the time for a million tokens. */
const usesInOrder = sql`(select ${tokenUses.tokenId} as token_id from ${tokenUses} order by ${tokenUses.tokenId} offset 0) uses`;

export const isLive = and(isNull(table.revokedAt), or(isNull(table.expiresAt), gt(table.expiresAt, now)));

export const conditions = {
  overLimit,
  neverUsed: conditionsOf.never_used(true),
};
