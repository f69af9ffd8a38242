/** Lists of permissions in the arguments of lists: roles are found by the permissions that they have. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { kinds, type Latchkey, startLatchkey } from '../server.ts';
import { type Person, people } from '../test-users.ts';
import { addSample, sampleRoles } from './sample.ts';

describe.each(kinds)('on %s', (kind) => {
  let server: Latchkey;
  let reader: Person;
  beforeAll(async () => {
    server = await startLatchkey(kind);
    reader = await people(server).having('READ_USER', 'READ_ROLE', 'CREATE_NOTE');
    await addSample(server);
  });
  afterAll(() => server.stop());

  interface Asked {
    applied_permissions?: (string | null)[] | null;
    search?: object;
  }

  /** The names of the sample roles that are found. */
  async function found({ applied_permissions, search }: Asked): Promise<string[]> {
    const { data, errors } = await reader.ask(
      `query ($p: [Permission], $s: [Search]) { roles(applied_permissions: $p, search: $s) { entities { name } page_info { total_count } } }`,
      { p: applied_permissions, s: search },
    );
    expect(errors).toBeUndefined();
    expect(data.roles.page_info.total_count).toBe(data.roles.entities.length);
    return data.roles.entities.map(({ name }: { name: string }) => name).filter((name: string) => sampleRoles[name]);
  }

  const expected = (fits: (permissions: readonly string[]) => boolean) =>
    Object.entries(sampleRoles).flatMap(([name, permissions]) => (fits(permissions) ? [name] : []));

  test.each([[['READ_USER']], [['READ_USER', 'READ_ROLE']], [['READ_ROLE', 'READ_ROLE', null]], [['DELETE_ROLE']]])(
    'roles(applied_permissions: %j) returns the roles with each of them',
    async (wanted) => {
      const names = expected((permissions) => wanted.every((one) => one === null || permissions.includes(one)));
      expect(await found({ applied_permissions: wanted })).toEqual(names);
    },
  );

  test('an empty list and null filter nothing', async () => {
    expect(await found({ applied_permissions: [] })).toEqual(Object.keys(sampleRoles));
    expect(await found({ applied_permissions: null })).toEqual(Object.keys(sampleRoles));
  });

  test('a text search finds the roles of which one permission matches, and with match: false all others', async () => {
    const search = (search_value: string, more: object = {}) => ({
      string_fields: [{ attribute: 'applied_permissions', search_value, match: true, ...more }],
    });
    const has = (part: string) => (permissions: readonly string[]) =>
      permissions.some((permission) => permission.includes(part));
    expect(await found({ search: search('ad_us') })).toEqual(expected(has('READ_USER')));
    expect(await found({ search: search('date') })).toEqual(expected(has('UPDATE')));
    expect(await found({ search: search('_', { match: false }) })).toEqual(expected((all) => all.length === 0));
    expect(await found({ search: search('read_user', { partial_matching: false }) })).toEqual(
      expected(has('READ_USER')),
    );
    expect(await found({ search: search('READ', { partial_matching: false }) })).toEqual([]);
    expect(await found({ search: search('READ_USER,READ_ROLE') })).toEqual([]);
  });

  test('exists finds the roles with any permission, and unset_fields a list that is null', async () => {
    expect(await found({ search: { exists: ['applied_permissions'] } })).toEqual(expected((all) => all.length > 0));
    expect(await found({ search: { unset_fields: ['applied_permissions'] } })).toEqual([]);
    expect(await found({ search: { unset_fields: ['removed_permissions'] } })).toEqual(
      expected((all) => all.length > 0),
    );
  });

  test('User.role(applied_permissions: …) is null where the role lacks one of them', async () => {
    const query =
      '{ users(id: $id) { entities { with: role(applied_permissions: [CREATE_NOTE]) { id } without: role(applied_permissions: [CREATE_NOTE, DELETE_ROLE]) { id } } } }';
    const { data } = await reader.ask(`query ($id: Int64Bit) ${query}`, { id: reader.id });
    expect(data.users.entities).toEqual([{ with: { id: expect.any(String) }, without: null }]);
  });

  test('a name that is no permission is refused by the type', async () => {
    const { errors } = await reader.ask('{ roles(applied_permissions: [READ_NOTHING]) { entities { id } } }');
    expect(errors?.[0]?.extensions.code).toBe('INVALID_INPUT');
  });
});
