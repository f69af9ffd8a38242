/** Reads values that a client of SCIM sends. Names of attributes count regardless of case, and null is as if nothing was sent. */
import type { Exchange } from '../exchange.ts';
import { Refused } from '../refusals.ts';
import { Fault } from './faults.ts';

/** By their names in lower case. */
export type Sent = ReadonlyMap<string, unknown>;

/** The body as an object with this schema among its `schemas`. Errors: 415, 400. */
export function bodyOf({ header, body }: Exchange, schema: string): Sent {
  const type = header('content-type') ?? '';
  if (!/^application\/(scim\+)?json\s*(;|$)/i.test(type) || /;\s*charset=(?!["']?utf-?8\b)/i.test(type))
    throw new Refused(415, 'Send the body as application/scim+json or application/json, in UTF-8.');
  const sent = objectOf(parsed(body.toString()), 'The body');
  const schemas = sent.get('schemas');
  const isNamed = (name: unknown) => typeof name === 'string' && name.toLowerCase() === schema.toLowerCase();
  if (schemas !== undefined && !(Array.isArray(schemas) && schemas.some(isNamed)))
    throw new Fault('invalidSyntax', `\`schemas\` must contain ${schema}.`);
  return sent;
}

export const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Attributes without a value are left out. `what` begins a sentence. */
export function objectOf(value: unknown, what: string): Sent {
  if (!isObject(value)) throw new Fault('invalidSyntax', `${what} must be a JSON object.`);
  const entries = Object.entries(value).filter(([, each]) => each !== null && each !== undefined);
  return new Map(entries.map(([name, each]) => [name.toLowerCase(), each]));
}

/** An empty text counts as none. */
export function textOf(value: unknown, name: string): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'string') throw new Fault('invalidValue', `\`${name}\` must be a text.`);
  return value;
}

/** Entra ID sends "True" and "False". */
export function booleanOf(value: unknown, name: string): boolean | undefined {
  if (value === undefined || value === null || typeof value === 'boolean') return value ?? undefined;
  const text = typeof value === 'string' ? value.toLowerCase() : '';
  if (text !== 'true' && text !== 'false') throw new Fault('invalidValue', `\`${name}\` must be true or false.`);
  return text === 'true';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Fault('invalidSyntax', 'The body must be JSON.');
  }
}
