/** What a document selects of a noun, so that lists read no other columns, and to-one relations in the same statement. */
import {
  type FieldNode,
  type GraphQLResolveInfo,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { type Definition, targetOf } from '../../domain/lists/definition.ts';
import { isJoinable, type Selected } from '../../domain/lists/prepare.ts';

type Info = Pick<GraphQLResolveInfo, 'schema' | 'operation' | 'fragments'>;

interface KnownSelections {
  /** By name, the fields of the operation and of its document's fragments, of any type; true: with arguments. */
  fields: Map<string, boolean>;
  byType: Map<string, Selected>;
}

const known = new WeakMap<OperationDefinitionNode, KnownSelections>();

/** What the operation selects of this noun anywhere, so that a list that is selected twice is read once. */
export function selectedOf(info: Info, definition: Definition): Selected {
  const { fields, byType } = known.get(info.operation) ?? { fields: fieldsIn(info), byType: new Map() };
  if (!known.has(info.operation)) known.set(info.operation, { fields, byType });
  const selected = byType.get(definition.type) ?? selectedAmong(info, definition, fields);
  byType.set(definition.type, selected);
  return selected;
}

function selectedAmong(info: Info, definition: Definition, fields: KnownSelections['fields']): Selected {
  const columns = columnsAmong(info, definition, fields);
  const endCursor = fields.has('end_cursor');
  if (!columns) return { columns: undefined, joined: new Map(), endCursor };
  const joined = Object.entries(definition.relations)
    .filter(([name, relation]) => fields.get(name) === false && isJoinable(relation))
    .map(([name, relation]) => {
      const there = columnsAmong(info, targetOf(relation), fields);
      return [name, { relation, columns: there ?? undefined }] as const;
    });
  return { columns, joined: new Map(joined), endCursor };
}

/** Null: everything, since the operation selects a field that is computed from the whole row. */
function columnsAmong(info: Info, definition: Definition, fields: KnownSelections['fields']): Set<string> | null {
  const type = info.schema.getType(definition.type);
  if (!isObjectType(type)) return null;
  const columns = new Set(['id']);
  // Whether a row is shown may depend on its owner.
  if (definition.visible?.owner) columns.add(definition.visible.owner);
  for (const name of fields.keys()) {
    if (!(name in type.getFields())) continue;
    if (name in definition.columns) columns.add(name);
    else if (definition.relations[name]) columns.add(definition.relations[name].from);
    else return null;
  }
  return columns;
}

function fieldsIn({ operation, fragments }: Info): KnownSelections['fields'] {
  const fields: KnownSelections['fields'] = new Map();
  const add = ({ name: { value }, arguments: given = [] }: FieldNode) =>
    fields.set(value, fields.get(value) === true || given.length > 0);
  const collect = ({ selections }: SelectionSetNode): void => {
    for (const node of selections) {
      if (node.kind === Kind.FIELD) add(node);
      if (node.kind !== Kind.FRAGMENT_SPREAD && node.selectionSet) collect(node.selectionSet);
    }
  };
  for (const { selectionSet } of [operation, ...Object.values(fragments)]) collect(selectionSet);
  return fields;
}
