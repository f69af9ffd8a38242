/** Reads an OpenAPI document, which is JSON or YAML. Only what decides about access is read, and it must be as OpenAPI defines it. */
// Not the package `yaml`, which needs minutes for hostile documents and ends the process for deeply nested ones.
import { load, YAMLException } from 'js-yaml';
import { invalid } from '../base/errors.ts';
import { because, type Reason } from '../base/reasons.ts';

/** In characters. */
const longestDocument = 500_000;

/** Each can stand for much, and documents need few. */
const mostAliases = 100;

/** The error about the document. */
export const wrong = (rule: Reason) => invalid('document', rule);

export type Part = Readonly<Record<string, unknown>>;

/** The document as an object. Errors: INVALID_INPUT on `document`. */
export function read(text: string): Part {
  if (text.trim() === '') throw wrong(because('BLANK'));
  if (text.length > longestDocument) throw wrong(because('TOO_LONG', { most: longestDocument }));
  const document = parsed(text);
  if (!isPart(document) || !/^3\.[01]\.\d+/.test(String(field(document, 'openapi'))))
    throw wrong(because('NOT_OPENAPI'));
  return document;
}

/** JSON is YAML too. With one parser for both, a name that is given twice is refused in both: readers would disagree about its value. */
function parsed(text: string): unknown {
  try {
    return load(text, { maxAliases: mostAliases });
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const { mark } = error;
    throw wrong(mark ? because('NOT_YAML_AT', { line: mark.line + 1 }) : because('NOT_YAML'));
  }
}

export const isPart = (value: unknown): value is Part =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const field = (part: Part, name: string): unknown => (Object.hasOwn(part, name) ? part[name] : undefined);

/** An object at this place of the document; a missing one is empty. Errors: INVALID_INPUT. */
export function partAt(value: unknown, place: string): Part {
  if (value === undefined) return {};
  if (!isPart(value)) throw misshaped(place);
  return value;
}

/** In a list that is read for each operation. */
const mostEntries = 20;

/** A list at this place of the document. Errors: INVALID_INPUT. */
export function listAt(value: unknown, place: string): unknown[] {
  if (!Array.isArray(value)) throw misshaped(place);
  return requireFew(value, place);
}

/** Errors: INVALID_INPUT. */
export function requireFew<T>(entries: T[], place: string): T[] {
  if (entries.length > mostEntries) throw wrong(because('TOO_MANY_AT', { most: mostEntries, place }));
  return entries;
}

export const misshaped = (place: string) => wrong(because('MISSHAPED', { place }));

/** The place of a field, for errors: `GET /invoices: security`. The document itself has no name. */
export const within = (place: string, name: string): string => (place === '' ? name : `${place}: ${name}`);
