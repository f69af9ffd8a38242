/** The contract: the schema has everything that it names, requires no more input, and makes no answer nullable. */
import { expect, test } from '@jest/globals';
import {
  buildASTSchema,
  buildSchema,
  findBreakingChanges,
  findDangerousChanges,
  type GraphQLSchema,
  isInputObjectType,
} from 'graphql';
import { schema } from '../../src/graphql/schema.ts';
import { contract } from './expanded.ts';

test('the schema has everything that the contract names', () => {
  expect(deviations(buildASTSchema(contract), schema)).toEqual([]);
});

test.each([
  ['a missing field', 'type Query { b(c: Int = 1): Int! }'],
  ['a missing argument', 'type Query { a(i: I): Int b: Int! }'],
  ['a field that became nullable', 'type Query { a(i: I): Int b(c: Int = 1): Int }'],
  ['a stricter type of an argument', 'type Query { a(i: I!): Int b(c: Int = 1): Int! }'],
  ['a new required argument', 'type Query { a(i: I, j: Int!): Int b(c: Int = 1): Int! }'],
  ['another default of an argument', 'type Query { a(i: I): Int b(c: Int = 2): Int! }'],
  ['another default of an input field', 'type Query { a(i: I): Int b(c: Int = 1): Int! }', 'input I { d: E = Y }'],
  ['a missing enum value', 'type Query { a(i: I): Int b(c: Int = 1): Int! }', 'input I { d: E = X }', 'enum E { X }'],
])('the comparison reports %s', (_, query, input = 'input I { d: E = X }', values = 'enum E { X Y }') => {
  const [before, after] = [
    'type Query { a(i: I): Int b(c: Int = 1): Int! } input I { d: E = X } enum E { X Y }',
    `${query} ${input} ${values}`,
  ].map((sdl) => buildSchema(sdl)) as [GraphQLSchema, GraphQLSchema];
  expect(deviations(before, before)).toEqual([]);
  expect(deviations(before, after)).not.toEqual([]);
});

/** A sentence on each difference that would break a client of `contract`. */
function deviations(contract: GraphQLSchema, ours: GraphQLSchema): string[] {
  const breaking = findBreakingChanges(contract, ours);
  const dangerous = findDangerousChanges(contract, ours).filter(({ type }) => type === 'ARG_DEFAULT_VALUE_CHANGE');
  return [...[...breaking, ...dangerous].map(({ description }) => description), ...otherDefaults(contract, ours)];
}

/** Changed defaults of input fields, which graphql-js does not compare. */
function otherDefaults(contract: GraphQLSchema, ours: GraphQLSchema): string[] {
  return Object.values(contract.getTypeMap()).flatMap((input) => {
    const own = ours.getType(input.name);
    if (!isInputObjectType(input) || !isInputObjectType(own)) return [];
    return Object.values(input.getFields())
      .filter(
        ({ name, defaultValue }) => defaultValue !== undefined && own.getFields()[name]?.defaultValue !== defaultValue,
      )
      .map(({ name }) => `${input.name}.${name} has another default.`);
  });
}
