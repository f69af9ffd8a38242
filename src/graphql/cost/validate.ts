/** Validates long documents in parts, between which other requests are served. */
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  OverlappingFieldsCanBeMergedRule,
  specifiedRules,
  type ValidationRule,
  validate,
} from 'graphql';
import type { Answer } from './answer-size.ts';
import { checkingCost } from './limits.ts';

/** graphql accepts operations of a type that the schema does not have, such as subscriptions, and fails when it runs them. */
const knownOperationTypes: ValidationRule = (context) => ({
  OperationDefinition: (node) => {
    if (context.getSchema().getRootType(node.operation)) return;
    context.reportError(new GraphQLError(`The schema has no operations of type ${node.operation}.`, { nodes: node }));
  },
});

/** The rules for documents that are planned. */
export const rules: readonly ValidationRule[] = [...specifiedRules, knownOperationTypes];

const others = rules.filter((rule) => rule !== OverlappingFieldsCanBeMergedRule);
const half = Math.ceil(others.length / 2);

/**
 * Together all rules. Comparing fields of the same name takes about as long as half of the other
 * rules.
 */
const parts = [others.slice(0, half), others.slice(half), [OverlappingFieldsCanBeMergedRule]];

/**
 * At most `most` errors of a document that was parsed from `text`: the errors of graphql's `validate`, found part by
 * part.
 */
export async function validateInTurns(
  schema: GraphQLSchema,
  document: DocumentNode,
  text: string,
  turn: Answer['turn'],
  most: number,
): Promise<readonly GraphQLError[]> {
  const errors: GraphQLError[] = [];
  for (const rules of parts) {
    await turn(checkingCost(text));
    errors.push(...validate(schema, document, rules, { maxErrors: most }));
    if (errors.length >= most) break;
  }
  return errors.slice(0, most);
}
