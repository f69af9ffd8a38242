/** Named statements on one connection in pipeline mode: what they return, and what a failing one does to those around it. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import pg from 'pg';
import { sendOn } from '../../src/db/prepared-query.ts';
import { parsers } from '../../src/db/texts.ts';
import { withoutNames } from '../../src/db/unnamed.ts';
import { type Database, freshDatabase } from '../kit/postgres.ts';

let database: Database;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

let client: pg.Client;
/** The messages to PostgreSQL that ask for a description of columns. */
let descriptions: number;

async function connect(): Promise<pg.Client> {
  const opened = new pg.Client({ connectionString: database.url, pipeline: true });
  await opened.connect();
  descriptions = 0;
  const connection = (opened as unknown as { connection: { describe(what: object): void } }).connection;
  const describeAs = connection.describe.bind(connection);
  connection.describe = (what) => {
    descriptions++;
    describeAs(what);
  };
  return opened;
}

beforeEach(async () => {
  await client?.end();
  client = await connect();
});

const send = (name: string, text: string, values: unknown[], types: object = parsers) =>
  sendOn(client, { name, text, values, rowMode: 'array', types } as pg.QueryConfig);

const row = 'select $1::bigint as id, $2::text as name, $3::text[] as texts, $4::boolean as flag, $5::bytea as raw';
const values = ['9007199254740993', 'ä\'"', ['a', null, 'b,"c'], true, Buffer.from([0, 255])];

test('each use returns the same values and names as without a name, and only the first asks for the columns', async () => {
  const { fields, rows } = await client.query({
    text: row,
    values,
    rowMode: 'array',
    types: parsers,
  } as pg.QueryConfig);
  descriptions = 0;
  for (let use = 0; use < 3; use++) {
    const answer = await send('row', row, values);
    expect(answer.rows).toEqual(rows);
    expect(answer.fields.map(({ name }) => name)).toEqual(fields.map(({ name }) => name));
  }
  expect(descriptions).toBe(1);
});

test('null values, no rows and many rows', async () => {
  expect((await send('row', row, [null, null, null, null, null])).rows).toEqual([[null, null, null, null, null]]);
  const numbers = 'select n from generate_series(1, $1::int) n';
  for (const count of [0, 1000, 0]) expect((await send('numbers', numbers, [count])).rows).toHaveLength(count);
});

test('a new connection asks for the columns again', async () => {
  await send('row', row, values);
  await client.end();
  client = await connect();
  await send('row', row, values);
  expect(descriptions).toBe(1);
});

test('statements that are sent together each get their own answer; one that fails fails alone', async () => {
  const divided = (by: number) => send('divided', 'select 12 / $1::int as quotient', [by]);
  const settled = await Promise.allSettled([divided(1), divided(0), divided(2), divided(0), divided(3)]);
  expect(settled.map((one) => (one.status === 'fulfilled' ? one.value.rows : one.reason.code))).toEqual([
    [[12]],
    '22012',
    [[6]],
    '22012',
    [[4]],
  ]);
});

test('a statement that cannot be parsed fails at each use, and the next one works', async () => {
  for (let use = 0; use < 2; use++) await expect(send('wrong', 'select nothing', [])).rejects.toThrow('nothing');
  expect((await send('right', 'select 1 as one', [])).rows).toEqual([[1]]);
});

test('a value that cannot be read fails its statement, and the next one works', async () => {
  const types = {
    getTypeParser: () => (text: string) => {
      if (text === 'bad') throw new Error('This text cannot be read.');
      return text;
    },
  };
  const texts = (...texts: string[]) => send('texts', 'select unnest($1::text[])', [texts], types);
  await texts('good');
  await expect(texts('good', 'bad', 'good')).rejects.toThrow('This text cannot be read.');
  expect((await texts('good')).rows).toEqual([['good']]);
});

test('a statement whose columns have changed is refused, not read with the former columns', async () => {
  await client.query('create temporary table changing (one int)');
  await send('changing', 'select * from changing', []);
  await client.query('alter table changing add column two int');
  await expect(send('changing', 'select * from changing', [])).rejects.toThrow(
    'cached plan must not change result type',
  );
});

test('without names, the text is sent at each use', async () => {
  withoutNames(client);
  for (let use = 0; use < 2; use++) expect((await send('row', row, values)).rows).toHaveLength(1);
  const { rows } = await client.query('select count(*)::int as count from pg_prepared_statements');
  expect(rows).toEqual([{ count: 0 }]);
});
