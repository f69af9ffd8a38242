/** `loggable`: the row that a log entry is about, shown to callers who may read that row. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { accessLogs } from '../../schema/access-logs.ts';
import { kinds, type Latchkey, startLatchkey } from '../server.ts';
import { type Person, people } from '../test-users.ts';

const about = `query ($type: String, $id: Int64Bit) { logs(loggable_type: $type, loggable_id: $id) { entities { loggable_id
  loggable { id ... on User { username } ... on Role { name } ... on PersonalAccessToken { name token last_four } } } } }`;

describe.each(kinds)('loggable on %s', (kind) => {
  let server: Latchkey;
  let as: ReturnType<typeof people>;
  let owner: Person;
  beforeAll(async () => {
    server = await startLatchkey(kind);
    as = people(server);
    owner = await as.owner();
  });
  afterAll(() => server.stop());

  const makeRole = async (name: string) =>
    (
      await owner.ask(
        'mutation ($name: String!) { createRole(input: { name: $name, applied_permissions: [] }) { id name } }',
        { name },
      )
    ).data.createRole;

  test('is the row that the entry is about, of any type', async () => {
    const role = await makeRole('Looked at');
    const user = await owner.ask(about, { type: 'User', id: owner.id });
    expect(user.errors).toBeUndefined();
    expect(user.data.logs.entities[0].loggable).toEqual({ id: owner.id, username: owner.username });
    expect((await owner.ask(about, { type: 'Role', id: role.id })).data.logs.entities[0].loggable).toEqual(role);
    await server.db
      .insert(accessLogs)
      .values({ accessloggableType: 'Role', accessloggableId: role.id, userId: owner.id });
    const looks = await owner.ask('{ access_logs { entities { accessloggable { id ... on Role { name } } } } }');
    expect(looks.data.access_logs.entities).toEqual([{ accessloggable: role }]);
  });

  test('is null after the row was deleted', async () => {
    const { id } = await makeRole('Short-lived');
    await owner.ask('mutation ($id: Int64Bit!) { deleteRole(id: $id) { success } }', { id });
    const { data, errors } = await owner.ask(about, { type: 'Role', id });
    expect(errors).toBeUndefined();
    expect(data.logs.entities).toEqual([
      { loggable_id: id, loggable: null },
      { loggable_id: id, loggable: null },
    ]);
  });

  test.each([
    ['User', 'READ_USER', '{ id }'],
    ['User', 'READ_USER', '{ ... on User { username } }'],
    ['Role', 'READ_ROLE', '{ id }'],
    ['Role', 'READ_ROLE', '{ ... on Role { name users { page_info { total_count } } } }'],
  ])('of type %s requires %s: %s', async (type, permission, selection) => {
    const reader = await as.having('READ_ALL_LOGS');
    const { data, errors } = await reader.ask(
      `{ logs(loggable_type: "${type}") { entities { loggable ${selection} } } }`,
    );
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', missing_permissions: [permission] });
    expect(data.logs.entities.length).toBeGreaterThan(0);
    expect(JSON.stringify(data)).not.toMatch(/person-|role-|\d/);
  });

  test('hides from a caller without READ_ROLE whether the role still exists', async () => {
    const [kept, gone] = [await makeRole('Kept'), await makeRole('Gone')];
    await owner.ask('mutation ($id: Int64Bit!) { deleteRole(id: $id) { success } }', { id: gone.id });
    const reader = await as.having('READ_ALL_LOGS');
    const loggableOf = async ({ id }: { id: string }) => {
      const text = `{ logs(loggable_type: "Role", loggable_id: ${id}, type: CREATED) { entities { loggable { __typename ... on User { id } } } } }`;
      return (await reader.ask(text)).data.logs.entities;
    };
    expect(await loggableOf(gone)).toEqual([{ loggable: { __typename: 'Role' } }]);
    expect(await loggableOf(kept)).toEqual([{ loggable: { __typename: 'Role' } }]);
  });

  test('is null for other users’ tokens without READ_PERSONAL_ACCESS_TOKEN, and never shows the secret', async () => {
    const reader = await as.having('READ_ALL_LOGS');
    const { data, errors } = await reader.ask(about, { type: 'PersonalAccessToken' });
    expect(errors).toBeUndefined();
    const seen = data.logs.entities.flatMap(({ loggable }: { loggable: object | null }) => loggable ?? []);
    expect(seen).toEqual([{ id: expect.any(String), name: 'test', token: null, last_four: reader.token.slice(-4) }]);
  });

  test('is read with one statement per type, however many entries are listed', async () => {
    server.statements.length = 0;
    const { data, errors } = await owner.ask('{ logs { entities { loggable { id } } } }');
    expect(errors).toBeUndefined();
    const kinds = 3;
    expect(data.logs.entities.length).toBeGreaterThan(2 * kinds);
    expect(server.statements).toHaveLength(1 + 1 + kinds);
  });
});
