/** An answer that repeats few rows in many levels: it is computed in turns with other requests. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { userList } from '../../src/domain/nouns/users.ts';
import { createAnswer } from '../../src/graphql/cost/answer-size.ts';
import { createScheduler } from '../../src/graphql/cost/scheduler.ts';
import { createLists } from '../../src/graphql/dialect/loaders.ts';
import { type Latchkey, startLatchkey } from '../server.ts';
import { type Person, people } from '../test-users.ts';

const members = 12;
const page = `paginator: { page: 1, records_per_page: ${members} }`;

const times = (count: number, part: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => part(index)).join(' ');

let server: Latchkey;
let owner: Person;
let role: string;
beforeAll(async () => {
  server = await startLatchkey('pglite');
  owner = await people(server).owner();
  const { data } = await owner.ask(
    'mutation { createRole(input: { name: "Everybody", applied_permissions: [] }) { id } }',
  );
  role = data.createRole.id;
  await server.db.execute(sql`
    insert into users (name, public_name, username, username_key, email_address, email_address_key, role_id)
    select n, n, n, n, n, n, ${role}::bigint from generate_series(1, ${members}::int) as g(i), cast('member ' || i as text) as n`);
});
afterAll(() => server.stop());

/** The members, each with all members of the role, and so on: 12 rows, 144, 1,728 … */
const membersOf = (levels: number): string =>
  levels === 0 ? 'id' : `role { users(${page}) { entities { ${membersOf(levels - 1)} } } }`;
const deep = (levels: number) => `{ users(role_id: ${role}, ${page}) { entities { ${membersOf(levels)} } } }`;

test('other requests are answered meanwhile', async () => {
  let isRunning = true;
  const asking = owner.ask(deep(3)).finally(() => {
    isRunning = false;
  });
  let answered = 0;
  while (isRunning) {
    expect((await server.fetch('/healthz')).status).toBe(200);
    answered++;
  }
  expect((await asking).errors).toBeUndefined();
  expect(answered).toBeGreaterThan(5);
});

test('within the limit it is answered, and the same when the query is compiled', async () => {
  const first = await owner.ask(deep(2));
  expect(first.errors).toBeUndefined();
  expect(first.data.users.entities).toHaveLength(members);
  for (let time = 0; time < 3; time++) expect((await owner.ask(deep(2))).data).toEqual(first.data);
});

test('the answer to a mutation keeps its other fields, which can contain what is shown once', async () => {
  await server.db.execute(sql`
    insert into users (name, public_name, username, username_key, email_address, email_address_key, role_id)
    select n, n, n, n, n, n, ${role}::bigint from generate_series(1, 2000) as g(i), cast('one of many ' || i as text) as n`);
  const list = (name: string) =>
    `${name}: users(paginator: { page: 1, records_per_page: 2000 }) { entities { ${times(60, (index) => `f${index}: id`)} } }`;
  const { data, errors } = await owner.ask(`mutation {
    made: createRole(input: { name: "Nobody", applied_permissions: [] }) { name }
    changed: updateRole(id: ${role}, input: { name: "All" }) { ${['a', 'b', 'c', 'd'].map(list)} }
  }`);
  expect(data).toEqual({ made: { name: 'Nobody' }, changed: null });
  expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['LIMITED']);
});

test('lists of an answer for which nobody waits any more are empty, and not read', async () => {
  const answer = createAnswer(createScheduler(), 'somebody');
  const lists = createLists({} as never, null, answer);
  answer.abandon();
  const list = { source: { definition: userList }, request: {} };
  const selected = { columns: undefined, joined: new Map(), endCursor: false };
  expect(await lists.page(list, { values: 1, bytes: 1 }, selected)).toEqual({ rows: [], endCursor: null });
  expect(await lists.count(list)).toBe(0);
  answer.restart();
  expect(answer.isOver()).toBe(true);
});
