/** Permissions that were removed from a role are remembered and can be given back, and uses are counted from the last added permission. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import type { Permission } from '../../src/domain/access/permissions.ts';
import { kinds, type Latchkey, startLatchkey } from '../server.ts';
import { type Person, people } from '../test-users.ts';

describe.each(kinds)('on %s', (kind) => {
  let server: Latchkey;
  let owner: Person;
  beforeAll(async () => {
    server = await startLatchkey(kind);
    owner = await people(server).owner();
  });
  afterAll(() => server.stop());

  const fields = 'id removed_permissions removed_at counted_since';
  async function roleOf(name: string, ...applied_permissions: Permission[]): Promise<string> {
    const create = `mutation ($input: CreateRoleMutationInput) { createRole(input: $input) { ${fields} } }`;
    const { data } = await owner.ask(create, { input: { name, applied_permissions } });
    expect(data.createRole).toMatchObject({ removed_permissions: null, removed_at: null });
    expect(Date.now() - Date.parse(data.createRole.counted_since)).toBeLessThan(60_000);
    return data.createRole.id;
  }
  const edit = async (id: string, input: object) => {
    const update = `mutation ($id: Int64Bit!, $input: UpdateRoleMutationInput) { updateRole(id: $id, input: $input) { ${fields} } }`;
    const { data, errors } = await owner.ask(update, { id, input });
    expect(errors).toBeUndefined();
    return data.updateRole;
  };
  const apply = (id: string, ...applied_permissions: Permission[]) => edit(id, { applied_permissions });

  test('a role stores the permissions removed last, until they are restored or others are removed', async () => {
    const id = await roleOf('Stores', 'READ_USER', 'READ_ROLE', 'CREATE_NOTE', 'CREATE_ROLE');
    const first = await apply(id, 'READ_USER', 'CREATE_ROLE');
    expect(first).toMatchObject({ removed_permissions: ['READ_ROLE', 'CREATE_NOTE'], removed_at: expect.any(String) });
    expect(await edit(id, { name: 'Renamed' })).toEqual(first);
    expect(await apply(id, 'READ_USER', 'CREATE_ROLE', 'READ_ROLE')).toMatchObject({
      removed_permissions: ['CREATE_NOTE'],
      removed_at: first.removed_at,
    });
    expect(await apply(id, 'READ_USER', 'READ_ROLE')).toMatchObject({ removed_permissions: ['CREATE_ROLE'] });
    expect(await apply(id, 'READ_USER', 'READ_ROLE', 'CREATE_ROLE')).toMatchObject({
      removed_permissions: null,
      removed_at: null,
    });
  });

  test('counted_since of a role is the time when a permission was last added', async () => {
    const id = await roleOf('Counted', 'READ_USER', 'READ_ROLE');
    await server.db.execute(sql`update roles set counted_since = now() - interval '10 days' where id = ${id}`);
    const days = async ({ counted_since }: { counted_since: string }) =>
      Math.round((Date.now() - Date.parse(counted_since)) / (24 * 3600_000));
    expect(await days(await edit(id, { name: 'Counted still' }))).toBe(10);
    expect(await days(await apply(id, 'READ_USER'))).toBe(10);
    expect(await days(await apply(id, 'READ_USER', 'CREATE_NOTE'))).toBe(0);
  });
});
