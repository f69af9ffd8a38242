/** From a document to the permissions it needs: a walk over the access that fields and types declare. */
import {
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLIncludeDirective,
  type GraphQLNamedType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getDirectiveValues,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Permission } from '../domain/permissions.ts';
import type { Access } from './access.ts';

/** The permissions needed to read what a root field's answer selects, apart from the root field's own. */
export function permissionsOfAnswer(info: GraphQLResolveInfo): Set<Permission> {
  const needed = new Set<Permission>();
  for (const node of info.fieldNodes) walk(info, getNamedType(info.returnType), node.selectionSet, needed);
  return needed;
}

interface Document {
  schema: GraphQLSchema;
  fragments: Record<string, FragmentDefinitionNode>;
  variableValues: Record<string, unknown>;
}

function walk(
  document: Document,
  type: GraphQLNamedType,
  selection: SelectionSetNode | undefined,
  needed: Set<Permission>,
): void {
  for (const node of selection?.selections ?? []) {
    if (!included(node, document)) continue;
    if (node.kind === 'Field') field(document, type, node, needed);
    else {
      const fragment = node.kind === 'FragmentSpread' ? document.fragments[node.name.value] : node;
      const condition = fragment?.typeCondition && document.schema.getType(fragment.typeCondition.name.value);
      walk(document, condition || type, fragment?.selectionSet, needed);
    }
  }
}

/** A field of an abstract type counts for every type that may stand there. */
function field(document: Document, type: GraphQLNamedType, node: FieldNode, needed: Set<Permission>): void {
  if (isAbstractType(type)) {
    for (const possible of document.schema.getPossibleTypes(type)) field(document, possible, node, needed);
    return;
  }
  const definition = isObjectType(type) ? type.getFields()[node.name.value] : undefined;
  if (!definition) return;
  note(type.extensions.access, needed);
  note(definition.extensions.access, needed);
  const below = getNamedType(definition.type);
  if (isCompositeType(below)) walk(document, below, node.selectionSet, needed);
}

function note(access: unknown, needed: Set<Permission>): void {
  const declared = access as Access | undefined;
  if (declared && 'permission' in declared) needed.add(declared.permission);
}

function included(node: SelectionNode, { variableValues }: Document): boolean {
  if (getDirectiveValues(GraphQLSkipDirective, node, variableValues)?.if === true) return false;
  return getDirectiveValues(GraphQLIncludeDirective, node, variableValues)?.if !== false;
}
