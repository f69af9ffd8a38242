/**
 * The values of arguments, as far as a document determines them. A value that depends on an unknown variable is an
 * `Open`, at any depth.
 */
import {
  type FieldNode,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  Kind,
  type OperationDefinitionNode,
  typeFromAST,
  type ValueNode,
  valueFromAST,
} from 'graphql';
import { Open } from '../../domain/lists/needs.ts';
import { coerceVariables } from '../variables.ts';

/** The value of each variable: missing where it is not sent, or `Open`. */
export type Variables = ReadonlyMap<string, unknown>;

/** The variables that are sent. The others are not sent, or `free`: the sender of the document chooses them. */
export interface Sent {
  values: Record<string, unknown>;
  missing: 'not sent' | 'free';
}

/** The variables of a request. */
export const sending = (values: Record<string, unknown>): Sent => ({ values, missing: 'not sent' });

export function variablesOf(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
  { values, missing }: Sent,
): Variables {
  const known = new Map<string, unknown>();
  for (const definition of variableDefinitions) {
    const name = definition.variable.name.value;
    const isSent = Object.hasOwn(values, name);
    const coerced = coerceVariables(schema, [definition], isSent ? { [name]: values[name] } : {});
    const type = typeFromAST(schema, definition.type);
    const usually = definition.defaultValue && valueFromAST(definition.defaultValue, type as GraphQLInputType);
    // A request with a wrong value is refused as a whole, so the value may count as any other.
    if ('error' in coerced || (!isSent && missing === 'free')) known.set(name, new Open(`$${name}`, usually));
    else if (Object.hasOwn(coerced.values, name)) known.set(name, coerced.values[name]);
  }
  return known;
}

/** The arguments of a field, by name. */
export function argumentsOf(
  { args }: GraphQLField<unknown, unknown>,
  node: FieldNode,
  variables: Variables,
): Record<string, unknown> {
  const nodes = new Map((node.arguments ?? []).map(({ name, value }) => [name.value, value]));
  return fieldsOf(args, nodes, variables);
}

interface Declared {
  name: string;
  type: GraphQLInputType;
  defaultValue?: unknown;
}

function fieldsOf(
  declared: readonly Declared[],
  given: ReadonlyMap<string, ValueNode>,
  variables: Variables,
): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const { name, type, defaultValue } of declared) {
    const node = given.get(name);
    const value = node && valueAs(node, type, variables);
    const otherwise =
      value instanceof Open && value.usually === undefined ? new Open(value.variable, defaultValue) : value;
    values[name] = otherwise === undefined ? defaultValue : otherwise;
  }
  return values;
}

/** A value in a valid document; undefined if it is a variable that is not sent. */
export function valueAs(node: ValueNode, type: GraphQLInputType, variables: Variables): unknown {
  if (node.kind === Kind.VARIABLE) return variables.get(node.name.value);
  if (isNonNullType(type)) return valueAs(node, type.ofType, variables);
  if (node.kind === Kind.NULL) return null;
  if (isListType(type)) {
    const nodes = node.kind === Kind.LIST ? node.values : [node];
    return nodes.map((item) => valueAs(item, type.ofType, variables) ?? null);
  }
  if (isInputObjectType(type) && node.kind === Kind.OBJECT) {
    const given = new Map(node.fields.map(({ name, value }) => [name.value, value]));
    return fieldsOf(Object.values(type.getFields()), given, variables);
  }
  return isLeafType(type) ? valueFromAST(node, type) : undefined;
}
