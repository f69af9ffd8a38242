/** Binding tokens to operations: what can be bound, the cap that follows, and what editing and copying changes. */
import { describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { expectRefusal, lastEntries } from '../access/writing.ts';
import { kinds } from '../server.ts';
import { type Ask, copy, done, edit, freshName, inBrowser, made, refusal, regenerate, rowsOf, world } from './acts.ts';
import { byId, posting, sha256 } from './sending.ts';

const users = '{ users { entities { name } } }';
const roles =
  'query R($id: Int64Bit, $names: Boolean = true) { roles(id: $id) { entities { id name @include(if: $names) } } }';
const two = 'query A { me { id } } query B { me { username } }';

const operationsOf = async (by: Ask, id: string, args = '') => {
  const { data, errors } = await by(
    `{ personal_access_tokens(id: ${id}) { entities { operations${args} { entities { hash operation_name document pinned_variables } } } } }`,
  );
  expect(errors).toBeUndefined();
  return data.personal_access_tokens.entities[0].operations.entities;
};

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind);
  const runs = async (token: string, document: string) => {
    const { errors } = await posting(at.server, token)(byId(document));
    return errors?.[0]?.extensions.code ?? 'runs';
  };

  test('a token is issued with its operations, which its list shows and the log names without their documents', async () => {
    const pinned_variables = '{ "id" : "8675309", "names": false }';
    const hash = sha256('a document of another time');
    const { id, permissions, methods } = await made(at.owner, {
      operations: [
        { document: roles, pinned_variables },
        {
          hash: `SHA256:${hash}`.replace('SHA256', 'sha256').replace(hash, hash.toUpperCase()),
          operation_name: 'Then',
        },
      ],
    });
    const kept = [
      {
        hash: sha256(roles),
        operation_name: null,
        document: roles,
        pinned_variables: '{"id":"8675309","names":false}',
      },
      { hash, operation_name: 'Then', document: null, pinned_variables: null },
    ];
    expect(await operationsOf(at.owner, id)).toEqual(kept);
    // The permissions of the other operation are unknown.
    expect([permissions, methods]).toEqual([null, null]);
    const [entry] = await lastEntries(at.server);
    expect(entry?.current).toMatchObject({
      operations: [
        { hash: sha256(roles), operation_name: null },
        { hash, operation_name: 'Then' },
      ],
      operations_hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(JSON.stringify(entry)).not.toMatch(/8675309|entities/);
  });

  test('with documents and no other cap, the cap is exactly what all documents require', async () => {
    const { permissions, methods } = await made(at.owner, { operations: [{ document: users }, { document: roles }] });
    expect([permissions, methods]).toEqual([
      ['READ_USER', 'READ_ROLE'],
      ['users', 'roles'],
    ]);
    const own = await made(at.owner, { operations: [{ document: users }], permissions: ['READ_ROLE'] });
    expect([own.permissions, own.methods]).toEqual([['READ_ROLE'], null]);
    expect(await runs(own.token, users)).toBe('FORBIDDEN');
    const needless = await made(at.owner, { operations: [{ document: '{ me { id } }' }] });
    expect([needless.permissions, needless.methods]).toEqual([[], ['me']]);
    expect(await runs(needless.token, '{ me { id } }')).toBe('runs');
  });

  test('a field that a pinned variable excludes with @include adds no permission', async () => {
    const document = 'query ($all: Boolean!) { me { id } users @include(if: $all) { entities { id } } }';
    const narrow = await made(at.owner, { operations: [{ document, pinned_variables: '{"all": false}' }] });
    expect(narrow.permissions).toEqual([]);
    expect((await made(at.owner, { operations: [{ document }] })).permissions).toEqual(['READ_USER']);
    expect(await runs(narrow.token, document)).toBe('runs');
  });

  test('null can be pinned, and the default of a variable is not pinned', async () => {
    const document =
      'query ($id: Int64Bit = 1, $page: Int = 1) { users(id: $id, paginator: {page: $page, records_per_page: 9}) { entities { id } } }';
    await at.as.having();
    const { token, id } = await made(at.owner, { operations: [{ document, pinned_variables: '{"id": null}' }] });
    const send = posting(at.server, token);
    const all = (await send(byId(document))).data.users.entities.length;
    expect(all).toBeGreaterThan(1);
    expect((await send({ ...byId(document), variables: { id: null, page: 2 } })).data.users.entities).toEqual([]);
    expect(refusal(await send({ ...byId(document), variables: { id: '1' } })).code).toBe('FORBIDDEN');
    await done(edit(at.owner, id, { operations: [{ document, pinned_variables: '{}' }] }));
    expect((await send(byId(document))).data.users.entities).toEqual([{ id: '1' }]);
    expect((await send({ ...byId(document), variables: { id: null } })).data.users.entities).toHaveLength(all);
  });

  test('nested values are compared as a whole, whatever the order of their names', async () => {
    const document =
      'query ($search: [Search], $sorter: [Sorter]) { users(search: $search, sorter: $sorter) { entities { id } } }';
    const field = { attribute: 'name', search_value: 'person', match: true };
    const pinned = { search: [{ string_fields: [field] }] };
    const { token } = await made(at.owner, { operations: [{ document, pinned_variables: JSON.stringify(pinned) }] });
    const asks = async (search: unknown) =>
      refusal(await posting(at.server, token)({ ...byId(document), variables: { search } })).code;
    const { match, search_value, attribute } = field;
    expect(await asks([{ string_fields: [{ match, search_value, attribute }] }])).toBeUndefined();
    expect(await asks([{ string_fields: [{ ...field, partial_matching: true }] }])).toBe('FORBIDDEN');
    // A single value in place of a list is the same for the schema, but not the same JSON.
    expect(await asks({ string_fields: [field] })).toBe('FORBIDDEN');
    expect(await asks([{ string_fields: [field] }, null])).toBe('FORBIDDEN');
    expect(await asks(null)).toBe('FORBIDDEN');
  });

  test('of one document with several sets of values each set runs, and no mixture', async () => {
    const document =
      'query ($page: Int!, $per: Int!) { users(paginator: {page: $page, records_per_page: $per}) { page_info { page records_per_page } } }';
    const pins = [
      { page: 1, per: 5 },
      { page: 2, per: 7 },
    ];
    const { token } = await made(at.owner, {
      operations: pins.map((pin) => ({ document, pinned_variables: JSON.stringify(pin) })),
    });
    const send = (variables: object) => posting(at.server, token)({ ...byId(document), variables });
    expect((await send({ page: 2 })).data.users.page_info).toEqual({ page: 2, records_per_page: 7 });
    expect((await send({ per: 7, page: 2 })).data.users.page_info).toEqual({ page: 2, records_per_page: 7 });
    expect((await send({})).data.users.page_info).toEqual({ page: 1, records_per_page: 5 });
    expect((await send({ page: 1, per: 7 })).errors?.[0]?.message).toBe(
      'This token is bound to another value of $per, $page.',
    );
  });

  test('pinned variables of an operation known only by its hash apply only if the document declares them', async () => {
    const { token } = await made(at.owner, { operations: [{ hash: sha256(roles), pinned_variables: '{"idd": "1"}' }] });
    expect(refusal(await posting(at.server, token)({ query: roles })).code).toBe('FORBIDDEN');
    const several = await made(at.owner, { operations: [{ hash: sha256(two) }] });
    expect(refusal(await posting(at.server, several.token)({ query: two, operationName: 'A' })).code).toBe('FORBIDDEN');
  });

  test('editing replaces the operations and the cap derived from them, and keeps a cap that was set', async () => {
    const { id, token } = await made(at.owner, { operations: [{ document: users }] });
    expect([await runs(token, users), await runs(token, roles)]).toEqual(['runs', 'FORBIDDEN']);
    const after = await done(edit(at.owner, id, { operations: [{ document: roles }] }));
    expect([after.permissions, after.methods]).toEqual([['READ_ROLE'], ['roles']]);
    expect([await runs(token, users), await runs(token, roles)]).toEqual(['FORBIDDEN', 'runs']);
    const [entry] = await lastEntries(at.server);
    expect(entry?.previous).toMatchObject({
      operations: [{ hash: sha256(users), operation_name: null }],
      permissions: ['READ_USER'],
    });
    expect(entry?.current).toMatchObject({
      operations: [{ hash: sha256(roles), operation_name: null }],
      permissions: ['READ_ROLE'],
    });
    const unknown = await done(edit(at.owner, id, { operations: [{ hash: sha256('known to clients alone') }] }));
    expect([unknown.permissions, unknown.methods]).toEqual([['READ_ROLE'], ['roles']]);
    const own = await made(at.owner, { permissions: ['READ_USER', 'READ_ROLE'], operations: [{ document: users }] });
    const edited = await done(edit(at.owner, own.id, { operations: [{ document: roles }] }));
    expect([edited.permissions, edited.methods]).toEqual([['READ_USER', 'READ_ROLE'], null]);
    const free = await made(at.owner);
    const bound = await done(edit(at.owner, free.id, { operations: [{ document: users }] }));
    expect([bound.permissions, bound.methods]).toEqual([['READ_USER'], ['users']]);
    const given = await done(
      edit(at.owner, free.id, { operations: [{ document: roles }], permissions: ['READ_USER'], unset_methods: true }),
    );
    expect([given.permissions, given.methods]).toEqual([['READ_USER'], null]);
  });

  test('editing another field keeps the operations, and unset_operations allows any document within the cap', async () => {
    const { id, token } = await made(at.owner, { operations: [{ document: users }] });
    await done(edit(at.owner, id, { name: freshName() }));
    expect(await operationsOf(at.owner, id)).toHaveLength(1);
    expect(await runs(token, users)).toBe('runs');
    await expectRefusal(at.server, 'INVALID_INPUT', () =>
      edit(at.owner, id, { operations: [{ document: roles }], unset_operations: true }),
    );
    await expectRefusal(at.server, 'INVALID_INPUT', () => edit(at.owner, id, { operations: [] }));
    await done(edit(at.owner, id, { unset_operations: true }));
    expect(await operationsOf(at.owner, id)).toEqual([]);
    const send = posting(at.server, token);
    expect((await send({ query: '{ users { entities { id } } }' })).errors).toBeUndefined();
    expect(refusal(await send({ query: roles })).code).toBe('FORBIDDEN');
  });

  test('a copy is bound like the original, and regenerating changes nothing', async () => {
    const original = await made(at.owner, {
      operations: [{ document: users }, { document: roles, pinned_variables: '{"id":"3"}' }],
    });
    const copied = await done(copy(at.owner, original.id, { name: freshName() }));
    expect(await operationsOf(at.owner, copied.id)).toEqual(await operationsOf(at.owner, original.id));
    const { token } = await done(regenerate(at.owner, original.id));
    for (const secret of [copied.token, token]) {
      expect([await runs(secret, users), await runs(secret, roles), await runs(secret, two)]).toEqual([
        'runs',
        'runs',
        'FORBIDDEN',
      ]);
    }
    await done(edit(at.owner, original.id, { unset_operations: true }));
    expect(await operationsOf(at.owner, copied.id)).toHaveLength(2);
    expect(await runs(copied.token, two)).toBe('FORBIDDEN');
  });

  test('the operations can be listed like other rows, and are visible only with the token', async () => {
    const who = await at.as.having('READ_USER');
    const by = await inBrowser(at.server, who);
    const { id } = await made(by, {
      operations: Array.from({ length: 100 }, (_, n) => ({ hash: sha256(`${n}`), operation_name: `O${n}` })),
    });
    expect(await operationsOf(by, id)).toHaveLength(100);
    expect(await operationsOf(by, id, '(operation_name: "O7")')).toMatchObject([{ hash: sha256('7') }]);
    expect(
      await operationsOf(
        by,
        id,
        '(paginator: {page: 2, records_per_page: 30}, sorter: {attribute: "id", direction: DESC})',
      ),
    ).toHaveLength(30);
    const bound = '(search: { exists: "operations" }) { entities { id } }';
    expect((await by(`{ personal_access_tokens${bound} }`)).data.personal_access_tokens.entities).toEqual([{ id }]);
    const stranger = await inBrowser(at.server, await at.as.having());
    const { data } = await stranger(
      `{ personal_access_tokens(id: ${id}) { entities { operations { entities { hash } } } } }`,
    );
    expect(data.personal_access_tokens.entities).toEqual([]);
    expect((await stranger(`{ personal_access_tokens${bound} }`)).data.personal_access_tokens.entities).toEqual([]);
    const all = await at.owner(
      `{ all_personal_access_tokens(id: ${id}) { entities { operations { page_info { total_count } } } } }`,
    );
    expect(all.data.all_personal_access_tokens.entities[0].operations.page_info.total_count).toBe(100);
  });

  test('required_permissions shows whether the token may send the document', async () => {
    const pinned_variables = '{"id": "5"}';
    const { id } = await made(at.owner, { operations: [{ document: roles, pinned_variables }, { document: users }] });
    const runsDocument = async (
      document: string,
      variables: string | null = null,
      operation_name: string | null = null,
    ) => {
      const { data } = await at.owner(
        'query ($id: Int64Bit, $document: Text!, $variables: Text, $operation_name: String) { required_permissions(personal_access_token_id: $id, document: $document, variables: $variables, operation_name: $operation_name) { runs_document } }',
        { id, document, variables, operation_name },
      );
      return data.required_permissions.runs_document;
    };
    expect([await runsDocument(users), await runsDocument(roles), await runsDocument(roles, pinned_variables)]).toEqual(
      [true, true, true],
    );
    expect([
      await runsDocument(` ${users}`),
      await runsDocument(roles, '{"id": "6"}'),
      await runsDocument(two, null, 'A'),
    ]).toEqual([false, false, false]);
    const own = await at.owner(`{ required_permissions(document: "{ me { id } }") { runs_document } }`);
    expect(own.data.required_permissions).toEqual({ runs_document: true });
  });

  test('operations are deleted with their token', async () => {
    const { id } = await made(at.owner, { operations: [{ document: users }] });
    await at.server.db.execute(sql`delete from personal_access_tokens where id = ${id}`);
    expect(await rowsOf(at.server, sql`select 1 from personal_access_token_operations where token_id = ${id}`)).toEqual(
      [],
    );
  });
});
