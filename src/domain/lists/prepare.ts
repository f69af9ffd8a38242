/** Checks the request for a list, and prepares what its statements select. */
import { and, type SQL } from 'drizzle-orm';
import type * as select from '../../db/select.ts';
import type { Viewer } from '../access/viewer.ts';
import { invalid } from '../base/errors.ts';
import { seen } from './access.ts';
import { requireReadable } from './attributes.ts';
import { cursorOf, valuesIn } from './cursor.ts';
import { columnsOf, type Definition, type Relation, targetOf } from './definition.ts';
import { type Needs, needsOf, type RelationUse, requireFewSteps } from './needs.ts';
import { following, orderBy, termsOf, type Value, valuesBeforeId } from './order.ts';
import { partOf } from './paginator.ts';
import { type ListRequest, mostTerms } from './request.ts';
import { conditionOf } from './search.ts';

export interface Source {
  definition: Definition;
  where?: SQL;
  /** An equivalent condition for counting, where another one is faster than for reading a page. */
  whereCounted?: SQL;
}

/** What a request reads of each row. */
export interface Selected {
  /** Undefined: everything. */
  columns: ReadonlySet<string> | undefined;
  /** By name, the relations to one row that are read in the same statement, with the columns of those rows. */
  joined: ReadonlyMap<Joined[0], Joined[1]>;
  /** Whether a cursor of the last row is read, if there are further rows. */
  endCursor?: boolean;
}

type Joined = readonly [name: string, { relation: Relation; columns: ReadonlySet<string> | undefined }];

/** A page to select. With a cursor, one more row is selected, which shows whether there are further rows. */
export interface Prepared extends select.Page {
  records: number;
  /** Whether no row is selected by data about permissions, so that the rows may come from a replica. */
  mayReadReplica: boolean;
  cursorAt?: (row: select.Row) => string;
}

/** Whether a relation can be read in the statement of its rows: it leads to one row by its id, and users who may read the noun see all rows. */
export function isJoinable(relation: Relation): boolean {
  const { visible, byGrant, columns } = targetOf(relation);
  return !relation.many && !relation.where && !visible && !byGrant && relation.at === columns.id?.sql;
}

/** What a document selects is the same object at each of its uses. */
const joins = new WeakMap<Selected['joined'], readonly select.Join[]>();

export function joinsOf(joined: Selected['joined']): readonly select.Join[] {
  const known = joins.get(joined) ?? [...joined].map(joinOf);
  joins.set(joined, known);
  return known;
}

function joinOf([name, { relation, columns }]: Joined): select.Join {
  const target = targetOf(relation);
  return { name, table: target.table, columns: columnsOf(target, columns), at: relation.at, from: relation.from };
}

export function sourceOf(relation: Relation): Source {
  const definition = targetOf(relation);
  return relation.where ? { definition, where: relation.where } : { definition };
}

/**
 * Checks the whole request, whichever part of its answer is read, so that rows, counts and aggregates are refused alike.
 * Errors: INVALID_INPUT.
 */
export function prepare(
  viewer: Viewer,
  { definition, where }: Source,
  request: ListRequest,
  selected?: Selected,
): Prepared {
  if (termsIn(request) > mostTerms)
    throw invalid('search', `has too many terms: a list may have at most ${mostTerms}.`);
  const { page, after, records_per_page: records } = partOf(request);
  const needs = needsOf(definition, request);
  requireReadable(viewer, needs.filtered);
  requireFewSteps(needs);
  const visible = and(where, seen(viewer, definition, request));
  const condition = conditionOf(viewer, definition, request, needs);
  const terms = termsOf(definition, request);
  const offset = page === null ? 0 : (page - 1) * records;
  const prepared = {
    table: definition.table,
    columns: columnsOf(definition, selected?.columns),
    where: and(visible, condition),
    searches: conditions.some((name) => request[name] != null),
    after: after === '' ? undefined : following(terms, valuesIn(after, definition, terms)),
    isByKey: terms.length === 1 && !terms[0]?.isDescending,
    orderBy: orderBy(terms),
    limit: records,
    offset,
    records,
    mayReadReplica: request.equals?.id == null && mayReadReplica(definition, needs),
  };
  if (!selected?.endCursor) return prepared;
  const values = valuesBeforeId(terms);
  return {
    ...prepared,
    columns: values ? { ...prepared.columns, [sortedBy]: values } : prepared.columns,
    limit: records + 1,
    cursorAt: (row) => cursorOf(definition, terms, [...((row[sortedBy] ?? []) as Value[]), row.id as string]),
  };
}

/** Whether what the list shows depends on the permission alone: a caller who has it sees each row of the noun, and of the nouns by which the request filters. */
function mayReadReplica({ permission, visible, byGrant }: Definition, { filtered, searched }: Needs): boolean {
  return permission !== null && !visible && !byGrant && filtered.every(isOpen) && searched.every(isOpen);
}

function isOpen({ relation }: RelationUse): boolean {
  const { visible, byGrant } = targetOf(relation);
  return !visible && !byGrant;
}

/** The values by which a row is sorted, selected beside its columns. */
const sortedBy = 'sorted by';

const conditions = ['search', 'general_search', 'reverse_relation_filters'] as const;

/** What a request for one row by its id does not have. */
const ofMany = [...conditions, 'sorter', 'aggregation'] as const;

/** The id of a row that a request asks for and nothing else, if its source shows that row to the viewer. Errors: INVALID_INPUT. */
export function idAlone(viewer: Viewer, { definition, where }: Source, request: ListRequest): string | undefined {
  const { equals } = request;
  if (where || equals?.id == null) return undefined;
  for (const name in equals) if (name !== 'id' && equals[name] != null) return undefined;
  if (ofMany.some((name) => request[name] != null)) return undefined;
  if (partOf(request).page !== 1 || seen(viewer, definition, request)) return undefined;
  return String(equals.id);
}

function termsIn(value: unknown): number {
  if (value === null || typeof value !== 'object' || value instanceof Date) return 0;
  const inside = Object.values(value).reduce<number>((sum, each) => sum + termsIn(each), 0);
  return Array.isArray(value) ? inside + value.length : inside;
}
