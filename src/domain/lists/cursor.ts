/**
 * Cursors: the place of a row in the order of a list, as a text that clients send back. It contains the type and order of
 * the list, the values by which the row is sorted, and its id, so it stays valid when the row is changed or deleted.
 */
import { invalid } from '../base/errors.ts';
import { because } from '../base/reasons.ts';
import type { Definition } from './definition.ts';
import { type Term, typeOf, type Value } from './order.ts';

/** In characters. */
export const longestCursor = 10_000;

const field = 'paginator.after';

/** The cursor of the row with these values. Errors: INVALID_INPUT. */
export function cursorOf(definition: Definition, terms: readonly Term[], values: readonly Value[]): string {
  const cursor = encoded([boundTo(definition, terms), ...values]);
  if (cursor.length > longestCursor)
    throw invalid('sorter', 'sorts by values that are too long for an `end_cursor`. Sort by fewer fields.');
  return cursor;
}

/** The values in a cursor of the same list in the same order. Errors: INVALID_INPUT. */
export function valuesIn(cursor: string, definition: Definition, terms: readonly Term[]): Value[] {
  if (cursor.length > longestCursor) throw invalid(field, because('TOO_LONG', { most: longestCursor }));
  const [bound, ...values] = decoded(cursor);
  if (typeof bound !== 'string') throw malformed();
  if (bound !== boundTo(definition, terms))
    throw invalid(field, 'is of another list or another order. Send it with the `sorter` that you sent before.');
  if (values.length !== terms.length || !terms.every((term, place) => fits(term, values[place]))) throw malformed();
  return values.map((value, place) => ofType(terms[place] as Term, value as Value));
}

const malformed = () => invalid(field, 'must be an `end_cursor` of this list, or empty.');

/** What a cursor belongs to: the type of the rows, and their order. */
const boundTo = ({ type }: Definition, terms: readonly Term[]) =>
  [type, ...terms.map(({ attribute, isDescending }) => `${isDescending ? '-' : '+'}${attribute}`)].join(' ');

const encoded = (content: unknown) => Buffer.from(JSON.stringify(content)).toString('base64url');

function decoded(cursor: string): unknown[] {
  try {
    const content: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    // Buffer and JSON also read other forms of the same content.
    if (Array.isArray(content) && encoded(content) === cursor) return content;
  } catch {
    // It is not JSON.
  }
  throw malformed();
}

const isText = (value: unknown) => typeof value === 'string' && !value.includes('\0');

/** Checked here, because PostgreSQL would fail for a value of another type. */
function fits({ column }: Term, value: unknown): boolean {
  if (value === null) return column.nullable;
  const type = typeOf(column);
  if (type === 'text[]') return Array.isArray(value) && value.every((item) => item === null || isText(item));
  if (type === 'boolean') return typeof value === 'boolean';
  if (typeof value !== 'string') return false;
  if (type === 'bigint') return /^-?\d{1,19}$/.test(value) && BigInt.asIntN(64, BigInt(value)) === BigInt(value);
  if (type === 'numeric') return /^-?\d+(\.\d+)?$/.test(value);
  return type === 'timestamptz' ? isInstant(value) : isText(value);
}

/** In UTC with microseconds, as `valuesBeforeId` writes it. */
function isInstant(value: string): boolean {
  const [, day, time] = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d\.\d{3})\d{3}$/.exec(value) ?? [];
  const instant = new Date(`${day}T${time}Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString() === `${day}T${time}Z` && !day?.startsWith('0000');
}

const ofType = ({ column }: Term, value: Value): Value =>
  typeOf(column) === 'timestamptz' && value !== null ? `${value}+00` : value;
