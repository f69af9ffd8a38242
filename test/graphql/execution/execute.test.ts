/** When a query is run in its compiled form, and what happens if that fails. */
import { beforeEach, expect, test } from '@jest/globals';
import { buildSchema, execute, GraphQLError, type GraphQLSchema, parse } from 'graphql';
import { createAnswer } from '../../../src/graphql/cost/answer-size.ts';
import { createExecutor } from '../../../src/graphql/execution/execute.ts';
import { coerceVariables } from '../../../src/graphql/variables.ts';

let schema: GraphQLSchema;
/** What the resolver throws; undefined: nothing. */
let fault: Error | undefined;
/** The calls of the resolver, and of the usual executor. */
let calls: { resolver: number; usual: number };

beforeEach(() => {
  fault = undefined;
  calls = { resolver: 0, usual: 0 };
  schema = buildSchema('type Query { one: Int }');
  const field = schema.getQueryType()?.getFields().one;
  if (field)
    field.resolve = () => {
      calls.resolver++;
      if (fault) throw fault;
      return 1;
    };
});

function asking(compileAt: 'first-use' | 'second-use' | 'never') {
  const executor = createExecutor(compileAt);
  const document = parse('{ one }');
  return () => {
    const answer = createAnswer({ turn: () => undefined }, 'a test');
    return executor.execute({ schema, document, contextValue: { answer } }, (args) => {
      calls.usual++;
      return execute(args);
    });
  };
}

test.each([
  ['first-use', 0],
  ['second-use', 1],
  ['never', 3],
] as const)('with %s the usual executor answers %i of three times', async (compileAt, usual) => {
  const ask = asking(compileAt);
  for (let time = 0; time < 3; time++) expect({ ...(await ask()).data }).toEqual({ one: 1 });
  expect(calls).toEqual({ resolver: 3, usual });
});

test('a query that fails is answered by the usual executor until it succeeds', async () => {
  const ask = asking('first-use');
  fault = new Error('first');
  expect((await ask()).errors?.map(({ path }) => path)).toEqual([['one']]);
  expect(calls).toEqual({ resolver: 2, usual: 1 });
  await ask();
  expect(calls).toEqual({ resolver: 3, usual: 2 });
  fault = undefined;
  await ask();
  expect(calls).toEqual({ resolver: 4, usual: 3 });
  await ask();
  expect(calls).toEqual({ resolver: 5, usual: 3 });
});

test('a query that fails because the database is busy is not run again', async () => {
  const ask = asking('first-use');
  fault = Object.assign(new Error('canceling statement due to statement timeout'), { code: '57014' });
  const [error] = (await ask()).errors ?? [];
  expect(error).toBeInstanceOf(GraphQLError);
  expect(error?.originalError).toBe(fault);
  expect(calls).toEqual({ resolver: 1, usual: 0 });
});

test('a value with many faults is written into few errors', () => {
  let written = 0;
  const wrong = (unknown: number) => ({
    ...Object.fromEntries(Array.from({ length: unknown }, (_, at) => [`f${at}`, 1])),
    toJSON: () => {
      written++;
      return {};
    },
  });
  const inputs = buildSchema('input In { a: Int } type Query { one(in: In): Int }');
  const [operation] = parse('query ($in: In) { one(in: $in) }').definitions;
  const definitions = operation?.kind === 'OperationDefinition' ? (operation.variableDefinitions ?? []) : [];
  const counts = [2, 500].map((unknown) => {
    written = 0;
    expect(coerceVariables(inputs, definitions, { in: wrong(unknown) })).toHaveProperty('error');
    return written;
  });
  expect(counts[0]).toBeGreaterThan(0);
  expect(counts[1]).toBe(counts[0]);
});
