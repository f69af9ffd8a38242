/** Validation in turns reports the same errors as the validation of graphql-js. */
import { expect, test } from '@jest/globals';
import { parse, validate } from 'graphql';
import { validateInTurns } from '../../src/graphql/cost/validate.ts';
import { schema } from '../../src/graphql/schema.ts';

const faulty: Record<string, string> = {
  'an unknown field': '{ me { nothing } }',
  'an unknown argument': '{ users(nothing: 1) { entities { id } } }',
  'two fields of one response name that differ': '{ me { a: id a: name } }',
  'an unused variable': 'query ($v: Int) { me { id } }',
  'an undefined variable': '{ users(id: $v) { entities { id } } }',
  'a variable of the wrong type': 'query ($v: String) { users(paginator: $v) { entities { id } } }',
  'an unused fragment': '{ me { id } } fragment F on User { id }',
  'a fragment on a wrong type': '{ me { ...F } } fragment F on Role { id }',
  'a selection of a scalar': '{ me { id { id } } }',
  'an object without a selection': '{ me }',
  'an argument given twice': '{ users(id: 1, id: 2) { entities { id } } }',
  'two operations of one name': 'query Q { me { id } } query Q { me { id } }',
  'a directive in the wrong place': '{ me { id } } query Q @skip(if: true) { me { id } }',
  'several faults': '{ me { nothing a: id a: name } roles(id: $v) { entities { id } } }',
};

test.each(Object.keys(faulty))('validation in turns reports the errors of graphql-js: %s', async (name) => {
  const text = faulty[name] as string;
  const turn = async () => undefined;
  const found = await validateInTurns(schema, parse(text), text, turn, 10);
  const expected = validate(schema, parse(text));
  const messages = (errors: readonly { message: string }[]) => errors.map(({ message }) => message).sort();
  expect(messages(found)).toEqual(messages(expected));
  expect(expected).not.toEqual([]);
});

test('other requests get a turn before each part, and at most the requested number of errors is collected', async () => {
  const text = faulty['several faults'] as string;
  let turns = 0;
  const turn = async () => {
    turns++;
  };
  expect(await validateInTurns(schema, parse('{ me { id } }'), text, turn, 1)).toEqual([]);
  expect(turns).toBe(3);
  expect(await validateInTurns(schema, parse(text), text, turn, 1)).toHaveLength(1);
});
