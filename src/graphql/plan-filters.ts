/** What the filters of a list need, read off its arguments: filtering by a relation takes reading where it leads. */
import { type FieldNode, type GraphQLField, Kind, type ValueNode, valueFromAST, visit } from 'graphql';
import type { Definition } from '../domain/lists/definition.ts';
import { type Looked, relationsIn } from '../domain/lists/needs.ts';
import type { ListRequest } from '../domain/lists/request.ts';

export interface Filters {
  looked: Looked[];
  /** The variables that decide over more, and are not known. */
  open: string[];
}

const filters = ['search', 'reverse_relation_filters'] as const;

/** The relations that the field's arguments filter by. `variables` are coerced; null: not known yet. */
export function filtersOf(
  field: GraphQLField<unknown, unknown>,
  node: FieldNode,
  variables: Record<string, unknown> | null,
): Filters {
  const definition = field.extensions.list as Definition | undefined;
  if (!definition) return { looked: [], open: [] };
  const request: Record<string, unknown> = {};
  const open = new Set<string>();
  for (const name of filters) {
    const given = node.arguments?.find((argument) => argument.name.value === name)?.value;
    const declared = field.args.find((argument) => argument.name === name);
    if (!given || !declared) continue;
    if (!variables) for (const variable of variablesIn(given)) open.add(variable);
    request[name] = valueFromAST(given, declared.type, variables);
  }
  return { looked: relationsIn(definition, request as ListRequest), open: [...open] };
}

function variablesIn(value: ValueNode): string[] {
  const names: string[] = [];
  visit(value, { [Kind.VARIABLE]: (variable) => void names.push(variable.name.value) });
  return names;
}
