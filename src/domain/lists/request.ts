/** A request for a list: the types of its arguments, and their limits. */

/** Has exactly one of `page` and `after`. */
export interface Paginator {
  page?: number | null;
  after?: string | null;
  records_per_page: number;
}

export interface Sorter {
  attribute: string;
  direction: 'ASC' | 'DESC';
}

export type RangeOperator = 'GTE' | 'GT' | 'LTE' | 'LT' | 'EQ' | 'NEQ';

type List<T> = readonly (T | null)[] | null | undefined;

export interface RangeField {
  attribute: string;
  search_value: string | number | Date;
  operator: RangeOperator;
}

export interface Search {
  string_fields?: List<{ attribute: string; search_value: string; match: boolean; partial_matching?: boolean | null }>;
  integer_fields?: List<RangeField>;
  float_fields?: List<RangeField>;
  datetime_fields?: List<RangeField>;
  date_fields?: List<RangeField>;
  ip_address_fields?: List<{ attribute: string; search_value: string; match: boolean }>;
  boolean_fields?: List<{ attribute: string; search_value: boolean; operator?: 'EQ' | 'NEQ' | null }>;
  unset_fields?: List<string>;
  exists?: List<string>;
  reverse_relation_filters?: List<ReverseRelationFilter>;
}

export interface ReverseRelationFilter {
  relation: string;
  search?: List<Search>;
  general_search?: string | null;
  is_empty?: boolean | null;
  group?: string | null;
}

export type AggregationFunction = 'MAX' | 'MIN' | 'SUM' | 'AVG' | 'COUNT';

export interface Aggregator {
  field_name: string;
  aggregation_function: AggregationFunction;
  sub_aggregators?: List<Aggregator>;
}

export interface ListRequest {
  /** By public column name, the value that the column must equal; null is ignored. */
  equals?: Record<string, unknown>;
  paginator?: Paginator | null;
  sorter?: List<Sorter>;
  search?: List<Search>;
  general_search?: string | null;
  general_search_mode?: 'ROOT' | 'ROOT_PLUS_RELATIONS' | null;
  aggregation?: List<Aggregator>;
  reverse_relation_filters?: List<ReverseRelationFilter>;
}

export const defaultRecordsPerPage = 100;
export const mostRecordsPerPage = 10_000;
/** Larger answers are refused. A row counts as its selected values and one more. */
export const mostValues = 400_000;
export const mostBytes = 20_000_000;
/** In characters. Longer search texts are refused, because matching patterns takes time. */
export const longestSearch = 255;
/** Searches, fields, sorters, filters and aggregators of one list, at all nesting levels together. */
/** Of all texts of which a part is searched: the database compares each with every row that it reads. */
export const mostSearched = 2_000;

export const mostTerms = 200;
export const longestPath = 6;
/** Steps to related rows of one list: in paths of filters, in `exists`, and one for each relation of a general search. */
export const mostSteps = 30;

/** The items that are not null: clients send nulls in lists for unset variables. */
export const given = <T>(list: List<T>): T[] => (list ?? []).filter((item): item is T => item !== null);

const own = new Set([
  'paginator',
  'sorter',
  'search',
  'general_search',
  'general_search_mode',
  'aggregation',
  'reverse_relation_filters',
]);

export function requestOf(args: Record<string, unknown>): ListRequest {
  const equals: Record<string, unknown> = {};
  const request: Record<string, unknown> = { equals };
  for (const name in args) (own.has(name) ? request : equals)[name] = args[name];
  return request;
}
