/** What a client may ask of a list: the shapes of the dialect's arguments, and the bounds they are held to. */

export interface Paginator {
  page: number;
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
  /** The value each column has to equal, by its public name; null asks nothing. */
  equals?: Record<string, unknown>;
  paginator?: Paginator | null;
  sorter?: List<Sorter>;
  search?: List<Search>;
  general_search?: string | null;
  general_search_mode?: 'ROOT' | 'ROOT_PLUS_RELATIONS' | null;
  aggregation?: List<Aggregator>;
  reverse_relation_filters?: List<ReverseRelationFilter>;
}

/** Without a paginator: page 1 of this many. */
export const defaultRecordsPerPage = 100;
export const mostRecordsPerPage = 10_000;
/** Larger answers are refused, however rows, aliases and lists multiply. Each row counts as one value more than are selected on it. */
export const mostValues = 400_000;
export const mostBytes = 20_000_000;
/** Longer search texts are refused: patterns cost time. */
export const longestSearch = 255;
/** Searches, fields, sorters, filters and aggregators of one list, counted over all nesting. */
export const mostTerms = 200;
/** Steps in the dotted path of a relation filter. */
export const longestPath = 6;

/** What was really given: clients leave nulls in lists where a variable was unset. */
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

/** Sorts a field's arguments into the dialect's own and the equality tests. */
export function requestOf(args: Record<string, unknown>): ListRequest {
  const entries = Object.entries(args);
  const equals = Object.fromEntries(entries.filter(([name]) => !own.has(name)));
  return { ...Object.fromEntries(entries.filter(([name]) => own.has(name))), equals };
}
