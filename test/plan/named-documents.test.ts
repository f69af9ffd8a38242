/** Documents that arguments name are validated once, before they are used. */
import { expect, test } from '@jest/globals';
import { buildSchema } from 'graphql';
import { namedDocuments } from '../../src/graphql/plan/named-documents.ts';

const turn = () => undefined;

test.each([
  ['a valid document', '{ name }', 'type Query { name: String }', undefined],
  ['an invalid document', '{ nothing }', 'type Query { name: String }', /Cannot query field "nothing"/],
])('%s that was prepared is not validated again', async (_what, text, schema, fault) => {
  const documents = namedDocuments();
  await documents.prepare(text, buildSchema(schema), turn);
  // Against this schema the result would be the opposite.
  const other = buildSchema('type Query { nothing: String }');
  const use = () => documents.require(text, null, other);
  if (fault) expect(use).toThrow(fault);
  else expect(use().operation.operation).toBe('query');
});
