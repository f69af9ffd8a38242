/** Which types and fields an operation selects, by their coordinates, with the place where it does so first. */
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  GraphQLIncludeDirective,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getDirectiveValues,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

export interface Place {
  node: FieldNode | null;
  path: readonly string[];
}

export interface Selecting {
  schema: GraphQLSchema;
  document: DocumentNode;
  operation: OperationDefinitionNode;
  variables: Record<string, unknown>;
}

/** The types that rows can have in a selection, and the field that leads to it. */
interface Parent extends Place {
  types: readonly GraphQLObjectType[];
}

/**
 * A field of an interface counts for each type that the rows can have there, and with each interface of these types. A field
 * that returns an object counts with its type, so that a refused object is not even loaded.
 */
export function selectedElements({ schema, document, operation, variables }: Selecting): ReadonlyMap<string, Place> {
  const selected = new Map<string, Place>();
  const visited = new Set<string>();
  const fragments = new Map(
    document.definitions.flatMap((each) => (each.kind === 'FragmentDefinition' ? [[each.name.value, each]] : [])),
  ) as Map<string, FragmentDefinitionNode>;
  const root = schema.getRootType(operation.operation);
  if (root) walk(operation.selectionSet, { types: [root], node: null, path: [] });
  return selected;

  function walk({ selections }: SelectionSetNode, parent: Parent) {
    for (const selection of selections.filter(isIncluded)) visit(selection, parent);
  }

  function visit(selection: SelectionNode, parent: Parent) {
    if (selection.kind === 'Field') return field(selection, parent);
    const fragment = selection.kind === 'InlineFragment' ? selection : fragments.get(selection.name.value);
    if (!fragment) return;
    const condition = fragment.typeCondition && schema.getType(fragment.typeCondition.name.value);
    const types = isCompositeType(condition) ? parent.types.filter((type) => isA(type, condition)) : parent.types;
    if (selection.kind === 'FragmentSpread' && isVisited(`${selection.name.value} ${types.join(' ')}`)) return;
    // `__typename` in it says that there is such a row.
    if (condition && types.length > 0) addType(condition, parent);
    walk(fragment.selectionSet, { ...parent, types });
  }

  function field(node: FieldNode, parent: Parent) {
    const { value: name } = node.name;
    if (name.startsWith('__')) return;
    const place = { node, path: [...parent.path, node.alias?.value ?? name] };
    for (const type of parent.types) {
      addType(type, place);
      for (const owner of [type, ...type.getInterfaces()])
        if (owner.getFields()[name]) add(`${owner.name}.${name}`, place);
    }
    const returned = new Set(parent.types.map((type) => getNamedType(type.getFields()[name]?.type)));
    for (const type of returned) if (type) addType(type, place);
    const types = [...returned].filter(isCompositeType).flatMap(possibleTypes);
    if (node.selectionSet) walk(node.selectionSet, { ...place, types: [...new Set(types)] });
  }

  function addType(type: GraphQLNamedType, place: Place) {
    add(type.name, place);
    if (isObjectType(type) || isInterfaceType(type)) for (const { name } of type.getInterfaces()) add(name, place);
  }

  function add(coordinate: string, { node, path }: Place) {
    if (!selected.has(coordinate)) selected.set(coordinate, { node, path });
  }

  function isA(type: GraphQLObjectType, condition: GraphQLCompositeType): boolean {
    return isAbstractType(condition) ? schema.isSubType(condition, type) : condition === type;
  }

  function possibleTypes(type: GraphQLCompositeType): readonly GraphQLObjectType[] {
    return isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
  }

  /** In a document without a circle of fragments this only saves time. */
  function isVisited(key: string): boolean {
    if (visited.has(key)) return true;
    visited.add(key);
    return false;
  }

  function isIncluded(node: SelectionNode): boolean {
    if (getDirectiveValues(GraphQLSkipDirective, node, variables)?.if === true) return false;
    return getDirectiveValues(GraphQLIncludeDirective, node, variables)?.if !== false;
  }
}
