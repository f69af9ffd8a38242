/** Brings values of an access file into the form in which the server stores them, so that they can be compared with those there. */
import { DomainError } from '../domain/base/errors.ts';
import { type Parsed, type Path, written } from './yaml-places.ts';

/** An error that names the line of a key of the value at the path. */
export const faultAt = ({ place }: Parsed, path: Path, key: string, rule: string): Error =>
  new Error(`${place([...path, key])} ${written([...path, key])} ${rule}`);

/** Runs a function of the domain on the value at the path. Errors: its first rule that a key breaks. */
export function storedForm<T>(parsed: Parsed, path: Path, form: () => T): T {
  try {
    return form();
  } catch (error) {
    const [[key, rule] = ['', '']] = Object.entries((error instanceof DomainError && error.fields) || {});
    throw key ? faultAt(parsed, path, key, rule) : error;
  }
}
