import { tokenOperations } from '../../../schema/tokens.ts';
import { type Definition, defineList, is, maybe } from '../lists/definition.ts';

export const tokenOperationList: Definition = defineList({
  type: 'PersonalAccessTokenOperation',
  description: 'An operation that a bound token runs.',
  table: tokenOperations,
  // Only reached through its token, and seen as that is.
  permission: null,
  columns: {
    hash: is(
      'string',
      tokenOperations.hash,
      "SHA-256 of the document's exact text in UTF-8, as 64 hexadecimal digits.",
    ),
    operation_name: maybe(
      'string',
      tokenOperations.operationName,
      'Which operation of the document. Null: its only one.',
    ),
    document: maybe(
      'text',
      tokenOperations.document,
      'The document. Null: it is known by its hash alone, and clients send it.',
    ),
    pinned_variables: maybe(
      'text',
      tokenOperations.pinnedVariables,
      'The values that variables must have, as a JSON object.',
    ),
  },
});
