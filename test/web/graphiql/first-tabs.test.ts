/** The first tabs of GraphiQL: the server accepts every document with its variables. */
import { expect, test } from '@jest/globals';
import { type OperationDefinitionNode, parse, validate } from 'graphql';
import { getVariableValues } from 'graphql/execution/values.js';
import { schema } from '../../../src/graphql/schema.ts';
import { firstTabs } from '../../../src/web/graphiql/first-tabs.ts';

const named = firstTabs.map(({ query, variables = {} }) => {
  const document = parse(query);
  const operation = document.definitions[0] as OperationDefinitionNode;
  return { name: operation.name?.value, document, operation, variables };
});

test.each(named)('$name is a valid document with valid variables', ({ document, operation, variables }) => {
  expect(validate(schema, document)).toEqual([]);
  expect(document.definitions).toHaveLength(1);
  expect(getVariableValues(schema, operation.variableDefinitions ?? [], variables).errors).toBeUndefined();
});

test('the tabs create a role, a user and a token, in this order', () => {
  const names = named.map(({ name }) => name);
  expect(names).toEqual(['OneUser', 'CreateRole', 'CreateUser', 'CreateToken', 'Me', 'MeByToken']);
});
