/** Which types and fields an operation selects, and what `@requiresScopes` on them says. */
import { describe, expect, test } from '@jest/globals';
import { buildSchema, GraphQLObjectType, GraphQLSchema, GraphQLString, parse } from 'graphql';
import { directiveTypeDefs, readRequiredScopes } from '../../src/client/required-scopes.ts';
import { selectedElements } from '../../src/client/selected-elements.ts';

describe('an operation selects', () => {
  const schema = buildSchema(`
    type Query { node: Node  search: [Result!]!  customer: Customer  state: State }
    interface Node { id: ID! }
    interface Owned { owner: Customer }
    type Customer implements Node { id: ID!  name: String }
    type Invoice implements Node & Owned { id: ID!  owner: Customer  total: Amount }
    union Result = Customer | Invoice
    enum State { OPEN PAID }
    scalar Amount
  `);
  const selected = (text: string) => {
    const document = parse(text);
    const [operation] = document.definitions;
    if (operation?.kind !== 'OperationDefinition') throw new Error('The operation comes first.');
    return [...selectedElements({ schema, document, operation, variables: {} }).keys()].sort();
  };

  test.each([
    ['the type of each field, and the type that it returns', '{ state }', ['Query', 'Query.state', 'State']],
    [
      'a field of an interface on each type that a row can have, with all interfaces of that type',
      '{ node { id } }',
      ['Customer', 'Customer.id', 'ID', 'Invoice', 'Invoice.id', 'Node', 'Node.id', 'Owned', 'Query', 'Query.node'],
    ],
    [
      'only the types that a fragment is about',
      '{ search { ... on Customer { name } } }',
      ['Customer', 'Customer.name', 'Node', 'Query', 'Query.search', 'Result', 'String'],
    ],
    [
      'an interface of which there is nothing but the type name, and none of its types',
      '{ search { ... on Node { __typename } } }',
      ['Node', 'Query', 'Query.search', 'Result'],
    ],
    [
      'a type of which there is nothing but the type name',
      '{ node { ... on Invoice { __typename } } }',
      ['Invoice', 'Node', 'Owned', 'Query', 'Query.node'],
    ],
    [
      'one type where a fragment on an interface is within a type',
      '{ customer { ...N } } fragment N on Node { id }',
      ['Customer', 'Customer.id', 'ID', 'Node', 'Node.id', 'Query', 'Query.customer'],
    ],
    [
      'the types of each place where a fragment is used',
      '{ customer { ...N } search { ... on Invoice { ...N } } } fragment N on Node { id }',
      [
        'Customer',
        'Customer.id',
        'ID',
        'Invoice',
        'Invoice.id',
        'Node',
        'Node.id',
        'Owned',
        'Query',
        'Query.customer',
        'Query.search',
        'Result',
      ],
    ],
    [
      'what fragments within fragments select',
      '{ search { ...A } } fragment A on Result { ...B } fragment B on Invoice { owner { name } total }',
      [
        'Amount',
        'Customer',
        'Customer.name',
        'Invoice',
        'Invoice.owner',
        'Invoice.total',
        'Node',
        'Owned',
        'Owned.owner',
        'Query',
        'Query.search',
        'Result',
        'String',
      ],
    ],
    [
      'nothing of a fragment that no row can meet',
      '{ customer { ... on Invoice { total } } }',
      ['Customer', 'Node', 'Query', 'Query.customer'],
    ],
    ['nothing of what is skipped', '{ state @skip(if: true) ... @include(if: false) { node { id } } }', []],
    ['no fields of the introspection', '{ __schema { types { name } } }', []],
  ])('%s', (_what, text, elements) => {
    expect(selected(text)).toEqual(elements.sort());
  });

  test('its elements at the place where they are first', () => {
    const document = parse('{ one: customer { id } two: customer { id } }');
    const [operation] = document.definitions;
    const found = selectedElements({ schema, document, operation: operation as never, variables: {} });
    expect(found.get('Customer.id')?.path).toEqual(['one', 'id']);
  });

  test('fragments that lead to each other many times without taking long', () => {
    const fragments = Array.from({ length: 60 }, (_, n) => `fragment F${n} on Node { ...F${n + 1} ...F${n + 1} }`);
    expect(selected(`{ node { ...F0 } } ${fragments.join(' ')} fragment F60 on Node { id }`)).toContain('Invoice.id');
  });
});

describe('@requiresScopes is read', () => {
  test('from types, fields, interfaces, scalars, enums and extensions in the SDL', () => {
    const schema = buildSchema(
      `${directiveTypeDefs}
      type Query @requiresScopes(scopes: [["A"]]) { one: State @requiresScopes(scopes: [["B", "C"], ["D"]]) }
      extend type Query @requiresScopes(scopes: [["E"]]) { two: Amount }
      interface Node @requiresScopes(scopes: [[]]) { id: ID @requiresScopes(scopes: "F") }
      enum State @requiresScopes(scopes: ["G", "H"]) { OPEN }
      scalar Amount @requiresScopes(scopes: [])
    `.replace(' on FIELD_DEFINITION', ' repeatable on FIELD_DEFINITION'),
    );
    expect(Object.fromEntries(readRequiredScopes(schema))).toEqual({
      Query: [[['A']], [['E']]],
      'Query.one': [[['B', 'C'], ['D']]],
      Node: [[[]]],
      'Node.id': [[['F']]],
      State: [[['G'], ['H']]],
      Amount: [[]],
    });
  });

  test.each([
    ['an object by names', { requiresScopes: { scopes: [['A']] } }],
    ['lists of arguments', { requiresScopes: [{ scopes: [['A']] }] }],
    ['a list of directives', [{ name: 'other' }, { name: 'requiresScopes', args: { scopes: [['A']] } }]],
  ])('from extensions of a schema that is built in code, which are %s', (_what, directives) => {
    const field = { type: GraphQLString, extensions: { directives } };
    const schema = new GraphQLSchema({ query: new GraphQLObjectType({ name: 'Query', fields: { one: field } }) });
    expect(Object.fromEntries(readRequiredScopes(schema))).toEqual({ 'Query.one': [[['A']]] });
  });

  test.each([[{}], [{ scopes: null }], [{ scopes: [[1]] }], [{ scopes: [['']] }], [null]])(
    'never as none if the arguments are not valid: %j',
    (args) => {
      const extensions = { directives: [{ name: 'requiresScopes', args }] };
      const query = new GraphQLObjectType({ name: 'Query', extensions, fields: { one: { type: GraphQLString } } });
      expect(() => readRequiredScopes(new GraphQLSchema({ query }))).toThrow(
        '@requiresScopes on Query must have scopes',
      );
    },
  );
});
