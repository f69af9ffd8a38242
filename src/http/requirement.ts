/**
 * What a proxy requires of a token: in the query of the check, or in a header if the path of the protected site, which has a
 * query of its own, follows the path of the check.
 */
import { projectAskedFor } from '../domain/access/decisions.ts';
import { projectKind } from '../domain/access/resources.ts';
import { isApiName } from '../domain/apis/name.ts';
import type { Exchange } from './exchange.ts';
import { suffixOf } from './forwarded-path.ts';

export interface Requirement {
  /** The name of a permission; null: any valid token will do. */
  permission: string | null;
  /** The name of a resource; the permission decides what it means. Null: everywhere. */
  resource: string | null;
  /** The name of an API, whose document says what the request requires. Then the others are null. */
  api: string | null;
  /** What is wrong with it. It is said to callers with a valid token only. */
  fault: string | null;
}

/** In a header of this name: `permission=READ_USER&resource=shop` or `api=shop`. */
export const requirementHeader = 'x-latchkey-require';

const known = ['permission', 'resource', 'api'];

const notRequired: Requirement = { permission: null, api: null, resource: null, fault: null };
const faulty = (fault: string): Requirement => ({ ...notRequired, fault });

/**
 * Clients can add a query to their URLs, and some proxies pass on headers of clients. So a request with two requirements is
 * refused, and so is one whose only requirement is in the query of the client: a client must not choose what is required. Beside
 * the header, an `api` in that query has no effect.
 */
export function requirementOf(exchange: Exchange): Requirement {
  const inHeader = exchange.header(requirementHeader);
  const text = textOfQuery(exchange);
  if (suffixOf(exchange) === '') {
    if (inHeader === undefined) return text === '' ? notRequired : requirementIn(text);
    return text === '' ? requirementIn(inHeader) : sentTwice;
  }
  const ofClient = new URLSearchParams(text);
  if (inHeader !== undefined) return ofClient.has('permission') ? sentTwice : requirementIn(inHeader);
  return ofClient.has('permission') || ofClient.has('api')
    ? faulty('Send the requirement in X-Latchkey-Require: behind a path, the query is that of the client.')
    : notRequired;
}

const sentTwice = faulty('Send one requirement: in the query or in X-Latchkey-Require.');

function textOfQuery({ incoming: { url = '' } }: Exchange): string {
  const start = url.indexOf('?');
  return start < 0 ? '' : url.slice(start + 1);
}

/** Proxies send few different requirements, each very often, so their texts are parsed once. */
const parsed = new Map<string, Requirement>();
const mostParsed = 1_000;
const longestKept = 200;

function requirementIn(text: string): Requirement {
  const kept = parsed.get(text);
  if (kept) return kept;
  const requirement = read(new URLSearchParams(text));
  if (text.length > longestKept) return requirement;
  if (parsed.size === mostParsed) parsed.clear();
  parsed.set(text, requirement);
  return requirement;
}

function read(parameters: URLSearchParams): Requirement {
  const names = [...parameters.keys()];
  const unknown = names.find((name) => !known.includes(name));
  if (unknown) return faulty(`There is no parameter ${JSON.stringify(unknown)}: use permission and resource, or api.`);
  const repeated = known.find((name) => names.indexOf(name) !== names.lastIndexOf(name));
  if (repeated) return faulty(`Send the parameter ${repeated} once.`);
  const [permission, resource, api] = known.map((name) => parameters.get(name)) as (string | null)[];
  if (typeof api === 'string') {
    if (permission != null || resource != null) return faulty('Send either api, or permission and resource.');
    return isApiName(api) ? { ...notRequired, api } : faulty('The parameter api must be the name of an API.');
  }
  if (!permission) return faulty('The parameter permission must name a permission.');
  if (resource === '') return faulty('The parameter resource must name a resource.');
  return { ...notRequired, permission, resource: resource ?? null };
}

/** The key of the project that may be meant, because the permission is known only after the lookup. */
export const projectIn = ({ resource }: Requirement): string | null =>
  projectAskedFor(resource === null ? null : { type: projectKind, id: resource });
