/** Reads rows, page information and aggregates of one list, or of the lists of many parents in one statement. */
import { and, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../../db/database.ts';
import { lookupsOf } from '../../db/for-request.ts';
import * as select from '../../db/select.ts';
import type { Viewer } from '../access/viewer.ts';
import { DomainError, invalid } from '../base/errors.ts';
import { seen, seesRow } from './access.ts';
import * as aggregate from './aggregates.ts';
import { attribute, requireReadable } from './attributes.ts';
import { type Column, columnsOf, type Definition, type Relation, targetOf } from './definition.ts';
import { needsOf, requireFewSteps } from './needs.ts';
import {
  defaultRecordsPerPage,
  given,
  type ListRequest,
  mostBytes,
  mostRecordsPerPage,
  mostTerms,
  mostValues,
} from './request.ts';
import { conditionOf } from './search.ts';

export { joinedRows, type Row } from '../../db/select.ts';

export interface PageInfo {
  page: number;
  records_per_page: number;
  total_count: number;
  total_pages: number;
}

export interface Source {
  definition: Definition;
  where?: SQL;
  /** An equivalent condition for counting, where another one is faster than for reading a page. */
  whereCounted?: SQL;
}

/** What a request reads of each row; undefined: everything. */
export interface Selected {
  columns: ReadonlySet<string>;
  /** By name, the relations to one row that are read in the same statement, with the columns of those rows. */
  joined: ReadonlyMap<string, { relation: Relation; columns: ReadonlySet<string> | undefined }>;
}

/** Whether a relation can be read in the statement of its rows: it leads to one row by its id, and users who may read the noun see all rows. */
export function isJoinable(relation: Relation): boolean {
  const { visible, byGrant, columns } = targetOf(relation);
  return !relation.many && !relation.where && !visible && !byGrant && relation.at === columns.id?.sql;
}

/** The rows of one list. Errors: INVALID_INPUT, LIMITED when there are more than `most`. */
export async function rows(
  db: Db,
  viewer: Viewer,
  source: Source,
  request: ListRequest,
  most = mostRecordsPerPage,
  selected?: Selected,
): Promise<select.Row[]> {
  const page = pageOf(viewer, source, request, selected);
  const limited = { ...page, limit: Math.min(page.limit, most + 1) };
  const joins = selected && joinsOf(selected);
  const found =
    page.id === undefined
      ? await select.selectPage(isQuick(page, request) ? lookupsOf(db).db : db, limited, joins)
      : await select.selectById(db, page, page.id, joins);
  if (found.length > most) throw tooLarge();
  return found;
}

/** A page near the start of the index of ids, which answers it at once. */
const isQuick = ({ where, limit, offset }: select.Page, { sorter }: ListRequest): boolean =>
  where === undefined && given(sorter).length === 0 && offset + limit <= fewRows;

const fewRows = 200;

export async function pageInfo(db: Db, viewer: Viewer, source: Source, request: ListRequest): Promise<PageInfo> {
  const counted = { ...source, where: source.whereCounted ?? source.where };
  return infoOf(request, await select.countRows(db, pageOf(viewer, counted, request)));
}

export async function aggregates(
  db: Db,
  viewer: Viewer,
  source: Source,
  request: ListRequest,
): Promise<aggregate.Aggregation[]> {
  const page = pageOf(viewer, source, request);
  const levels = aggregate.levelsOf(source.definition, given(request.aggregation));
  const found = await groupsOf(db, source.definition, page, levels);
  return aggregate.gathered(levels, found.get(null) ?? []);
}

async function groupsOf(
  db: Db,
  definition: Definition,
  page: select.Page,
  levels: aggregate.Level[],
  parents?: select.Parents,
): Promise<Map<string | null, aggregate.Group[]>> {
  const byParent = new Map<string | null, aggregate.Group[]>();
  const names = aggregate.columnsIn(levels);
  if (names.length === 0) return byParent;
  const columns = Object.fromEntries(names.map((name) => [name, page.columns[name] as SQL]));
  const over = (rows: SQL) => aggregate.groupsOf(definition, levels, rows);
  const found = await select.aggregate(db, { ...page, columns }, over, parents);
  if (aggregate.areTooMany(found)) throw aggregate.tooManyGroups();
  for (const { [select.parentKey]: key, found: group } of found) {
    const known = byParent.get(key as string | null);
    if (known) known.push(group as aggregate.Group);
    else byParent.set(key as string | null, [group as aggregate.Group]);
  }
  return byParent;
}

/** The rows of a relation for each key, in one statement and in the order of the keys. Errors: LIMITED beyond `most` in total. */
export async function rowsOfEach(
  db: Db,
  viewer: Viewer,
  relation: Relation,
  request: ListRequest,
  keys: readonly string[],
  most: number,
  selected?: Selected,
) {
  const parents = { keys, at: relation.at };
  const page = pageOf(viewer, sourceOf(relation), request, selected);
  const found = await select.selectPages(db, page, parents, most);
  if (!found) throw tooLarge();
  return keys.map((key) => found.get(key) ?? []);
}

/** The one row of a relation for each key; null where there is none or it does not match. */
export async function rowOfEach(
  db: Db,
  viewer: Viewer,
  relation: Relation,
  request: ListRequest,
  keys: readonly string[],
  _most: number,
  selected?: Selected,
) {
  const definition = targetOf(relation);
  const { visible } = definition;
  // Whether a permission is needed depends on the owner of each row, so it is checked after reading.
  const looked = visible?.owner ? { ...definition, visible: undefined } : definition;
  const selection = pageOf(viewer, { ...sourceOf(relation), definition: looked }, request, selected);
  const found = await select.selectByKey(db, selection, { keys, at: relation.at });
  return keys.map((key) => {
    const row = found.get(key);
    return row && seesRow(viewer, definition, row) ? row : null;
  });
}

export async function pageInfoOfEach(
  db: Db,
  viewer: Viewer,
  relation: Relation,
  request: ListRequest,
  keys: readonly string[],
) {
  const selection = pageOf(viewer, sourceOf(relation), request);
  const found = await select.countRowsOfEach(db, selection, { keys, at: relation.at });
  return keys.map((key) => infoOf(request, found.get(key) ?? 0));
}

export async function aggregatesOfEach(
  db: Db,
  viewer: Viewer,
  relation: Relation,
  request: ListRequest,
  keys: readonly string[],
) {
  const page = pageOf(viewer, sourceOf(relation), request);
  const levels = aggregate.levelsOf(targetOf(relation), given(request.aggregation));
  const found = await groupsOf(db, targetOf(relation), page, levels, { keys, at: relation.at });
  return keys.map((key) => aggregate.gathered(levels, found.get(key) ?? []));
}

export const tooLarge = () =>
  new DomainError(
    'LIMITED',
    `The answer would hold more than ${mostValues} values or ${mostBytes / 1_000_000} MB. Ask for smaller pages or fewer fields.`,
  );

function sourceOf(relation: Relation): Source {
  const definition = targetOf(relation);
  return relation.where ? { definition, where: relation.where } : { definition };
}

/** Checks the whole request, whichever part of its answer is read, so that rows, counts and aggregates are refused alike. */
function pageOf(
  viewer: Viewer,
  { definition, where }: Source,
  request: ListRequest,
  selected?: Selected,
): select.Page & { id?: string } {
  if (terms(request) > mostTerms) throw invalid('search', `has too many terms: a list may have at most ${mostTerms}.`);
  const { page, records_per_page } = paginatorOf(request);
  const needs = needsOf(definition, request);
  requireReadable(viewer, needs.filtered);
  requireFewSteps(needs);
  const visible = and(where, seen(viewer, definition, request));
  const id = visible || page > 1 ? undefined : idOf(request);
  return {
    table: definition.table,
    columns: columnsOf(definition, selected?.columns),
    where: and(visible, conditionOf(viewer, definition, request, needs)),
    orderBy: orderOf(definition, request),
    limit: records_per_page,
    offset: (page - 1) * records_per_page,
    ...(id === undefined ? {} : { id }),
  };
}

const conditions = ['search', 'general_search', 'reverse_relation_filters'] as const;

/** The id, if it is all that the request asks for. */
function idOf(request: ListRequest): string | undefined {
  const { equals = {} } = request;
  if (equals.id == null || conditions.some((name) => request[name] != null)) return undefined;
  return Object.entries(equals).every(([name, value]) => name === 'id' || value == null)
    ? String(equals.id)
    : undefined;
}

const joinsOf = ({ joined }: Selected): select.Join[] =>
  [...joined].map(([name, { relation, columns }]) => ({
    name,
    table: targetOf(relation).table,
    columns: columnsOf(targetOf(relation), columns),
    at: relation.at,
    from: relation.from,
  }));

function paginatorOf({ paginator }: ListRequest) {
  const { page, records_per_page } = paginator ?? { page: 1, records_per_page: defaultRecordsPerPage };
  if (page < 1) throw invalid('paginator.page', 'must be at least 1.');
  if (records_per_page < 1 || records_per_page > mostRecordsPerPage)
    throw invalid('paginator.records_per_page', `must be from 1 to ${mostRecordsPerPage}.`);
  return { page, records_per_page };
}

/** The requested order, then by id, so that each row is on exactly one page. */
function orderOf(definition: Definition, request: ListRequest): SQL[] {
  const chosen = given(request.sorter).map((sorter) => {
    const column = attribute(definition, 'sorter.attribute', sorter.attribute);
    return sorter.direction === 'DESC' ? sql`${comparable(column)} desc` : comparable(column);
  });
  return [...chosen, sql`${definition.columns.id?.sql}`];
}

function comparable({ kind, sql: column }: Column): SQL {
  if (kind === 'string' || kind === 'email') return sql`lower(${column})`;
  return kind === 'numeric' ? sql`${column}::numeric` : sql`${column}`;
}

function infoOf(request: ListRequest, total_count: number): PageInfo {
  const { page, records_per_page } = paginatorOf(request);
  return { page, records_per_page, total_count, total_pages: Math.max(1, Math.ceil(total_count / records_per_page)) };
}

function terms(value: unknown): number {
  if (value === null || typeof value !== 'object' || value instanceof Date) return 0;
  const inside = Object.values(value).reduce<number>((sum, each) => sum + terms(each), 0);
  return Array.isArray(value) ? inside + value.length : inside;
}
