/** Reads rows, counts and aggregates of one list, or of the lists of many parents in one statement. */
import type { SQL } from 'drizzle-orm';
import type { Db } from '../../db/database.ts';
import { databaseToShow, lookupsOf } from '../../db/for-request.ts';
import * as select from '../../db/select.ts';
import type { Viewer } from '../access/viewer.ts';
import { DomainError } from '../base/errors.ts';
import { seesRow } from './access.ts';
import * as aggregate from './aggregates.ts';
import { columnsOf, type Definition, type Relation, targetOf } from './definition.ts';
import { type Part, partOf } from './paginator.ts';
import { idAlone, joinsOf, type Prepared, prepare, type Selected, type Source, sourceOf } from './prepare.ts';
import { given, type ListRequest, mostBytes, mostRecordsPerPage, mostValues } from './request.ts';

export { joinedRows, type Row } from '../../db/select.ts';

export interface Page {
  rows: select.Row[];
  /** The cursor of the last row. Null: there are no further rows, or it was not selected. */
  endCursor: string | null;
}

/** One page of a list. Errors: INVALID_INPUT, LIMITED when it has more than `most` rows. */
export async function page(
  db: Db,
  viewer: Viewer,
  source: Source,
  request: ListRequest,
  most = mostRecordsPerPage,
  selected?: Selected,
): Promise<Page> {
  const id = idAlone(viewer, source, request);
  const read =
    id === undefined
      ? await pageOfList(db, viewer, source, request, most, selected)
      : { rows: given([await rowById(db, source.definition, id, selected)]), endCursor: null };
  if (read.rows.length > most) throw tooLarge();
  return read;
}

async function pageOfList(
  db: Db,
  viewer: Viewer,
  source: Source,
  request: ListRequest,
  most: number,
  selected: Selected | undefined,
): Promise<Page> {
  const prepared = prepare(viewer, source, request, selected);
  const limited = { ...prepared, limit: Math.min(prepared.limit, most + 1) };
  const there = from(db, prepared);
  const on = isQuick(prepared, request) ? lookupsOf(there).db : there;
  return pageOf(prepared, await select.selectPage(on, limited, selected && joinsOf(selected.joined)));
}

/** The rows of one page. */
export const rows = async (...args: Parameters<typeof page>): Promise<select.Row[]> => (await page(...args)).rows;

/** The row with this id, for a caller who may see it in any case. */
export function rowById(db: Db, definition: Definition, id: string, selected?: Selected): Promise<select.Row | null> {
  const { table } = definition;
  const columns = columnsOf(definition, selected?.columns);
  return select.selectById(db, { table, columns }, id, selected && joinsOf(selected.joined));
}

/** The database from which a list is read. Single rows are always read from the primary, where an index answers at once. */
const from = (db: Db, { mayReadReplica }: Prepared): Db => (mayReadReplica ? databaseToShow(db) : db);

/** A page near its start in the index of ids, which answers it at once. */
const isQuick = ({ where, limit, offset }: select.Page, { sorter }: ListRequest): boolean =>
  where === undefined && given(sorter).length === 0 && offset + limit <= fewRows;

const fewRows = 200;

function pageOf({ records, cursorAt }: Prepared, found: select.Row[]): Page {
  if (!cursorAt || found.length <= records) return { rows: found, endCursor: null };
  const rows = found.slice(0, records);
  return { rows, endCursor: cursorAt(rows.at(-1) as select.Row) };
}

/** Which part of the list the page is, without a statement. Errors: INVALID_INPUT. */
export async function part(_db: Db, viewer: Viewer, source: Source, request: ListRequest): Promise<Part> {
  prepare(viewer, source, request);
  return partOf(request);
}

export async function count(db: Db, viewer: Viewer, source: Source, request: ListRequest): Promise<number> {
  const counted = { ...source, where: source.whereCounted ?? source.where };
  const prepared = prepare(viewer, counted, request);
  return select.countRows(from(db, prepared), prepared);
}

export async function aggregates(
  db: Db,
  viewer: Viewer,
  source: Source,
  request: ListRequest,
): Promise<aggregate.Aggregation[]> {
  const page = prepare(viewer, source, request);
  const levels = aggregate.levelsOf(source.definition, given(request.aggregation));
  const found = await groupsOf(from(db, page), source.definition, page, levels);
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

/** A page of a relation for each key, in one statement and in the order of the keys. Errors: LIMITED beyond `most` rows in total. */
export async function pageOfEach(
  db: Db,
  viewer: Viewer,
  relation: Relation,
  request: ListRequest,
  keys: readonly string[],
  most: number,
  selected?: Selected,
) {
  const parents = { keys, at: relation.at };
  const prepared = prepare(viewer, sourceOf(relation), request, selected);
  const further = prepared.cursorAt ? keys.length : 0;
  const found = await select.selectPages(from(db, prepared), prepared, parents, most + further);
  if (!found) throw tooLarge();
  const pages = keys.map((key) => pageOf(prepared, found.get(key) ?? []));
  if (pages.reduce((sum, { rows }) => sum + rows.length, 0) > most) throw tooLarge();
  return pages;
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
  const selection = prepare(viewer, { ...sourceOf(relation), definition: looked }, request, selected);
  const found = await select.selectByKey(db, selection, { keys, at: relation.at });
  return keys.map((key) => {
    const row = found.get(key);
    return row && seesRow(viewer, definition, row) ? row : null;
  });
}

/** The same for each key. */
export async function partOfEach(
  db: Db,
  viewer: Viewer,
  relation: Relation,
  request: ListRequest,
  keys: readonly string[],
): Promise<Part[]> {
  const same = await part(db, viewer, sourceOf(relation), request);
  return keys.map(() => same);
}

export async function countOfEach(
  db: Db,
  viewer: Viewer,
  relation: Relation,
  request: ListRequest,
  keys: readonly string[],
): Promise<number[]> {
  const selection = prepare(viewer, sourceOf(relation), request);
  const found = await select.countRowsOfEach(from(db, selection), selection, { keys, at: relation.at });
  return keys.map((key) => found.get(key) ?? 0);
}

export async function aggregatesOfEach(
  db: Db,
  viewer: Viewer,
  relation: Relation,
  request: ListRequest,
  keys: readonly string[],
) {
  const page = prepare(viewer, sourceOf(relation), request);
  const levels = aggregate.levelsOf(targetOf(relation), given(request.aggregation));
  const found = await groupsOf(from(db, page), targetOf(relation), page, levels, { keys, at: relation.at });
  return keys.map((key) => aggregate.gathered(levels, found.get(key) ?? []));
}

export const tooLarge = () =>
  new DomainError(
    'LIMITED',
    `The answer would hold more than ${mostValues} values or ${mostBytes / 1_000_000} MB. Ask for smaller pages or fewer fields.`,
  );
