/**
 * Prepares a query, so that it runs often at little cost: which fields its objects have, and how their values are completed,
 * is found once instead of for each request and row. A compiled query calls the resolvers of the schema.
 */
import {
  type DocumentNode,
  defaultFieldResolver,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  type SelectionSetNode,
} from 'graphql';
import { type Declared, isPaced } from '../cost/pacing.ts';
import type { CompiledQuery, Complete, Field, Resolve, Selection } from './compiled-query.ts';
import { completeLeaf, completeList, completeNonNull } from './complete.ts';
import { completeObject } from './run.ts';

/** Thrown for what only the usual executor supports. */
class Unsupported extends Error {}

/** With all fragments expanded. Compiling more would take tens of milliseconds. */
const mostFields = 1_000;

/** Null for what is left to the usual executor: mutations, directives, introspection, fields of interfaces, and very large queries. */
export function compile(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): CompiledQuery | null {
  const root = schema.getQueryType();
  if (operation.operation !== OperationTypeNode.QUERY || !root) return null;
  const fragments: CompiledQuery['fragments'] = Object.create(null);
  for (const one of document.definitions) if (one.kind === Kind.FRAGMENT_DEFINITION) fragments[one.name.value] = one;
  try {
    requirePlain(operation);
    const compiler = { schema, fragments, fields: 0 };
    const selection = select(compiler, root, [operation.selectionSet]);
    return { schema, operation, fragments, selection, fields: compiler.fields };
  } catch (error) {
    if (error instanceof Unsupported) return null;
    throw error;
  }
}

interface Compiler {
  schema: GraphQLSchema;
  fragments: Record<string, FragmentDefinitionNode>;
  /** The fields so far. */
  fields: number;
}

/** The fields of an object in the order in which they are first named; what is selected under one name is merged. */
function select(compiler: Compiler, type: GraphQLObjectType, sets: readonly SelectionSetNode[]): Selection {
  if (type.isTypeOf) throw new Unsupported();
  const nodes = new Map<string, FieldNode[]>();
  const spread = new Set<string>();
  for (const set of sets) collect(compiler, type, set, nodes, spread);
  return [...nodes].map(([name, merged]) => fieldOf(compiler, type, name, merged));
}

function collect(
  compiler: Compiler,
  type: GraphQLObjectType,
  { selections }: SelectionSetNode,
  nodes: Map<string, FieldNode[]>,
  spread: Set<string>,
): void {
  for (const node of selections) {
    requirePlain(node);
    if (node.kind === Kind.FIELD) {
      const name = (node.alias ?? node.name).value;
      const merged = nodes.get(name);
      if (merged) merged.push(node);
      else nodes.set(name, [node]);
      continue;
    }
    if (node.kind === Kind.FRAGMENT_SPREAD && spread.has(node.name.value)) continue;
    if (node.kind === Kind.FRAGMENT_SPREAD) spread.add(node.name.value);
    const fragment = node.kind === Kind.FRAGMENT_SPREAD ? compiler.fragments[node.name.value] : node;
    if (!fragment) throw new Unsupported();
    requirePlain(fragment);
    if (applies(compiler.schema, fragment.typeCondition?.name.value, type))
      collect(compiler, type, fragment.selectionSet, nodes, spread);
  }
}

function applies(schema: GraphQLSchema, condition: string | undefined, type: GraphQLObjectType): boolean {
  if (condition === undefined || condition === type.name) return true;
  const named = schema.getType(condition);
  return isAbstractType(named) && schema.isSubType(named, type);
}

function fieldOf(compiler: Compiler, parentType: GraphQLObjectType, name: string, nodes: FieldNode[]): Field {
  const selected = nodes[0]?.name.value as string;
  // As a property it would set the prototype of the answer.
  if (name === '__proto__') throw new Unsupported();
  if (selected === '__typename') return { name, typename: parentType.name };
  const definition = parentType.getFields()[selected];
  if (!definition || compiler.fields >= mostFields) throw new Unsupported();
  return {
    name,
    place: compiler.fields++,
    definition,
    parentType,
    nodes,
    resolve: definition.resolve ?? defaultFieldResolver,
    direct: directOf(definition),
    complete: completion(compiler, definition.type, nodes),
  };
}

function completion(compiler: Compiler, type: GraphQLOutputType, nodes: readonly FieldNode[]): Complete {
  if (isNonNullType(type)) return completeNonNull(completion(compiler, type.ofType, nodes));
  if (isListType(type)) return completeList(completion(compiler, type.ofType, nodes));
  if (isLeafType(type)) return completeLeaf(type);
  if (!isObjectType(type)) throw new Unsupported();
  return completeObject(
    select(
      compiler,
      type,
      nodes.flatMap(({ selectionSet }) => selectionSet ?? []),
    ),
  );
}

/** Pothos keeps how a field was declared, before plugins put access checks and waiting around its resolver. */
function directOf({ extensions }: GraphQLField<unknown, unknown>): Resolve | undefined {
  const declared = extensions.pothosConfig as Declared | undefined;
  if (!declared || isPaced(declared)) return undefined;
  return (declared.resolve ?? defaultFieldResolver) as Resolve;
}

function requirePlain({ directives = [] }: { readonly directives?: readonly unknown[] | undefined }): void {
  if (directives.length > 0) throw new Unsupported();
}
