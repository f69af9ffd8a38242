/**
 * What an operation requires of its caller: permissions, by `x-latchkey-permission` or the scopes of `security`. Whatever is not
 * clear is refused when the document is given, so that no operation is open by mistake.
 */
import { isPermission, type Permission } from '../access/permissions.ts';
import { because } from '../base/reasons.ts';
import { field, listAt, type Part, partAt, requireFew, within, wrong } from './document.ts';

/** One of the alternatives is enough, of which all permissions are needed. An alternative without permissions: any valid token. */
export type Alternatives = readonly (readonly string[])[];

/** As it is stored and shown. Names of permissions are in upper case. */
export const written = (alternatives: Alternatives): string =>
  alternatives.map((needed) => needed.join(' and ')).join(' or ');

export const fromWritten = (text: string): Alternatives =>
  text.split(' or ').map((needed) => (needed === '' ? [] : needed.split(' and ')));

/** The parts of a document that concern an operation, the nearest first, with their places in the document. */
export type Levels = readonly (readonly [part: Part, place: string])[];

export const permissionExtension = 'x-latchkey-permission';

/** The nearest level decides that says anything about permissions. Errors: INVALID_INPUT. */
export function requirementOf(levels: Levels, place: string): Alternatives {
  for (const [part, at] of levels) {
    const stated = extended(part, at) ?? secured(part, at);
    if (stated) return stated;
  }
  throw wrong(because('NO_PERMISSION', { place }));
}

/** One permission, or a list of permissions that are all needed. */
function extended(part: Part, place: string): Alternatives | null {
  const value = field(part, permissionExtension);
  if (value === undefined) return null;
  const at = within(place, permissionExtension);
  return [permissionsAt(typeof value === 'string' ? [value] : listAt(value, at), at)];
}

/** `security` that names no permission at all says only that a token is needed, which is true of every operation. */
function secured(part: Part, place: string): Alternatives | null {
  const value = field(part, 'security');
  if (value === undefined) return null;
  const at = within(place, 'security');
  const alternatives = listAt(value, at).map((one) => {
    const schemes = requireFew(Object.entries(partAt(one, at)), at);
    return permissionsAt(
      schemes.flatMap(([, scopes]) => listAt(scopes, at)),
      at,
    );
  });
  if (alternatives.length === 0) return [[]];
  if (alternatives.every((needed) => needed.length === 0)) return null;
  if (alternatives.some((needed) => needed.length === 0)) throw wrong(because('OPEN_ALTERNATIVE', { place: at }));
  return alternatives;
}

/** Each once. */
function permissionsAt(values: unknown[], place: string): Permission[] {
  const names = values.map((value) => {
    if (typeof value === 'string' && isPermission(value)) return value;
    const shown = typeof value === 'string' ? value.slice(0, 100) : String(typeof value);
    throw wrong(because('UNKNOWN_PERMISSION_AT', { permission: shown, place }));
  });
  return [...new Set(names)];
}
