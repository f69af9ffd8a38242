/** Long work is done in turns with other requests: which work requests a turn. */
import { expect, test } from '@jest/globals';
import { type ExecutionResult, execute, parse } from 'graphql';
import { userList } from '../../src/domain/nouns/users.ts';
import { createAnswer } from '../../src/graphql/cost/answer-size.ts';
import { sliceCost } from '../../src/graphql/cost/scheduler.ts';
import { createLists } from '../../src/graphql/dialect/loaders.ts';
import { schema } from '../../src/graphql/schema.ts';

/** Runs a document without a credential; returns the cost and the number of turns that were requested, with the answer. */
async function turnsOf(document: string) {
  let cost = 0;
  let pieces = 0;
  const pace = {
    turn: async (_who: string, asked: number) => {
      cost += asked;
      pieces++;
    },
  };
  const contextValue = { viewer: null, answer: createAnswer(pace, 'a test') };
  const { data, errors } = (await execute({ schema, document: parse(document), contextValue })) as ExecutionResult;
  return { cost, pieces, data, errors };
}

const times = (count: number, part: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => part(index)).join(' ');

test('every change requests a turn, even if it is refused', async () => {
  const change = (index: number) => `a${index}: createRole(input: { name: "a", applied_permissions: [] }) { id }`;
  const { pieces, errors } = await turnsOf(`mutation { ${times(100, change)} }`);
  expect(errors).toHaveLength(100);
  expect(pieces).toBeGreaterThan(25);
});

test('every root field requests a turn, and a costly one requests more', async () => {
  const plain = await turnsOf(`{ ${times(100, (index) => `a${index}: token_policy { id }`)} }`);
  const costly = await turnsOf(`{ ${times(100, (index) => `a${index}: reach { statement }`)} }`);
  expect(plain.pieces).toBeGreaterThan(5);
  expect(costly.cost).toBeGreaterThan(2 * plain.cost);
});

test('a list requests more turns the more relations its filters follow', async () => {
  const costOf = async (filters: number) => {
    let cost = 0;
    const pace = {
      turn: async (_who: string, asked: number) => {
        cost += asked;
        throw new Error('This test reads no database.');
      },
    };
    const lists = createLists(null as never, null, createAnswer(pace, 'a test'));
    const filter = { relation: 'role.users' };
    const request = { reverse_relation_filters: Array.from({ length: filters }, () => filter) };
    await expect(lists.part({ source: { definition: userList }, request })).rejects.toThrow('no database');
    return cost;
  };
  expect(await costOf(15)).toBeGreaterThan(2 * (await costOf(5)));
  expect(await costOf(15)).toBeGreaterThan(sliceCost);
});

test('introspection is split into turns', async () => {
  const { pieces, data } = await turnsOf('{ __schema { types { fields { name args { name } } } } }');
  expect(pieces).toBeGreaterThan(10);
  expect(data).toMatchObject({ __schema: { types: expect.any(Array) } });
});
