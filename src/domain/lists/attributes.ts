/** Finds the attributes and relations that a request names. Unknown and unreadable relations are refused with the same text. */

import { everyPermission, type Permission } from '../access/permissions.ts';
import type { Viewer } from '../access/viewer.ts';
import { DomainError, invalid } from '../base/errors.ts';
import { couldRead, mayRead } from './access.ts';
import type { Column, Definition, Kind, Relation } from './definition.ts';
import { targetOf } from './definition.ts';
import type { RelationUse } from './needs.ts';

/** Kinds of one text. */
export const textKinds = [
  'string',
  'text',
  'email',
  'id',
  'numeric',
  'language',
  'log_level',
  'log_type',
  'note_priority',
  'noteable_type',
] as const satisfies readonly Kind[];

export const kindsOf = {
  string: [...textKinds, 'permissions', 'ip', 'subnet'],
  integer: ['int64'],
  float: ['int64', 'numeric'],
  datetime: ['datetime'],
  date: ['datetime'],
  ip: ['ip', 'subnet', 'subnets'],
  boolean: ['boolean'],
} as const satisfies Record<string, readonly Kind[]>;

export type SearchKind = keyof typeof kindsOf;

/** The column of this name and one of these kinds. Errors: INVALID_INPUT, which lists the columns that fit. */
export function attribute(definition: Definition, field: string, name: string, kinds?: readonly Kind[]): Column {
  const fitting = Object.entries(definition.columns).filter(([, column]) => !kinds || kinds.includes(column.kind));
  const found = fitting.find(([known]) => known === name);
  if (found) return found[1];
  throw invalid(field, unknown('attribute', definition, fitting));
}

/** The relation of this name, if the viewer may read what it leads to. Errors: INVALID_INPUT. */
export function relation(viewer: Viewer, definition: Definition, field: string, name: string): Relation {
  const found = Object.hasOwn(definition.relations, name) ? definition.relations[name] : undefined;
  if (found && mayRead(viewer, targetOf(found))) return found;
  throw invalid(field, noRelation(viewer, definition));
}

/** Requires that the viewer may read all relations that are filtered by. Errors: INVALID_INPUT with all missing permissions. */
export function requireReadable(viewer: Viewer, filtered: readonly RelationUse[]): void {
  const denied = filtered.filter(({ relation }) => !mayRead(viewer, targetOf(relation)));
  const [first] = denied;
  if (!first) return;
  const rule = noRelation(viewer, first.from);
  const lacked = new Set(denied.map(({ relation }) => targetOf(relation).permission as Permission));
  throw new DomainError('INVALID_INPUT', `\`${first.field}\` ${rule}`, {
    fields: { [first.field]: rule },
    missingPermissions: [...everyPermission].filter((permission) => lacked.has(permission)),
  });
}

function noRelation(viewer: Viewer, definition: Definition): string {
  const readable = Object.entries(definition.relations).filter(([, relation]) => couldRead(viewer, targetOf(relation)));
  return unknown('relation', definition, readable);
}

function unknown(what: string, { type }: Definition, known: [string, unknown][]): string {
  const names = known.map(([name]) => name).join(', ');
  return names
    ? `is not a fitting ${what} of ${type}. Known: ${names}.`
    : `cannot be used: ${type} has no fitting ${what}.`;
}
