/** What the arguments of a root field ask for by its rule, as data beside the field. */

import { isPermission, type Permission } from '../../domain/access/permissions.ts';
import { Open } from '../../domain/lists/needs.ts';
import type { Given } from '../access/declared.ts';
import type { Decision } from './unknowns.ts';

/** A document named by its text, as `for_document` does. */
export interface NamedDocument {
  document: string;
  operation_name?: string | null;
  variables?: string | null;
}

export interface Asked {
  permissions: Permission[];
  /** The documents whose permissions are needed. */
  documents: NamedDocument[];
  person: boolean;
  unknowns: { kind: Decision; about: string | null }[];
}

/** What is asked for by the arguments that are given; `rules` by their path, such as `input.role_id`. */
export function askedBy(rules: Record<string, Given>, values: Record<string, unknown>): Asked {
  const asked: Asked = { permissions: [], documents: [], person: false, unknowns: [] };
  for (const [path, given] of Object.entries(rules)) {
    const known = (value: unknown): unknown => {
      if (!(value instanceof Open)) return value;
      asked.unknowns.push({ kind: given.decides, about: value.variable });
      return value.usually;
    };
    const value = path.split('.').reduce<unknown>((inside, name) => {
      const here = known(inside);
      return here === null || here === undefined ? undefined : (here as Record<string, unknown>)[name];
    }, values);
    const found = known(value);
    if (found === null || found === undefined) continue;
    if (given.asks === 'ROWS') asked.unknowns.push({ kind: given.decides, about: null });
    else if (given.asks === 'PERSON') asked.person = true;
    else if (given.asks === 'NAMED') asked.permissions.push(...[found].flat().map(known).filter(isName));
    else if (given.asks === 'DOCUMENT') asked.documents.push(...named(found as object, known));
    else asked.permissions.push(given.asks.permission);
  }
  return asked;
}

function named(value: object, known: (value: unknown) => unknown): NamedDocument[] {
  const { document, ...rest } = Object.fromEntries(Object.entries(value).map(([name, one]) => [name, known(one)]));
  return typeof document === 'string' ? [{ ...rest, document }] : [];
}

const isName = (name: unknown): name is Permission => typeof name === 'string' && isPermission(name);
