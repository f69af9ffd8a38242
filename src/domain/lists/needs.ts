/**
 * The relations that a list request reads. Lists check requests and plans compute permissions with the same function, so
 * they always agree. A plan does not know the values of variables; `Open` stands for them.
 */
import { invalid } from '../base/errors.ts';
import type { Definition, Relation } from './definition.ts';
import { targetOf } from './definition.ts';
import { type ListRequest, longestPath, mostSteps, type ReverseRelationFilter, type Search } from './request.ts';

export class Open {
  readonly variable: string;
  /** The value when the variable is not sent. */
  readonly usually: unknown;

  constructor(variable: string, usually?: unknown) {
    this.variable = variable;
    this.usually = usually;
  }
}

export interface RelationUse {
  from: Definition;
  name: string;
  relation: Relation;
  /** The argument that names it, for error messages. */
  field: string;
}

export interface Needs {
  /** Relations that the request filters by: it is refused unless the viewer may read them. */
  filtered: RelationUse[];
  /** Relations that its general search includes: left out if the viewer may not read them. */
  searched: RelationUse[];
  /** Variables that may add to both. */
  open: string[];
}

/** All relations that the request reads. Ignores unknown names, which are refused when the request runs. */
export function needsOf(definition: Definition, request: ListRequest): Needs {
  const filtered: RelationUse[] = [];
  const open = new Set<string>();

  function known<T>(value: T): T | undefined {
    if (!(value instanceof Open)) return value;
    open.add(value.variable);
    return value.usually as T | undefined;
  }

  const items = <T>(list: readonly (T | null)[] | null | undefined): T[] =>
    (known(list) ?? []).map(known).filter((item): item is T & {} => item != null);

  function follow(from: Definition, name: string, field: string): Definition | null {
    const relation = Object.hasOwn(from.relations, name) ? from.relations[name] : undefined;
    if (!relation) return null;
    filtered.push({ from, name, relation, field });
    return targetOf(relation);
  }

  function search(from: Definition, { exists, reverse_relation_filters }: Search): void {
    for (const name of items(exists)) follow(from, name, 'search.exists');
    for (const one of items(reverse_relation_filters)) filter(from, one);
  }

  function filter(from: Definition, { relation, search: searches }: ReverseRelationFilter): void {
    let there: Definition | null = from;
    for (const name of (known(relation) ?? '').split('.').slice(0, longestPath))
      there = there && follow(there, name, 'reverse_relation_filters.relation');
    for (const one of items(searches)) if (there) search(there, one);
  }

  for (const one of items(request.search)) search(definition, one);
  for (const one of items(request.reverse_relation_filters)) filter(definition, one);
  const searched = searchesRelations(request, known) ? relationsOf(definition) : [];
  return { filtered, searched, open: [...open] };
}

/** The number of steps to related rows. */
export const stepsOf = ({ filtered, searched }: Needs): number => filtered.length + searched.length;

/** Errors: INVALID_INPUT. */
export function requireFewSteps({ filtered, searched }: Needs): void {
  const tooMuch = [...filtered, ...searched][mostSteps];
  if (tooMuch) throw invalid(tooMuch.field, `follows too many relations: a list may take at most ${mostSteps} steps.`);
}

/** An unknown search text counts as not empty; an unknown mode counts as not searching relations. */
function searchesRelations(
  { general_search: text, general_search_mode: mode }: ListRequest,
  known: <T>(value: T) => T | undefined,
): boolean {
  if (text == null || mode == null || mode === 'ROOT') return false;
  const words = known(text);
  return known(mode) === 'ROOT_PLUS_RELATIONS' && words !== '';
}

const relationsOf = (from: Definition): RelationUse[] =>
  Object.entries(from.relations).map(([name, relation]) => ({ from, name, relation, field: 'general_search' }));
