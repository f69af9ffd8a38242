/** The values of variables, coerced to their types. */
import { type GraphQLError, type GraphQLSchema, getVariableValues, type VariableDefinitionNode } from 'graphql';

type Coerced = { values: Record<string, unknown> } | { error: GraphQLError };

/** Stops at the first wrong value: graphql writes the whole value into each error, which is slow for many errors about a large one. */
export function coerceVariables(
  schema: GraphQLSchema,
  definitions: readonly VariableDefinitionNode[],
  values: Record<string, unknown>,
): Coerced {
  const { coerced, errors } = getVariableValues(schema, definitions, values, { maxErrors: 1 });
  return coerced ? { values: coerced } : { error: errors[0] as GraphQLError };
}
