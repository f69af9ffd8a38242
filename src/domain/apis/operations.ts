/** The operations of an OpenAPI document with what each requires. */
import { because } from '../base/reasons.ts';
import { field, type Part, partAt, within, wrong } from './document.ts';
import { segmentsOf } from './paths.ts';
import { type Levels, requirementOf, written } from './requirements.ts';
import { resourceOf } from './resources.ts';
import { basePathsOf } from './servers.ts';
import { requireClear } from './unambiguous.ts';

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
  for (const [path, value] of Object.entries(partAt(field(document, 'paths'), 'paths'))) {
    if (path.startsWith('x-')) continue;
    const item = pathItem(value, path);
    for (const method of methods.filter((name) => Object.hasOwn(item, name)))
      operations.push(...operation(document, item, path, method));
    if (operations.length > mostOperations) throw wrong(because('MOST_OPERATIONS', { most: mostOperations }));
  }
  if (operations.length === 0) throw wrong(because('NO_OPERATIONS'));
  requireClear(operations.map(({ path }) => path));
  return operations;
}

/** A method that is written in another way would be left out without anybody noticing. */
function pathItem(value: unknown, path: string): Part {
  const item = partAt(value, path);
  const unknown = Object.keys(item).find((name) => ![...methods, ...others].includes(name) && !name.startsWith('x-'));
  if (unknown !== undefined) throw wrong(because('UNKNOWN_FIELD', { place: within(path, unknown.slice(0, 100)) }));
  if (Object.hasOwn(item, '$ref')) throw wrong(because('REFERENCE', { place: path }));
  return item;
}

/** One for each base path. */
function operation(document: Part, item: Part, path: string, method: string): Operation[] {
  const name = method.toUpperCase();
  const place = `${name} ${path}`;
  const levels: Levels = [
    [partAt(item[method], place), place],
    [item, path],
    [document, ''],
  ];
  const requires = written(requirementOf(levels, place));
  return basePathsOf(levels).map((base) => {
    const whole = base + path;
    return { method: name, path: whole, requires, resource: resourceOf(levels, segmentsOf(whole)) };
  });
}
