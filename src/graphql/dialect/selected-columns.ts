/** The columns of a noun that a document selects, so that long lists read no others. */
import {
  type GraphQLResolveInfo,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Definition } from '../../domain/lists/definition.ts';

type Info = Pick<GraphQLResolveInfo, 'schema' | 'operation' | 'fragments'>;

const namesIn = new WeakMap<OperationDefinitionNode, ReadonlySet<string>>();

/**
 * The columns of this noun that the operation selects anywhere. Undefined: all of them, since it selects a field that
 * is computed from the whole row.
 */
export function selectedColumns(info: Info, definition: Definition): ReadonlySet<string> | undefined {
  const type = info.schema.getType(definition.type);
  if (!isObjectType(type)) return undefined;
  const columns = new Set(['id']);
  for (const name of fieldNames(info)) {
    if (!(name in type.getFields())) continue;
    if (name in definition.columns) columns.add(name);
    else if (definition.relations[name]) columns.add(definition.relations[name].from);
    else return undefined;
  }
  return columns;
}

/** The name of every field in the operation and in its document's fragments, of any type. */
function fieldNames({ operation, fragments }: Info): ReadonlySet<string> {
  const known = namesIn.get(operation);
  if (known) return known;
  const names = new Set<string>();
  const collect = ({ selections }: SelectionSetNode): void => {
    for (const node of selections) {
      if (node.kind === Kind.FIELD) names.add(node.name.value);
      if (node.kind !== Kind.FRAGMENT_SPREAD && node.selectionSet) collect(node.selectionSet);
    }
  };
  for (const { selectionSet } of [operation, ...Object.values(fragments)]) collect(selectionSet);
  namesIn.set(operation, names);
  return names;
}
