/** What the arguments of a root field require by its rule. */

import { isPermission, type Permission } from '../../domain/access/permissions.ts';
import { Open } from '../../domain/lists/needs.ts';
import type { ArgumentRule } from '../access/access-rules.ts';
import type { UnknownKind } from './unknowns.ts';

/** A document in an argument, such as `for_document`. */
export interface NamedDocument {
  document: string;
  operation_name?: string | null;
  variables?: string | null;
}

export interface ArgumentNeeds {
  permissions: Permission[];
  /** The documents whose permissions are required. */
  documents: NamedDocument[];
  person: boolean;
  unknowns: { kind: UnknownKind; about: string | null }[];
}

/** What the sent arguments require; `rules` are by their path, such as `input.role_id`. */
export function neededByArguments(rules: Record<string, ArgumentRule>, values: Record<string, unknown>): ArgumentNeeds {
  const needs: ArgumentNeeds = { permissions: [], documents: [], person: false, unknowns: [] };
  for (const [path, rule] of Object.entries(rules)) {
    const known = (value: unknown): unknown => {
      if (!(value instanceof Open)) return value;
      needs.unknowns.push({ kind: rule.unknown, about: value.variable });
      return value.usually;
    };
    const value = path.split('.').reduce<unknown>((inside, name) => {
      const here = known(inside);
      return here === null || here === undefined ? undefined : (here as Record<string, unknown>)[name];
    }, values);
    const found = known(value);
    if (found === null || found === undefined) continue;
    if (rule.requires === 'ROWS') needs.unknowns.push({ kind: rule.unknown, about: null });
    else if (rule.requires === 'PERSON') needs.person = true;
    else if (rule.requires === 'NAMED') needs.permissions.push(...[found].flat().map(known).filter(isName));
    else if (rule.requires === 'DOCUMENT') needs.documents.push(...named(found as object, known));
    else needs.permissions.push(rule.requires.permission);
  }
  return needs;
}

function named(value: object, known: (value: unknown) => unknown): NamedDocument[] {
  const { document, ...rest } = Object.fromEntries(Object.entries(value).map(([name, one]) => [name, known(one)]));
  return typeof document === 'string' ? [{ ...rest, document }] : [];
}

const isName = (name: unknown): name is Permission => typeof name === 'string' && isPermission(name);
