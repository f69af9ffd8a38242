/**
 * Binds tokens to operations: checks the documents that clients send against the schema and computes what they need.
 */
import type { GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { invalid } from '../../domain/base/errors.ts';
import { because } from '../../domain/base/reasons.ts';
import { tokenOperationList } from '../../domain/nouns/token-operations.ts';
import { hashOf, type Operation, requireFew } from '../../domain/tokens/operations.ts';
import { builder } from '../builder.ts';
import { withoutValue } from '../coercion-errors.ts';
import type { Context } from '../context.ts';
import { entity } from '../dialect/entities.ts';
import { isObject, readJson } from '../json.ts';
import type { NamedDocuments } from '../plan/named-documents.ts';
import { planOf } from '../plan/plan.ts';
import { coerceVariables } from '../variables.ts';

entity(tokenOperationList);

export const BoundOperation = builder.inputType('BoundOperationInput', {
  description:
    'An operation to which a token is bound. Documents are compared by the SHA-256 of their exact text in UTF-8, so even a space makes a difference.',
  fields: (t) => ({
    document: t.field({
      type: 'Text',
      description:
        'The text of the document. It is stored, and clients can run it by its hash. Either this or `hash` is required.',
    }),
    hash: t.string({
      description:
        "The document's SHA-256 as 64 hexadecimal digits, with or without the prefix `sha256:`. Clients send the text with each request. Either this or `document` is required.",
    }),
    operation_name: t.string({ description: 'The name of the operation. Required if the document has several.' }),
    pinned_variables: t.field({
      type: 'Text',
      description:
        'A JSON object with the fixed values of variables. Clients need not send them; other variables are free. Values are compared as JSON: `"1"` and `1` are different.',
    }),
  }),
});

interface BoundOperationInput {
  document?: string | null;
  hash?: string | null;
  operation_name?: string | null;
  pinned_variables?: string | null;
}

/**
 * The operations of the input. Errors: INVALID_INPUT with the field at fault, such as `operations[1].pinned_variables`.
 */
export async function operationsOf(
  inputs: readonly BoundOperationInput[],
  schema: GraphQLSchema,
  { documents, answer }: Pick<Context, 'documents' | 'answer'>,
): Promise<Operation[]> {
  requireFew(inputs);
  const length = inputs.reduce((sum, { document }) => sum + (document?.length ?? 0), 0);
  if (length > longestTogether) throw invalid('operations', because('TOO_LONG_TOGETHER', { most: longestTogether }));
  const operations: Operation[] = [];
  for (const [index, input] of inputs.entries()) {
    if (input.document != null) await documents.prepare(input.document, schema, answer.turn);
    operations.push(operationOf(input, schema, documents, `operations[${index}].`));
  }
  return operations;
}

/**
 * Checking a document blocks other requests, so it is done in slices and once for each text, which an input may repeat
 * a hundred times.
 */
export const longestTogether = 200_000;

function operationOf(
  input: BoundOperationInput,
  schema: GraphQLSchema,
  documents: NamedDocuments,
  place: string,
): Operation {
  const { document, hash, operation_name } = input;
  const operationName = operation_name ?? null;
  const pinned = pinnedOf(input.pinned_variables, `${place}pinned_variables`);
  const pinnedVariables = Object.keys(pinned).length > 0 ? JSON.stringify(pinned) : null;
  if ((document == null) === (hash == null)) throw invalid(`${place}document`, 'or `hash` is required, but not both.');
  if (document == null)
    return { hash: requireHash(hash ?? '', `${place}hash`), operationName, document: null, pinnedVariables };
  const found = documents.require(document, operation_name, schema, place);
  requireFit(found.operation, pinned, schema, `${place}pinned_variables`);
  const { personal } = planOf(schema, found.document, operationName, { values: pinned, missing: 'free' }, documents);
  if (personal.length > 0) throw invalid(`${place}document`, because('NOT_FOR_TOKENS', { methods: personal }));
  return { hash: hashOf(document), operationName, document, pinnedVariables };
}

function requireHash(text: string, field: string): string {
  const [, digits] = /^(?:sha256:)?([0-9a-f]{64})$/i.exec(text) ?? [];
  if (!digits) throw invalid(field, 'must be 64 hexadecimal digits.');
  return digits.toLowerCase();
}

function pinnedOf(text: string | null | undefined, field: string): Record<string, unknown> {
  if (text == null) return {};
  const pinned = readJson(text, (rule) => invalid(field, rule));
  if (!isObject(pinned)) throw invalid(field, because('NOT_AN_OBJECT'));
  return pinned;
}

/** Each pinned variable must be one that the operation declares, with a value of its type. */
export function requireFit(
  { variableDefinitions }: OperationDefinitionNode,
  pinned: Record<string, unknown>,
  schema: GraphQLSchema,
  field: string,
): void {
  for (const [name, value] of Object.entries(pinned)) {
    const declared = variableDefinitions?.filter(({ variable }) => variable.name.value === name) ?? [];
    if (declared.length === 0) throw invalid(field, because('NOT_DECLARED', { variable: `$${name}` }));
    const coerced = coerceVariables(schema, declared, { [name]: value });
    if (!('error' in coerced)) continue;
    const { originalError } = coerced.error;
    throw invalid(
      field,
      `is not valid for $${name}${originalError ? `: ${withoutValue(originalError.message)}` : '.'}`,
    );
  }
}
