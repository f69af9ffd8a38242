/** Finds the operation of a request, by its method and path as they were sent, as OpenAPI defines it. */
import type { Resource } from '../access/resources.ts';
import { folded, lookAlikesOf, looksLikeDots } from './look-alikes.ts';
import type { Operation } from './operations.ts';
import { decode, type Segment, segmentsOf } from './paths.ts';
import { type Alternatives, fromWritten } from './requirements.ts';
import { kindIn, parameterIn } from './resources.ts';

export interface Request {
  /** Compared with its case. */
  method: string;
  /** Without a query. */
  path: string;
}

export interface Required {
  alternatives: Alternatives;
  /** Null: everywhere. */
  resource: Resource | null;
}

/** What a request requires; null: the document has no such operation. */
export type Routes = (request: Request) => Required | null;

interface Rule {
  alternatives: Alternatives;
  /** Its id, or where in the path it is. Null: everywhere. */
  resource: { type: string; id: string | number } | null;
}

/** The paths that begin alike. */
interface Node {
  texts: Map<string, Node>;
  parameter: Node | null;
  byMethod: Map<string, Rule>;
  looksLikeText: (text: string) => boolean;
}

export function routesOf(operations: readonly Operation[]): Routes {
  const root = newNode();
  for (const operation of operations) add(root, operation);
  finish(root);
  return ({ method, path }) => {
    const segments = path.split('/').slice(1);
    const node = path.startsWith('/') ? find(root, segments, 0) : null;
    if (!node || node === refused) return null;
    // RFC 9110: the answer to HEAD is that to GET without its content.
    const rule = node.byMethod.get(method) ?? (method === 'HEAD' ? node.byMethod.get('GET') : undefined);
    return rule ? requiredBy(rule, segments) : null;
  };
}

const newNode = (): Node => ({ texts: new Map(), parameter: null, byMethod: new Map(), looksLikeText: () => false });

/** A look-alike ends the search: another path must not match instead. */
const refused = newNode();

function add(root: Node, { method, path, requires, resource }: Operation): void {
  const segments = segmentsOf(path);
  let node = root;
  for (const { text, isParameter } of segments) {
    const next = (isParameter ? node.parameter : node.texts.get(text)) ?? newNode();
    if (isParameter) node.parameter = next;
    else node.texts.set(text, next);
    node = next;
  }
  node.byMethod.set(method, {
    alternatives: fromWritten(requires),
    resource: resource === null ? null : readResource(resource, segments),
  });
}

function readResource(stored: string, segments: readonly Segment[]): Rule['resource'] {
  const [type, parameter] = [kindIn(stored), parameterIn(stored)];
  const id =
    parameter === null
      ? stored.slice(type.length + 1)
      : segments.findIndex(({ text, isParameter }) => isParameter && text === parameter);
  return { type, id };
}

function finish(node: Node): void {
  if (node.texts.size > 0) node.looksLikeText = lookAlikesOf(node.texts.keys());
  for (const next of node.texts.values()) finish(next);
  if (node.parameter) finish(node.parameter);
}

/** Texts come before parameters. A parameter is one segment that is not empty. */
function find(node: Node, segments: readonly string[], place: number): Node | null {
  if (place === segments.length) return node.byMethod.size > 0 ? node : null;
  const segment = segments[place] as string;
  const named = node.texts.get(canonical(segment));
  const found = named ? find(named, segments, place + 1) : null;
  if (found) return found;
  const text = folded(segment);
  if (!named && node.looksLikeText(text)) return refused;
  const isValue = node.parameter && segment !== '' && decode(segment) !== null && !looksLikeDots(text);
  return isValue ? find(node.parameter as Node, segments, place + 1) : null;
}

/** Digits of percent-encoding mean the same in both cases. */
const canonical = (segment: string) =>
  segment.includes('%') ? segment.replace(/%[0-9a-f]{2}/gi, (encoded) => encoded.toUpperCase()) : segment;

function requiredBy({ alternatives, resource }: Rule, segments: readonly string[]): Required {
  if (!resource) return { alternatives, resource };
  const { type, id } = resource;
  return { alternatives, resource: { type, id: typeof id === 'string' ? id : (decode(segments[id] ?? '') ?? '') } };
}
