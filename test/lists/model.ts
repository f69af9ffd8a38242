/** The search, sorting and paging of lists in plain JavaScript, to compare with the answers of the database. */
import type { UserFacts } from './sample.ts';

export type Attribute = keyof UserFacts;

export interface Sorter {
  attribute: Attribute;
  direction: 'ASC' | 'DESC';
}

export type Operator = 'GTE' | 'GT' | 'LTE' | 'LT' | 'EQ' | 'NEQ';

interface Range {
  attribute: Attribute;
  search_value: string | number;
  operator: Operator;
}

export interface Search {
  string_fields?: { attribute: Attribute; search_value: string; match: boolean; partial_matching?: boolean }[];
  integer_fields?: Range[];
  float_fields?: Range[];
  datetime_fields?: Range[];
  date_fields?: Range[];
  boolean_fields?: { attribute: Attribute; search_value: boolean; operator?: 'EQ' | 'NEQ' }[];
  unset_fields?: Attribute[];
  exists?: Attribute[];
}

const caseless = new Set<Attribute>(['name', 'public_name', 'username', 'email_address', '_version']);
const integers = new Set<Attribute>(['id', 'role_id', 'mobile_number']);

/** Character by character, as the database does it: JavaScript turns a final Σ into ς. */
const lower = (text: string) => [...text].map((character) => character.toLowerCase()).join('');

/** The value by which rows are compared; null is last in ascending and first in descending order. */
function rank(user: UserFacts, attribute: Attribute): string | bigint | number | boolean | null {
  const value = user[attribute];
  if (value === null || typeof value === 'boolean') return value;
  if (value instanceof Date) return value.getTime();
  if (integers.has(attribute)) return BigInt(value);
  return caseless.has(attribute) ? lower(value) : value;
}

export function inOrder(users: UserFacts[], sorters: Sorter[]): UserFacts[] {
  return users.toSorted((one, other) => {
    for (const { attribute, direction } of [...sorters, { attribute: 'id', direction: 'ASC' } as const]) {
      const [left, right] = [rank(one, attribute), rank(other, attribute)];
      if (left === right) continue;
      const isAfter = left === null || (right !== null && left > right);
      return isAfter === (direction === 'ASC') ? 1 : -1;
    }
    return 0;
  });
}

/** The terms of one search are combined with AND, several searches with OR; without a search every user is found. */
export const found = (users: UserFacts[], searches: Search[]) =>
  searches.length === 0 ? users : users.filter((user) => searches.some((search) => holds(user, search)));

function holds(user: UserFacts, search: Search): boolean {
  const each = <T>(terms: T[] | undefined, test: (term: T) => boolean) => (terms ?? []).every(test);
  const number = (value: unknown) => (value === null ? null : Number(value));
  const instant = (value: unknown) => (value === null ? null : new Date(value as string).getTime());
  const day = (value: unknown) => (value instanceof Date ? value.toISOString().slice(0, 10) : (value as string | null));
  const range = (terms: Range[] | undefined, read: (value: unknown) => string | number | null) =>
    each(terms, ({ attribute, search_value, operator }) =>
      compares(read(user[attribute]), operator, read(search_value)),
    );
  return (
    each(search.string_fields, ({ attribute, search_value, match, partial_matching = true }) => {
      const value = user[attribute] as string | null;
      const text = value === null ? undefined : lower(value);
      const wanted = lower(search_value);
      return match === (text !== undefined && (partial_matching ? text.includes(wanted) : text === wanted));
    }) &&
    range(search.integer_fields, number) &&
    range(search.float_fields, number) &&
    range(search.datetime_fields, instant) &&
    range(search.date_fields, day) &&
    each(search.boolean_fields, ({ attribute, search_value, operator = 'EQ' }) =>
      operator === 'EQ' ? user[attribute] === search_value : user[attribute] !== search_value,
    ) &&
    each(search.unset_fields, (attribute) => user[attribute] === null) &&
    each(search.exists, (attribute) => user[attribute] !== null)
  );
}

function compares<T extends string | number>(left: T | null, operator: Operator, right: T | null): boolean {
  if (operator === 'NEQ') return left !== right;
  if (left === null || right === null) return false;
  const outcomes = { GTE: left >= right, GT: left > right, LTE: left <= right, LT: left < right, EQ: left === right };
  return outcomes[operator];
}

export const page = <T>(rows: T[], { page, records_per_page }: { page: number; records_per_page: number }) =>
  rows.slice((page - 1) * records_per_page, page * records_per_page);
