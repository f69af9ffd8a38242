/** The facts of the contract, one by one, in the printed schema. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { buildSchema, parse } from 'graphql';
import { contract } from './expanded.ts';
import { factsOf } from './facts.ts';

const printed = buildSchema(readFileSync('schema/api.graphql', 'utf8'));
const facts = factsOf(contract);

test('every fact of the contract holds', () => {
  const holding = facts.filter((fact) => fact.holds(printed));
  process.stderr.write(`contract: ${holding.length} of ${facts.length} facts hold\n`);
  expect(facts.filter((fact) => !fact.holds(printed)).map(({ text }) => text)).toEqual([]);
  expect(facts.length).toBeGreaterThan(800);
});

test('no fact is listed twice', () => {
  const texts = facts.map(({ text }) => text);
  expect(texts.filter((text, place) => texts.indexOf(text) !== place)).toEqual([]);
});

test.each([
  ['a type', 'type U { a: Int }', 'type Query { a: Int }'],
  ['a field', 'type Query { b: Int }', 'type Query { a: Int }'],
  ['the type of a field', 'type Query { a: Int }', 'type Query { a: String }'],
  ['a field that may be null', 'type Query { a: Int! }', 'type Query { a: Int }'],
  ['an item that may be null', 'type Query { a: [Int!]! }', 'type Query { a: [Int]! }'],
  ['an argument', 'type Query { a(b: Int): Int }', 'type Query { a: Int }'],
  ['an argument that is required', 'type Query { a(b: Int): Int }', 'type Query { a(b: Int!): Int }'],
  ['a list that takes no null', 'type Query { a(b: [Int]): Int }', 'type Query { a(b: [Int!]): Int }'],
  ['the default of an argument', 'type Query { a(b: Int = 1): Int }', 'type Query { a(b: Int = 2): Int }'],
  ['an input field', 'input I { a: Int b: Int }', 'type Query { a(i: I): Int } input I { a: Int }'],
  ['an enum value', 'enum E { A B }', 'type Query { a: E } enum E { A }'],
])('a schema without %s does not have the fact', (_, wanted, sdl) => {
  const schema = buildSchema(sdl);
  expect(factsOf(parse(wanted)).some((fact) => !fact.holds(schema))).toBe(true);
});

test.each([
  ['type Query { a: Int }', 'type Query { a: Int! }'],
  ['type Query { a: [Int] }', 'type Query { a: [Int!]! }'],
  ['type Query { a(b: Int!): Int }', 'type Query { a(b: Int, c: Int): Int }'],
  ['type Query { a(b: [Int!]!): Int }', 'type Query { a(b: [Int]): Int }'],
  ['input I { a: Int = 1 }', 'type Query { a(i: I): Int } input I { a: Int = 1 }'],
])('what a client declares as `%s` holds for `%s`', (wanted, sdl) => {
  const schema = buildSchema(sdl);
  expect(factsOf(parse(wanted)).filter((fact) => !fact.holds(schema))).toEqual([]);
});
