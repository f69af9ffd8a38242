/** Several changes in one document: the answer of each shows the state after it, not what an earlier one has loaded. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { kinds, type Latchkey, startLatchkey } from '../server.ts';
import { type Person, people } from '../test-users.ts';

describe.each(kinds)('on %s', (kind) => {
  let server: Latchkey;
  let owner: Person;
  let role: string;
  let member: Person;
  beforeAll(async () => {
    server = await startLatchkey(kind);
    owner = await people(server).owner();
    member = await people(server).having('READ_USER');
    const { data } = await owner.ask('query ($id: Int64Bit) { users(id: $id) { entities { role { id } } } }', {
      id: member.id,
    });
    role = data.users.entities[0].role.id;
  });
  afterAll(() => server.stop());

  const run = async (text: string) => {
    const { data, errors } = await owner.ask(text);
    expect(errors).toBeUndefined();
    return data;
  };

  test('a related row is read again after each change', async () => {
    const of = '{ users { entities { id role { name } } } }';
    const data = await run(`mutation {
      first: updateRole(id: ${role}, input: { name: "Before" }) ${of}
      second: updateRole(id: ${role}, input: { name: "After" }) ${of} }`);
    const read = (name: string) => ({ users: { entities: [{ id: member.id, role: { name } }] } });
    expect(data).toEqual({ first: read('Before'), second: read('After') });
  });

  test('the lists of a row, their counts and aggregates are read again after each change', async () => {
    const of = `{ role { users(general_search: "${member.username}") { entities { name } page_info { total_count }
      aggregations { counts { value } } } counted: users(aggregation: [{ field_name: "mobile_number", aggregation_function: MAX }]) { aggregations { value } } } }`;
    const data = await run(`mutation {
      first: updateUser(id: ${member.id}, input: { name: "Ann", mobile_number: "111" }) ${of}
      second: updateUser(id: ${member.id}, input: { name: "Bea", mobile_number: "222" }) ${of} }`);
    const read = (name: string, value: string) => ({
      role: {
        users: { entities: [{ name }], page_info: { total_count: 1 }, aggregations: [] },
        counted: { aggregations: [{ value }] },
      },
    });
    expect(data).toEqual({ first: read('Ann', '111'), second: read('Bea', '222') });
  });

  test('a count that a change affects is read again for the next change', async () => {
    const other = await people(server).having();
    const of = '{ role { users { page_info { total_count } } } }';
    const data = await run(`mutation {
      first: updateUser(id: ${member.id}, input: { role_id: ${role} }) ${of}
      second: updateUser(id: ${other.id}, input: { role_id: ${role} }) ${of} }`);
    const counts = ['first', 'second'].map((name) => data[name].role.users.page_info.total_count);
    expect(counts).toEqual([1, 2]);
  });

  test('a computed field of a row is read again after each change', async () => {
    const data = await run(`mutation {
      first: updateRole(id: ${role}, input: { applied_permissions: [READ_ROLE] }) { unused_permissions }
      second: updateRole(id: ${role}, input: { applied_permissions: [READ_USER, CREATE_NOTE] }) { unused_permissions } }`);
    expect(data.first.unused_permissions).toEqual(['READ_ROLE']);
    expect(data.second.unused_permissions).toEqual(['READ_USER', 'CREATE_NOTE']);
  });
});
