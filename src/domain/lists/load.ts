/** Reads lists: the rows, the page's facts and the aggregates of one list, or of the lists of many parents at once. */
import { and, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../../db/database.ts';
import * as select from '../../db/select.ts';
import type { Viewer } from '../access/viewer.ts';
import { DomainError, invalid } from '../base/errors.ts';
import { seen, seesRow } from './access.ts';
import * as aggregate from './aggregates.ts';
import { attribute, requireReadable } from './attributes.ts';
import { type Column, columnsOf, type Definition, type Relation, targetOf } from './definition.ts';
import { needsOf } from './needs.ts';
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

/** More rows than these are a long list. */
const longList = 1_000;

export type { Row } from '../../db/select.ts';

export interface PageInfo {
  page: number;
  records_per_page: number;
  total_count: number;
  /** At least 1, also for an empty list. */
  total_pages: number;
}

/** Which rows a list is about: all of a noun, or those of one owner. */
export interface Source {
  definition: Definition;
  where?: SQL;
  /** The same rows, said in the way that counts them fast, where that is another than the one that finds some of them fast. */
  whereCounted?: SQL;
}

/** LIMITED when there are more than `most`, which are not read then. */
export async function rows(
  db: Db,
  viewer: Viewer,
  source: Source,
  request: ListRequest,
  most = mostRecordsPerPage,
  asked?: ReadonlySet<string>,
): Promise<select.Row[]> {
  const page = within(pageOf(viewer, source, request), 1, asked);
  const found = await select.selectPage(db, { ...page, limit: Math.min(page.limit, most + 1) });
  if (found.length > most) throw tooLarge();
  return found;
}

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

/** The groups of each parent, or of the one list. */
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

/** For each key the rows its relation leads to, in one statement; a key without rows gets an empty list. LIMITED beyond `most` in all. */
export async function rowsOfEach(
  db: Db,
  viewer: Viewer,
  relation: Relation,
  request: ListRequest,
  keys: readonly string[],
  most: number,
  asked?: ReadonlySet<string>,
) {
  const parents = { keys, at: relation.at };
  const page = within(pageOf(viewer, sourceOf(relation), request), keys.length, asked);
  const found = await select.selectPages(db, page, parents, most);
  if (!found) throw tooLarge();
  return keys.map((key) => found.get(key) ?? []);
}

/** For each key the one row its relation leads to, or null where there is none or it does not match. */
export async function rowOfEach(
  db: Db,
  viewer: Viewer,
  relation: Relation,
  request: ListRequest,
  keys: readonly string[],
) {
  const definition = targetOf(relation);
  const { visible } = definition;
  // Whose a row is decides whether a permission is needed for it.
  const looked = visible?.owner ? { ...definition, visible: undefined } : definition;
  const selection = pageOf(viewer, { ...sourceOf(relation), definition: looked }, request);
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

/** The error of an answer that is larger than we hold at once. */
export const tooLarge = () =>
  new DomainError(
    'LIMITED',
    `The answer would hold more than ${mostValues} values or ${mostBytes / 1_000_000} MB. Ask for smaller pages or fewer fields.`,
  );

function sourceOf(relation: Relation): Source {
  const definition = targetOf(relation);
  return relation.where ? { definition, where: relation.where } : { definition };
}

/** The whole request is checked, whichever part of its answer is read: what is refused for the rows is refused for their count. */
function pageOf(viewer: Viewer, { definition, where }: Source, request: ListRequest): select.Page {
  if (terms(request) > mostTerms)
    throw invalid('search', `asks too much at once: at most ${mostTerms} terms in a list.`);
  const { page, records_per_page } = paginatorOf(request);
  const { filtered, searched } = needsOf(definition, request);
  requireReadable(viewer, filtered);
  return {
    table: definition.table,
    columns: columnsOf(definition),
    where: and(where, seen(viewer, definition, request), conditionOf(viewer, definition, request, searched)),
    orderBy: orderOf(definition, request),
    limit: records_per_page,
    offset: (page - 1) * records_per_page,
  };
}

/**
 * Of long lists only the columns that are asked for: reading all of them would block the others. Short ones read all, so that
 * the database plans one statement for a list, whatever is asked of it.
 */
function within(page: select.Page, lists: number, asked: ReadonlySet<string> | undefined): select.Page {
  if (!asked || page.limit * lists <= longList) return page;
  return { ...page, columns: Object.fromEntries(Object.entries(page.columns).filter(([name]) => asked.has(name))) };
}

function paginatorOf({ paginator }: ListRequest) {
  const { page, records_per_page } = paginator ?? { page: 1, records_per_page: defaultRecordsPerPage };
  if (page < 1) throw invalid('paginator.page', 'must be at least 1.');
  if (records_per_page < 1 || records_per_page > mostRecordsPerPage)
    throw invalid('paginator.records_per_page', `must be from 1 to ${mostRecordsPerPage}.`);
  return { page, records_per_page };
}

/** As the client sorts, then by id so that pages neither overlap nor leave out. */
function orderOf(definition: Definition, request: ListRequest): SQL[] {
  const chosen = given(request.sorter).map((sorter) => {
    const column = attribute(definition, 'sorter.attribute', sorter.attribute);
    return sorter.direction === 'DESC' ? sql`${comparable(column)} desc` : comparable(column);
  });
  return [...chosen, sql`${definition.columns.id?.sql}`];
}

/** Text compares whatever its case, and digits as the number they are. */
function comparable({ kind, sql: column }: Column): SQL {
  if (kind === 'string' || kind === 'email') return sql`lower(${column})`;
  return kind === 'numeric' ? sql`${column}::numeric` : sql`${column}`;
}

function infoOf(request: ListRequest, total_count: number): PageInfo {
  const { page, records_per_page } = paginatorOf(request);
  return { page, records_per_page, total_count, total_pages: Math.max(1, Math.ceil(total_count / records_per_page)) };
}

/** How many items the lists of a request hold, however deep. */
function terms(value: unknown): number {
  if (value === null || typeof value !== 'object' || value instanceof Date) return 0;
  const inside = Object.values(value).reduce<number>((sum, each) => sum + terms(each), 0);
  return Array.isArray(value) ? inside + value.length : inside;
}
