/** The operations of an OpenAPI document with what each requires. */
import { because } from '../base/reasons.ts';
import { field, type Part, partAt, within, wrong } from './document.ts';
import { segmentsOf } from './paths.ts';
import { type Levels, permissionExtension, requirementOf, written } from './requirements.ts';
import { resourceExtension, resourceOf } from './resources.ts';
import { basePathsOf } from './servers.ts';
import { requireUnambiguous } from './unambiguous.ts';

export interface Operation {
  method: string;
  /** With the base path of the server. */
  path: string;
  /** As `requirements.ts` writes it. */
  requires: string;
  resource: string | null;
}

/** Counted once for each base path. */
const mostOperations = 1_000;

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];
const others = ['$ref', 'summary', 'description', 'servers', 'parameters'];

/** Errors: INVALID_INPUT on `document`, which names the operation and the rule. */
export function operationsOf(document: Part): Operation[] {
  const operations: Operation[] = [];
  requireKnownExtensions(document, '');
  const paths = partAt(field(document, 'paths'), 'paths');
  requireKnownExtensions(paths, 'paths', []);
  for (const [path, value] of Object.entries(paths)) {
    if (path.startsWith('x-')) continue;
    const item = pathItem(value, path);
    for (const method of methods.filter((name) => Object.hasOwn(item, name))) {
      operations.push(...operation(document, item, path, method));
      if (operations.length > mostOperations) throw wrong(because('MOST_OPERATIONS', { most: mostOperations }));
    }
  }
  if (operations.length === 0) throw wrong(because('NO_OPERATIONS'));
  requireOnce(operations);
  requireUnambiguous(operations.map(({ path }) => path));
  return operations;
}

/** Base paths can make two operations one. Errors: INVALID_INPUT on `document`. */
function requireOnce(operations: readonly Operation[]): void {
  const seen = new Set<string>();
  for (const { method, path } of operations) {
    const one = `${method} ${path}`;
    if (seen.has(one)) throw wrong(because('AMBIGUOUS_PATHS', { first: one, second: one }));
    seen.add(one);
  }
}

/** An extension that is misspelt or in the wrong place would be left out without anybody noticing. */
function requireKnownExtensions(part: Part, place: string, known = [permissionExtension, resourceExtension]): void {
  const unknown = Object.keys(part).find((name) => /^x[-_]?latchkey/i.test(name) && !known.includes(name));
  if (unknown !== undefined) throw wrong(because('UNKNOWN_EXTENSION', { place: within(place, unknown.slice(0, 100)) }));
}

/** A method that is written in another way would be left out without anybody noticing. */
function pathItem(value: unknown, path: string): Part {
  const item = partAt(value, path);
  requireKnownExtensions(item, path);
  const unknown = Object.keys(item).find((name) => ![...methods, ...others].includes(name) && !name.startsWith('x-'));
  if (unknown !== undefined) throw wrong(because('UNKNOWN_FIELD', { place: within(path, unknown.slice(0, 100)) }));
  if (Object.hasOwn(item, '$ref')) throw wrong(because('REFERENCE', { place: path }));
  return item;
}

/** One for each base path. */
function operation(document: Part, item: Part, path: string, method: string): Operation[] {
  const name = method.toUpperCase();
  const place = `${name} ${path}`;
  const itself = partAt(item[method], place);
  requireKnownExtensions(itself, place);
  const levels: Levels = [
    [itself, place],
    [item, path],
    [document, ''],
  ];
  const requires = written(requirementOf(levels, place));
  return basePathsOf(levels).map((base) => {
    const whole = base + path;
    return { method: name, path: whole, requires, resource: resourceOf(levels, segmentsOf(whole)) };
  });
}
