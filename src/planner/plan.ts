/** Plans every operation in the files that match patterns: what each needs, at which location, and what is missing. */
import { GraphQLError } from 'graphql';
import type { Check, CheckResult } from './check.ts';
import type { Location } from './documents-in-code.ts';
import { locate, type Operation, operationsIn } from './operations.ts';
import { type Fault, placeOf, readFiles } from './read-files.ts';

/** A permission that an operation needs. */
export interface Need {
  permission: string;
  missing: boolean;
  /** The fields that need it, without fields below another one that needs it. */
  places: ({ file: string; path: string; field: string } & Location)[];
}

export interface Planned extends Pick<CheckResult, 'methods' | 'unknowns' | 'missing' | 'missingMethods'> {
  file: string;
  operation: string;
  location: Location;
  needs: Need[];
}

export interface Report {
  files: number;
  operations: Planned[];
  /** What cannot be checked. */
  faults: Fault[];
}

export async function planFiles(patterns: readonly string[], check: Check): Promise<Report> {
  const { files, documents, faults } = await readFiles(patterns);
  const operations: Planned[] = [];
  for (const found of operationsIn(documents)) {
    const planned = 'message' in found ? found : await planOne(found, check);
    if ('message' in planned) faults.push(planned);
    else operations.push(planned);
  }
  return { files, operations, faults };
}

async function planOne(operation: Operation, check: Check): Promise<Planned | Fault> {
  const { file, name, location } = operation;
  try {
    const { personal, permissions, requirements, missing, missingMethods, methods, unknowns } = await check(operation);
    if (personal.length > 0)
      throw new Error(`No token may run ${name}, because only people may call ${personal.join(', ')}.`);
    const needs = permissions.map((permission) => {
      const all = requirements.filter((requirement) => requirement.permission === permission);
      const own = all.filter(({ path }) => !all.some((above) => path.startsWith(`${above.path}.`)));
      const places = own.map(({ path, field }) => ({ path, field, ...locate(operation, path) }));
      return { permission, missing: missing.includes(permission), places: unrepeated(places) as Need['places'] };
    });
    return { file, operation: name, location, needs, methods, unknowns, missing, missingMethods };
  } catch (error) {
    const message = hinted((error as Error).message);
    const [at] = error instanceof GraphQLError ? (error.nodes ?? []) : [];
    const loc = at?.loc;
    return loc
      ? { file: loc.source.name, location: placeOf(loc.source, loc.start), message }
      : { file, location, message };
  }
}

/** A fragment may be defined in a file that no pattern matches. */
const hinted = (message: string) =>
  message.startsWith('Unknown fragment') ? `${message} Add the file that defines it.` : message;

const unrepeated = <T>(places: T[]): T[] => [
  ...new Map(places.map((place) => [JSON.stringify(place), place])).values(),
];
