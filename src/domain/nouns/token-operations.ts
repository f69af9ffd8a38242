import { tokenOperations } from '../../../schema/tokens.ts';
import { type Definition, defineList, is, maybe } from '../lists/definition.ts';

export const tokenOperationList: Definition = defineList({
  type: 'PersonalAccessTokenOperation',
  description: 'An operation that a bound token may run.',
  table: tokenOperations,
  // Reached only through its token, whose visibility applies.
  permission: null,
  columns: {
    hash: is(
      'string',
      tokenOperations.hash,
      "The SHA-256 of the document's exact text in UTF-8, as 64 hexadecimal digits.",
    ),
    operation_name: maybe(
      'string',
      tokenOperations.operationName,
      'The name of the operation in the document. Null: the document has only one.',
    ),
    document: maybe(
      'text',
      tokenOperations.document,
      'The text of the document. Null: only its hash is stored, and clients send the text.',
    ),
    pinned_variables: maybe(
      'text',
      tokenOperations.pinnedVariables,
      'The fixed values of pinned variables, as a JSON object.',
    ),
  },
});
