/** Brings values of an access file into the form in which the server stores them, so that they can be compared with those there. */
import { DomainError } from '../domain/base/errors.ts';
import { normalizedName, requireName } from '../domain/base/names.ts';
import { type Parsed, type Path, written } from '../files/yaml-places.ts';

/** Runs a function of the domain on the value at the path. If keys of it break rules, adds them to the faults and returns undefined. */
export const storedForm = <T>({ place }: Parsed, path: Path, faults: string[], form: () => T): T | undefined =>
  formed(form, (key, rule) => faults.push(`${place([...path, key])} ${written([...path, key])} ${rule}`));

/** The name that is the last key of the path. If it breaks a rule, adds that to the faults. */
export function storedName(
  { place }: Parsed,
  path: Path,
  faults: string[],
  require = (name: string) => requireName('name', name),
): string {
  const name = String(path.at(-1));
  const fault = (_key: string, rule: string) => faults.push(`${place(path)} ${written(path)} ${rule}`);
  return formed(() => require(name), fault) ?? normalizedName(name);
}

function formed<T>(form: () => T, fault: (key: string, rule: string) => void): T | undefined {
  try {
    return form();
  } catch (error) {
    if (!(error instanceof DomainError && error.fields)) throw error;
    for (const [key, rule] of Object.entries(error.fields)) fault(key, rule);
    return undefined;
  }
}
