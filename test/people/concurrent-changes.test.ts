/** Concurrent changes of the same row, on PostgreSQL: one succeeds, the others get a CONFLICT, and every rule still holds. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Latchkey, startLatchkey } from '../server.ts';
import { type Answer, type Person, people } from '../test-users.ts';

let server: Latchkey;
let owner: Person;
beforeAll(async () => {
  server = await startLatchkey('postgres');
  owner = await people(server).owner();
});
afterAll(() => server.stop());

const rounds = Array.from({ length: 8 }, (_, round) => round);

const codes = (answers: Answer[]) => answers.map(({ errors }) => errors?.[0]?.extensions.code ?? 'done').toSorted();

const makeRole = (name: string) =>
  owner.ask('mutation ($name: String!) { createRole(input: { name: $name, applied_permissions: [] }) { id } }', {
    name,
  });

const makeUser = (username: string, role_id: string | null, email_address = `${username}@example.com`) =>
  owner.ask('mutation ($input: CreateUserMutationInput) { createUser(input: $input) { id } }', {
    input: { name: 'N', public_name: 'N', username, email_address, role_id },
  });

test('of several roles created at the same time with one name, one is created', async () => {
  for (const round of rounds) {
    const answers = await Promise.all([`Twin ${round}`, `TWIN ${round}`, `twin ${round}`].map(makeRole));
    expect(codes(answers)).toEqual(['CONFLICT', 'CONFLICT', 'done']);
  }
});

test('of several users created at the same time with one user name or one email address, one is created', async () => {
  for (const round of rounds) {
    const names = [`twin-${round}`, `TWIN-${round}`].map((name, place) =>
      makeUser(name, null, `twin-${round}-${place}@example.com`),
    );
    expect(codes(await Promise.all(names))).toEqual(['CONFLICT', 'done']);
    const addresses = ['a', 'b'].map((name) => makeUser(`${name}-${round}`, null, `same-${round}@example.com`));
    expect(codes(await Promise.all(addresses))).toEqual(['CONFLICT', 'done']);
  }
});

test('no user gets a role that is deleted at the same time', async () => {
  const outcomes = await Promise.all(
    rounds.map(async (round) => {
      const { id } = (await makeRole(`Fleeting ${round}`)).data.createRole;
      const answers = await Promise.all([
        makeUser(`fleeting-${round}`, id),
        owner.ask('mutation ($id: Int64Bit!) { deleteRole(id: $id) { success } }', { id }),
      ]);
      const { data } = await owner.ask(
        'query ($id: Int64Bit) { roles(id: $id) { entities { users { entities { username } } } } }',
        { id },
      );
      return [codes(answers), data.roles.entities.length, data.roles.entities[0]?.users.entities.length ?? 0];
    }),
  );
  for (const outcome of outcomes)
    expect([
      [['CONFLICT', 'done'], 1, 1],
      [['INVALID_INPUT', 'done'], 0, 0],
    ]).toContainEqual(outcome);
});

test('concurrent updates of one user all succeed, and each log entry starts from the values that the update before it left', async () => {
  const { id } = (await makeUser('busy', null)).data.createUser;
  const rename = 'mutation ($id: Int64Bit!, $name: String) { updateUser(id: $id, input: { name: $name }) { name } }';
  const answers = await Promise.all(rounds.map((round) => owner.ask(rename, { id, name: `Name ${round}` })));
  expect(codes(answers)).toEqual(rounds.map(() => 'done'));
  const { data } = await owner.ask(
    'query ($id: Int64Bit) { users(id: $id) { entities { _version logs(type: UPDATED) { entities { previous current } } } } }',
    { id },
  );
  const [{ _version, logs }] = data.users.entities;
  expect(_version).toBe(String(1 + rounds.length));
  const chain = logs.entities.map(({ previous, current }: { previous: string; current: string }) => [
    JSON.parse(previous).name,
    JSON.parse(current).name,
  ]);
  expect(chain.map(([previous]: string[]) => previous)).toEqual([
    'N',
    ...chain.slice(0, -1).map(([, current]: string[]) => current),
  ]);
});

test('updates that need the same two users in different orders wait for each other without a deadlock', async () => {
  const people = await Promise.all(
    rounds.map(async (round) => (await makeUser(`ring-${round}`, null)).data.createUser.id),
  );
  const move =
    'mutation ($a: Int64Bit!, $b: Int64Bit!) { one: updateUser(id: $a, input: { language: fr }) { id } two: updateUser(id: $b, input: { language: en }) { id } }';
  const ring = people.map((a, place) => owner.ask(move, { a, b: people[(place + 1) % people.length] }));
  expect(codes(await Promise.all(ring))).toEqual(rounds.map(() => 'done'));
});
