/** Validation in parts finds what graphql's own validation finds. */
import { expect, test } from '@jest/globals';
import { parse, validate } from 'graphql';
import { validateInTurns } from '../../src/graphql/cost/validate.ts';
import { schema } from '../../src/graphql/schema.ts';

const faulty: Record<string, string> = {
  'no such field': '{ me { nothing } }',
  'no such argument': '{ users(nothing: 1) { entities { id } } }',
  'two fields of one name that differ': '{ me { a: id a: name } }',
  'an unused variable': 'query ($v: Int) { me { id } }',
  'an undefined variable': '{ users(id: $v) { entities { id } } }',
  'a variable of the wrong type': 'query ($v: String) { users(paginator: $v) { entities { id } } }',
  'a fragment that is not used': '{ me { id } } fragment F on User { id }',
  'a fragment on another type': '{ me { ...F } } fragment F on Role { id }',
  'a selection of a scalar': '{ me { id { id } } }',
  'an object without a selection': '{ me }',
  'an argument given twice': '{ users(id: 1, id: 2) { entities { id } } }',
  'two operations of one name': 'query Q { me { id } } query Q { me { id } }',
  'a directive in the wrong place': '{ me { id } } query Q @skip(if: true) { me { id } }',
  'several faults': '{ me { nothing a: id a: name } roles(id: $v) { entities { id } } }',
};

test.each(Object.keys(faulty))('the errors are those of graphql: %s', async (name) => {
  const text = faulty[name] as string;
  const turn = async () => undefined;
  const found = await validateInTurns(schema, parse(text), text, turn, 10);
  const expected = validate(schema, parse(text));
  const messages = (errors: readonly { message: string }[]) => errors.map(({ message }) => message).sort();
  expect(messages(found)).toEqual(messages(expected));
  expect(expected).not.toEqual([]);
});

test('other requests have a turn before each part, and no more errors are collected than asked for', async () => {
  const text = faulty['several faults'] as string;
  let turns = 0;
  const turn = async () => {
    turns++;
  };
  expect(await validateInTurns(schema, parse('{ me { id } }'), text, turn, 1)).toEqual([]);
  expect(turns).toBe(3);
  expect(await validateInTurns(schema, parse(text), text, turn, 1)).toHaveLength(1);
});
