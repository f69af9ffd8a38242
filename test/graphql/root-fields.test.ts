/** Root fields of lists, `me` and `my_ip_address` are never null: when one is refused, `data` is null. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { isNonNullType, parse } from 'graphql';
import { createAnswer } from '../../src/graphql/cost/answer-size.ts';
import { createScheduler } from '../../src/graphql/cost/scheduler.ts';
import { createLists } from '../../src/graphql/dialect/loaders.ts';
import { createExecutor } from '../../src/graphql/execution/execute.ts';
import { schema } from '../../src/graphql/schema.ts';
import { kinds, type Latchkey, startLatchkey } from '../server.ts';
import { type Person, people } from '../test-users.ts';

test('every root list, me and my_ip_address are not null in the schema', () => {
  const fields = Object.values(schema.getQueryType()?.getFields() ?? {});
  const named = fields.filter(
    ({ name, type }) => /Connection!?$/.test(String(type)) || /^(me|my_ip_address)$/.test(name),
  );
  expect(named.length).toBeGreaterThan(8);
  expect(named.filter(({ type }) => !isNonNullType(type)).map(({ name }) => name)).toEqual([]);
});

describe.each(kinds)('on %s', (kind) => {
  let server: Latchkey;
  let plain: Person;
  beforeAll(async () => {
    server = await startLatchkey(kind);
    plain = await people(server).having('READ_USER');
  });
  afterAll(() => server.stop());

  test('a refused list makes data null, whatever else was selected, with status 200 and its error', async () => {
    const { data, errors, status } = await plain.ask(
      '{ me { id } roles { entities { id } } users { entities { id } } }',
    );
    expect({ data, status }).toEqual({ data: null, status: 200 });
    expect(errors?.[0]).toMatchObject({
      path: ['roles'],
      extensions: { code: 'FORBIDDEN', missing_permissions: ['READ_ROLE'] },
    });
  });

  test('the status is also 200 for application/graphql-response+json', async () => {
    const response = await server.fetch('/api/graphql', {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        Accept: 'application/graphql-response+json',
        Authorization: `Bearer ${plain.token}`,
      },
      body: JSON.stringify({ query: '{ roles { entities { id } } }' }),
    });
    const { data } = (await response.json()) as { data: unknown };
    expect({ status: response.status, data }).toEqual({ status: 200, data: null });
  });

  test('request_access names everything that the document lacks, not only what was refused first', async () => {
    const { errors } = await plain.ask('{ roles { entities { id } } logs { entities { id } } }');
    expect(errors?.[0]?.extensions.request_access?.permissions).toEqual(['READ_ROLE', 'READ_ALL_LOGS']);
  });

  test('a refused mutation leaves the other mutations of the request as they are', async () => {
    const owner = await people(server).owner();
    const create = 'createRole(input: { name: "Twice", applied_permissions: [] }) { name }';
    const { data, errors } = await owner.ask(`mutation { one: ${create} two: ${create} }`);
    expect(data).toEqual({ one: { name: 'Twice' }, two: null });
    expect(errors).toHaveLength(1);
  });

  test('a list that is being read can be waited for', async () => {
    const lists = createLists(server.db, null, createAnswer(createScheduler(), 'a test'));
    const order: string[] = [];
    const rows = lists.about(
      'a statement',
      async (keys) => {
        await server.db.execute('select 1');
        return keys.map(() => order.push('read'));
      },
      '1',
    );
    await lists.settled();
    order.push('settled');
    await rows;
    expect(order).toEqual(['read', 'settled']);
  });
});

test.each([
  [null, ['settled', 'answered']],
  [{ me: null }, ['answered']],
])('an answer with the data %j is given after %j', async (data, expected) => {
  const order: string[] = [];
  const settled = async () => {
    await nextTurn();
    order.push('settled');
  };
  const args = { schema, document: parse('{ me { id } }'), contextValue: { lists: { settled } } };
  await createExecutor('never').execute(args, () => ({ data }));
  order.push('answered');
  expect(order).toEqual(expected);
});
