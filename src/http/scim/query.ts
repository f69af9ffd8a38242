/** What a client asks for: which users, in which order, and which of their attributes. */
import { plainPath } from '../../domain/provisioning/filter.ts';
import type { Query } from '../../domain/provisioning/people.ts';
import type { Exchange } from '../exchange.ts';
import { Fault } from './faults.ts';
import { bodyOf, type Sent, textOf } from './sent.ts';

export const mostResults = 200;
const usualResults = 100;

const searchSchema = 'urn:ietf:params:scim:api:messages:2.0:SearchRequest';

/** The parameters in the URL. */
export function parametersIn({ url }: Exchange): Sent {
  const sent = [...new URL(url).searchParams];
  const parameters = new Map(sent.map(([name, value]) => [name.toLowerCase(), value]));
  if (parameters.size < sent.length) throw new Fault('invalidSyntax', 'Send each parameter once.');
  return parameters;
}

/** The same of a POST to `.search`, which keeps them out of the logs of proxies. */
export const searchIn = (exchange: Exchange): Sent => bodyOf(exchange, searchSchema);

export function queryIn(sent: Sent): Query {
  const startIndex = Math.max(numberOf(sent, 'startIndex') ?? 1, 1);
  const count = Math.max(numberOf(sent, 'count') ?? usualResults, 0);
  const order = textOf(sent.get('sortorder'), 'sortOrder')?.toLowerCase() ?? 'ascending';
  if (order !== 'ascending' && order !== 'descending')
    throw new Fault('invalidValue', '`sortOrder` must be ascending or descending.');
  return {
    filter: textOf(sent.get('filter'), 'filter') ?? null,
    sortBy: textOf(sent.get('sortby'), 'sortBy') ?? null,
    descending: order === 'descending',
    offset: startIndex - 1,
    count: Math.min(count, mostResults),
  };
}

/** Removes what the client does not want from a resource. Its id and its schemas stay. */
export function selectionIn(sent: Sent): (resource: object) => object {
  const wanted = namesIn(sent, 'attributes');
  const unwanted = namesIn(sent, 'excludedAttributes');
  if (wanted && unwanted) throw new Fault('invalidValue', 'Send either `attributes` or `excludedAttributes`.');
  if (!wanted && !unwanted) return (resource) => resource;
  const isKept = (path: string) =>
    wanted ? wanted.some((name) => isWithin(path, name) || isWithin(name, path)) : !unwanted?.includes(path);
  return (resource) => kept(resource, '', isKept);
}

const always = /^(id|schemas)$/;
const isWithin = (path: string, name: string) => path === name || path.startsWith(`${name}.`);

function kept(resource: object, prefix: string, isKept: (path: string) => boolean): object {
  const entries = Object.entries(resource).flatMap(([key, value]): [string, unknown][] => {
    const path = prefix + key.toLowerCase();
    if (always.test(path)) return [[key, value]];
    if (!isKept(path)) return [];
    const inner = (each: unknown) =>
      typeof each === 'object' && each !== null ? kept(each, `${path}.`, isKept) : each;
    return [[key, Array.isArray(value) ? value.map(inner) : inner(value)]];
  });
  return Object.fromEntries(entries);
}

/** A list in a body, or names with commas in the URL. */
function namesIn(sent: Sent, name: string): string[] | null {
  const value = sent.get(name.toLowerCase());
  const list = Array.isArray(value) ? value : textOf(value, name)?.split(',');
  if (!list || list.length === 0) return null;
  return list.map((each) => plainPath((textOf(each, name) ?? '').trim()));
}

function numberOf(sent: Sent, name: string): number | undefined {
  const value = sent.get(name.toLowerCase());
  if (value === undefined || value === '') return undefined;
  const text = String(value);
  if (!/^-?\d{1,9}$/.test(text)) throw new Fault('invalidValue', `\`${name}\` must be a number.`);
  return Number(text);
}
