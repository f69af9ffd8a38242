/** Which relations a list request looks through: whoever may not read where one leads cannot filter by it. */
import type { Definition, Relation } from './definition.ts';
import { given, type ListRequest, type ReverseRelationFilter, type Search } from './request.ts';

export interface Looked {
  /** Such as `User.role`. */
  place: string;
  relation: Relation;
}

/** Every relation the request's filters follow. What is no relation is left to whoever runs it to refuse. */
export function relationsIn(definition: Definition, { search, reverse_relation_filters }: ListRequest): Looked[] {
  return [
    ...given(search).flatMap((one) => inSearch(definition, one)),
    ...given(reverse_relation_filters).flatMap((one) => inFilter(definition, one)),
  ];
}

const inSearch = (definition: Definition, { exists, reverse_relation_filters }: Search): Looked[] => [
  ...given(exists).flatMap((name) => follow(definition, name)),
  ...given(reverse_relation_filters).flatMap((one) => inFilter(definition, one)),
];

function inFilter(definition: Definition, { relation, search }: ReverseRelationFilter): Looked[] {
  const looked: Looked[] = [];
  let there = definition;
  for (const name of relation.split('.')) {
    const [step] = follow(there, name);
    if (!step) return looked;
    looked.push(step);
    there = step.relation.to();
  }
  return [...looked, ...given(search).flatMap((one) => inSearch(there, one))];
}

function follow(definition: Definition, name: string): Looked[] {
  const relation = Object.hasOwn(definition.relations, name) ? definition.relations[name] : undefined;
  return relation ? [{ place: `${definition.type}.${name}`, relation }] : [];
}
