/** Disclosure: the schema is shown to signed-in callers only, and internal details to no caller. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { buildClientSchema, getIntrospectionQuery, printSchema } from 'graphql';
import { kinds, type Latchkey, startLatchkey } from '../server.ts';
import { type Person, people } from '../test-users.ts';

describe.each(kinds)('on %s', (kind) => {
  let server: Latchkey;
  let owner: Person;
  let nobody: Pick<Person, 'ask'>;
  beforeAll(async () => {
    server = await startLatchkey(kind);
    const as = people(server);
    owner = await as.owner();
    nobody = as.nobody;
  });
  afterAll(() => server.stop());

  test('signed-in callers may introspect the schema', async () => {
    const { data, errors } = await owner.ask(getIntrospectionQuery());
    expect(errors).toBeUndefined();
    expect(printSchema(buildClientSchema(data))).toContain('enum Permission');
  });

  test.each([
    getIntrospectionQuery(),
    '{ __schema { queryType { name } } }',
    '{ __type(name: "User") { fields { name } } }',
    '{ innocent: __schema { queryType { name } } }',
    '{ ... on Query { ... { innocent: __type(name: "User") { name } } } }',
    'query { ...a } fragment a on Query { ...b } fragment b on Query { __schema { types { name } } }',
    'query ($yes: Boolean = true) { my_ip_address { ip } __schema @include(if: $yes) { types { name } } }',
  ])('introspection without a credential is refused: %#', async (query) => {
    const { data, errors } = await nobody.ask(query);
    expect(data).toBeUndefined();
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['UNAUTHENTICATED']);
  });

  const closed = {
    data: undefined,
    errors: [{ message: 'Sign in or send a valid token.', extensions: { code: 'UNAUTHENTICATED' } }],
  };

  test.each([
    '{ user { id } }',
    '{ users(usernam: "x") { entities { id } } }',
    '{ users }',
    '{ my_ip_address { ip } users { entities { id } } }',
    '{ my_ip_address { ipp } }',
    '{ my_ip_address(a: 1) { ip } }',
    '{ my_ip_address { ip ... on User { id } } }',
    '{ ...a } fragment a on Query { ... { me { id } } }',
    '{ __typename } fragment a on User { id }',
    'query ($a: Permission) { __typename }',
    'query ($a: Permission = READ_USR) { my_ip_address { ip @include(if: $a) } }',
    'mutation { createRole(input: { nam: "x" }) { id } }',
    'mutation { createRole(input: { name: "x", applied_permissions: [READ_USR] }) { id } }',
    'mutation { created: createRol { id } }',
    'subscription { users }',
  ])('without a credential a document that is invalid or not public gets one and the same error: %s', async (query) => {
    const { data, errors } = await nobody.ask(query);
    expect({ data, errors }).toEqual(closed);
    // The refusal is not cached for signed-in callers.
    expect((await owner.ask(query)).errors?.[0]?.extensions.code).not.toBe('UNAUTHENTICATED');
    expect((await nobody.ask(query)).errors).toEqual(closed.errors);
  });

  test.each(['{ users { entities { usernam } } }', '{ users(usernam: "x") { entities { id } } }'])(
    'without a credential a document whose faults were shown to a signed-in caller before still gets only UNAUTHENTICATED: %s',
    async (query) => {
      expect(JSON.stringify(await owner.ask(query))).toContain('Did you mean');
      const { data, errors } = await nobody.ask(query);
      expect({ data, errors }).toEqual(closed);
    },
  );

  test('without a credential public fields are answered, and a syntax error is shown', async () => {
    const public_ =
      '{ __typename kind: __typename ...a } fragment a on Query { here: my_ip_address { __typename ip } }';
    expect((await nobody.ask(public_)).errors).toBeUndefined();
    expect((await nobody.ask('{ my_ip_address { ip }')).errors?.[0]?.message).toContain('Syntax Error');
  });

  describe('an unexpected error', () => {
    const faults = () => server.logged.filter((line) => JSON.parse(line).level >= 50);
    const inside = /select|notes_hidden|roles_hidden|postgres|127\.0\.0\.1|\.ts|node_modules|at /i;

    /** Hides a table while `act` runs. */
    async function without<T>(table: 'notes' | 'roles', act: () => Promise<T>): Promise<T> {
      const [here, away] = [sql.identifier(table), sql.identifier(`${table}_hidden`)];
      await server.db.execute(sql`alter table ${here} rename to ${away}`);
      return act().finally(() => server.db.execute(sql`alter table ${away} rename to ${here}`));
    }

    test('in a resolver shows only its request id, which is in one line of the log', async () => {
      const before = faults().length;
      const query = '{ me { id } users { entities { notes { entities { id } } } } }';
      const { status, data, errors } = await without('notes', () => owner.ask(query));
      expect([status, data]).toEqual([200, { me: { id: owner.id }, users: { entities: [null] } }]);
      expect(JSON.stringify(errors)).not.toMatch(inside);
      const [line, ...more] = faults().slice(before);
      expect(more).toEqual([]);
      const { id, err } = JSON.parse(line ?? '');
      const extensions = { code: 'INTERNAL_SERVER_ERROR', request_id: id };
      expect(errors).toEqual([expect.objectContaining({ message: 'Unexpected error.', extensions })]);
      expect(err).toMatchObject({ code: '42P01', statement: expect.stringContaining('from "notes"') });
      expect(err.stack).toContain('select.ts');
    });

    test('before the GraphQL execution shows the same, with status 500', async () => {
      const before = faults().length;
      const { status, errors, data } = await without('roles', () => owner.ask('{ me { id } }'));
      expect([status, data]).toEqual([500, undefined]);
      const extensions = { code: 'INTERNAL_SERVER_ERROR', request_id: expect.any(String) };
      expect(errors).toEqual([{ message: 'Unexpected error.', extensions }]);
      expect(faults().slice(before)).toHaveLength(1);
    });
  });
});
