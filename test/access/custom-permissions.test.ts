/** Custom permissions: declared by an administrator, granted like the built-in ones, retired while somebody has them. */
import { describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { execute } from 'graphql';
import { builtInPermissions, everyPermission, type Permission } from '../../src/domain/access/permissions.ts';
import { schema } from '../../src/graphql/schema.ts';
import { kinds } from '../server.ts';
import { type Answer, people } from '../test-users.ts';
import { type Ask, edit, freshName, holding, inBrowser, made, revoke, world } from '../tokens/acts.ts';
import { expectRefusal, lastEntries } from './writing.ts';

const fields = 'id name group description warning resource_kinds retired_at';
const create = (by: Ask, input: object) =>
  by(`mutation ($input: CreatePermissionMutationInput) { done: createPermission(input: $input) { ${fields} } }`, {
    input,
  });
const update = (by: Ask, id: string, input: object) =>
  by(
    `mutation ($id: Int64Bit!, $input: UpdatePermissionMutationInput) { done: updatePermission(id: $id, input: $input) { ${fields} } }`,
    { id, input },
  );
const retire = (by: Ask, id: string) =>
  by(`mutation ($id: Int64Bit!) { done: retirePermission(id: $id) { ${fields} } }`, { id });
const remove = (by: Ask, id: string) =>
  by('mutation ($id: Int64Bit!) { done: deletePermission(id: $id) { success } }', { id });

const createRole = (by: Ask, ...applied_permissions: string[]) =>
  by('mutation ($input: CreateRoleMutationInput) { done: createRole(input: $input) { id applied_permissions } }', {
    input: { name: freshName('role'), applied_permissions },
  });
const updateRole = (by: Ask, id: string, ...applied_permissions: string[]) =>
  by(
    'mutation ($id: Int64Bit!, $input: UpdateRoleMutationInput) { done: updateRole(id: $id, input: $input) { applied_permissions } }',
    { id, input: { applied_permissions } },
  );
const createSet = (by: Ask, ...permissions: string[]) =>
  by('mutation ($input: CreatePermissionSetMutationInput) { done: createPermissionSet(input: $input) { id } }', {
    input: { name: freshName('set'), permissions },
  });

const effective = '{ me { effective_permissions } }';
const texts = { group: 'Billing', description: 'Create invoices.', warning: 'Invoices are sent to customers.' };

const done = (answer: Answer) => {
  expect(answer.errors).toBeUndefined();
  return answer.data.done;
};

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind);

  let count = 0;
  /** A new permission. */
  const declared = async (): Promise<{ id: string; name: Permission }> =>
    done(await create(at.owner, { name: `CREATE_INVOICE_${++count}`, ...texts }));
  const manager = async (...more: Permission[]) =>
    inBrowser(at.server, await at.as.having('MANAGE_PERMISSIONS', ...more));
  const fullAccess = async (): Promise<string[]> => {
    const { data } = await at.owner('{ permission_sets(name: "Full access") { entities { permissions } } }');
    return data.permission_sets.entities[0].permissions;
  };
  const has = async (by: Ask, name: string) => (await by(effective)).data.me.effective_permissions.includes(name);

  test('a permission is declared, listed with the built-in ones, and recorded in the log', async () => {
    const answer = await create(await manager(), { name: 'SEND_INVOICE', ...texts });
    const described = { ...texts, resource_kinds: [] };
    expect(done(answer)).toEqual({ id: expect.any(String), name: 'SEND_INVOICE', ...described, retired_at: null });
    const [entry] = await lastEntries(at.server);
    expect(entry).toMatchObject({
      type: 'CREATED',
      loggable_type: 'CustomPermission',
      message: 'Custom permission SEND_INVOICE was created.',
      current: { name: 'SEND_INVOICE', ...texts },
    });
    const anybody = await at.as.having();
    const { data } = await anybody.ask(
      '{ permissions(search: "customers") { name } found: permissions(search: "send_inv") { name group description warning custom retired methods { name } } all: permissions { name custom } custom_permissions(name: "SEND_INVOICE") { entities { group } } }',
    );
    expect(data.permissions).toEqual([]);
    const shown = { name: 'SEND_INVOICE', ...texts, custom: true, retired: false, methods: [] };
    expect(data.found).toEqual([shown]);
    const builtIn = data.all.filter(({ custom }: { custom: boolean }) => !custom);
    expect(builtIn.map(({ name }: { name: string }) => name)).toEqual([...builtInPermissions.keys()]);
    expect(data.custom_permissions.entities).toEqual([{ group: 'Billing' }]);
  });

  test('introspection has it as a value of Permission with its texts', async () => {
    const { name } = await declared();
    const { data } = await at.owner('{ __type(name: "Permission") { enumValues { name description } } }');
    const value = data.__type.enumValues.find((one: { name: string }) => one.name === name);
    expect(value).toEqual({ name, description: 'Billing: Create invoices. Invoices are sent to customers.' });
  });

  test('super admins have it at once, and others when a role, a set, a token or a grant gives it', async () => {
    const { name } = await declared();
    expect(await has(at.owner, name)).toBe(true);
    const other = await at.as.having('READ_USER');
    expect(await has(other.ask, name)).toBe(false);

    const member = await at.as.having(name, 'READ_USER');
    expect(await has(member.ask, name)).toBe(true);
    const { token } = await made(await inBrowser(at.server, member), { permissions: [name] });
    expect((await holding(at.server, token)(effective)).data.me.effective_permissions).toEqual([name]);
    const set = done(await createSet(at.owner, name));
    const limited = await made(await inBrowser(at.server, member), { permission_set_id: set.id });
    expect((await holding(at.server, limited.token)(effective)).data.me.effective_permissions).toEqual([name]);

    const asked = await (await inBrowser(at.server, other))(
      `mutation { done: requestAccess(input: { permissions: [${name}] }) { id } }`,
    );
    done(await at.owner(`mutation { done: grantAccess(id: ${done(asked).id}, input: {}) { id } }`));
    expect(await has(other.ask, name)).toBe(true);
  });

  test('the set for full access contains it, and the other built-in sets do not', async () => {
    const { id, name } = done(await create(at.owner, { name: `READ_INVOICE_${++count}`, ...texts }));
    const { data } = await at.owner('{ permission_sets(built_in: true) { entities { name permissions } } }');
    const named = data.permission_sets.entities.filter(({ permissions }: { permissions: string[] }) =>
      permissions.includes(name),
    );
    expect(named.map((set: { name: string }) => set.name)).toEqual(['Full access']);
    done(await remove(at.owner, id));
    expect(await fullAccess()).not.toContain(name);
  });

  test('nobody can grant a custom permission that they lack', async () => {
    const { name } = await declared();
    const by = await inBrowser(at.server, await at.as.having('CREATE_ROLE', 'READ_ROLE'));
    const error = await expectRefusal(at.server, 'FORBIDDEN', () => createRole(by, name));
    expect(error.extensions.missing_permissions).toEqual([name]);
  });

  test('plans, reach and roles found by a permission know custom permissions', async () => {
    const { name } = await declared();
    const role = done(await createRole(at.owner, name, 'READ_ROLE'));
    const document = `mutation { createRole(input: { name: "x", applied_permissions: [${name}] }) { id } }`;
    const query = `query ($document: Text!) {
      required_permissions(document: $document, role_id: ${role.id}) { permissions missing_permissions }
      reach(role_id: ${role.id}) { permissions }
      roles(applied_permissions: [${name}]) { entities { id } }
    }`;
    const { data, errors } = await at.owner(query, { document });
    expect(errors).toBeUndefined();
    expect(data.required_permissions).toEqual({
      permissions: ['CREATE_ROLE', 'READ_ROLE', name],
      missing_permissions: ['CREATE_ROLE'],
    });
    expect(data.reach.permissions).toEqual(['READ_ROLE', name]);
    expect(data.roles.entities).toEqual([{ id: role.id }]);
  });

  test.each([
    ['a short document', 0],
    ['a document that is validated in parts', 120],
  ])(
    '%s that was refused before a permission existed is valid afterwards, and no longer once it is deleted',
    async (_, fields) => {
      const name = `LATER_${kind.toUpperCase()}_${fields}`;
      const more = Array.from({ length: fields }, (_, place) => `field_number_${place}: created_at`).join(' ');
      const text = `{ roles(applied_permissions: [${name}]) { entities { name ${more} } } }`;
      const literal = () => at.owner(text);
      const variable = () =>
        at.owner('query ($p: [Permission]) { roles(applied_permissions: $p) { entities { name } } }', { p: [name] });
      for (const ask of [literal, variable, literal])
        expect((await ask()).errors?.[0]?.extensions.code).toBe('INVALID_INPUT');
      const { id } = done(await create(at.owner, { name, ...texts }));
      // Compiled at the second use.
      for (const ask of [literal, variable, literal, literal])
        expect((await ask()).data).toEqual({ roles: { entities: [] } });
      done(await remove(at.owner, id));
      for (const ask of [literal, variable, literal])
        expect((await ask()).errors?.[0]?.extensions.code).toBe('INVALID_INPUT');
    },
  );

  test('compiled queries answer byte for byte like graphql-js', async () => {
    const { name } = await declared();
    const { id } = done(await createRole(at.owner, name, 'READ_USER'));
    const { token } = await at.as.owner();
    const plain = await at.server.beside({ COMPILED_QUERIES: 'never' }, { execute: (args) => execute(args) });
    const compiled = await at.server.beside({ COMPILED_QUERIES: 'first-use' });
    const query = `{ roles(id: ${id}, applied_permissions: [${name}]) { entities { applied_permissions } } permissions(search: "${name}") { name retired } }`;
    const bodyAt = async (url: string) => {
      const response = await fetch(`${url}/api/graphql`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
        body: JSON.stringify({ query }),
      });
      return response.text();
    };
    for (let round = 0; round < 2; round++) expect(await bodyAt(compiled)).toBe(await bodyAt(plain));
    expect(JSON.parse(await bodyAt(compiled)).data.roles.entities[0].applied_permissions).toEqual([name, 'READ_USER']);
  });

  test('the version of the catalog costs no statement, and a changed catalog costs one once', async () => {
    const { ask } = await at.as.having('READ_USER');
    const statements = async () => {
      at.server.statements.length = 0;
      await ask('{ me { id } }');
      return at.server.statements.length;
    };
    await statements();
    const usual = await statements();
    // As if another process had changed it.
    await at.server.db.execute(sql`update permission_catalog set version = gen_random_uuid()`);
    expect(await statements()).toBe(usual + 1);
    expect(await statements()).toBe(usual);
  });

  test('the texts of a permission can be changed, and its name cannot', async () => {
    const { id, name } = await declared();
    const changes = { group: 'Finance', description: 'Create and send invoices.', unset_warning: true };
    const changed = { id, name, group: 'Finance', description: 'Create and send invoices.', warning: null };
    const kept = { resource_kinds: [], retired_at: null };
    expect(done(await update(await manager(), id, changes))).toEqual({ ...changed, ...kept });
    const { data } = await at.owner(`{ permissions(search: "${name}") { group description warning } }`);
    expect(data.permissions).toEqual([{ group: 'Finance', description: changed.description, warning: null }]);
    const renamed = await update(at.owner, id, { name: 'OTHER' });
    expect(renamed.errors?.[0]?.extensions.code).toBe('INVALID_INPUT');
  });

  test('those who have a retired permission keep it, and nobody else gets it', async () => {
    const { id, name } = await declared();
    const role = done(await createRole(at.owner, name, 'READ_ROLE'));
    const set = done(await createSet(at.owner, name));
    const token = await made(at.owner, { permissions: [name, 'READ_USER'] });
    const asker = await at.as.having('READ_USER');
    const request = `mutation { done: requestAccess(input: { permissions: [${name}] }) { id } }`;
    const asked = done(await (await inBrowser(at.server, asker))(request));

    expect(done(await retire(await manager(), id)).retired_at).toEqual(expect.any(String));
    expect(await has(holding(at.server, token.token), name)).toBe(true);
    expect(await has(at.owner, name)).toBe(true);
    expect(done(await updateRole(at.owner, role.id, name)).applied_permissions).toEqual([name]);
    done(await edit(at.owner, token.id, { permissions: [name] }));

    const another = await inBrowser(at.server, await at.as.having('READ_USER'));
    const otherToken = await made(at.owner, { permissions: ['READ_USER'] });
    const setOf = (more: string) =>
      `mutation { updatePermissionSet(id: ${set.id}, input: { permissions: [${more}] }) { permissions } }`;
    expect((await at.owner(setOf(`${name}, READ_USER`))).errors).toBeUndefined();
    const ways: (() => Promise<Answer>)[] = [
      () => createRole(at.owner, name),
      () => createSet(at.owner, name),
      () =>
        at.owner(
          `mutation { createPersonalAccessToken(input: { name: "${freshName()}", permissions: [${name}] }) { id } }`,
        ),
      () => edit(at.owner, otherToken.id, { permissions: [name] }),
      () => another(request),
      () => at.owner(`mutation { grantAccess(id: ${asked.id}, input: {}) { id } }`),
    ];
    for (const way of ways) {
      const { extensions } = await expectRefusal(at.server, 'CONFLICT', way);
      expect(extensions).toMatchObject({ reason: 'PERMISSION_RETIRED', values: { permissions: [name] } });
    }
    done(await updateRole(at.owner, role.id, 'READ_ROLE'));
    await expectRefusal(at.server, 'CONFLICT', () => updateRole(at.owner, role.id, 'READ_ROLE', name));

    const { data } = await at.owner(
      `{ permissions(search: "${name}") { retired } __type(name: "Permission") { enumValues(includeDeprecated: true) { name isDeprecated } } }`,
    );
    expect(data.permissions).toEqual([{ retired: true }]);
    expect(data.__type.enumValues).toContainEqual({ name, isDeprecated: true });
    expect(done(await update(at.owner, id, { unset_retired: true })).retired_at).toBeNull();
    done(await updateRole(at.owner, role.id, 'READ_ROLE', name));
  });

  test('a permission that somebody has cannot be deleted, and an unused one can', async () => {
    const { id, name } = await declared();
    const refused = () => expectRefusal(at.server, 'CONFLICT', () => remove(at.owner, id));
    const role = done(await createRole(at.owner, name));
    expect((await refused()).extensions).toMatchObject({ reason: 'PERMISSION_IN_USE' });
    done(await updateRole(at.owner, role.id, 'READ_USER'));
    const set = done(await createSet(at.owner, name));
    await refused();
    expect((await at.owner(`mutation { deletePermissionSet(id: ${set.id}) { success } }`)).errors).toBeUndefined();
    const token = await made(at.owner, { permissions: [name] });
    await refused();
    await at.server.db.execute(sql`update personal_access_tokens set expires_at = now() where id = ${token.id}`);
    await refused();
    await revoke(at.owner, token.id);
    const asker = await at.as.having();
    const request = `mutation { done: requestAccess(input: { permissions: [${name}] }) { id } }`;
    const asked = done(await (await inBrowser(at.server, asker))(request));
    await refused();
    done(await at.owner(`mutation { done: grantAccess(id: ${asked.id}, input: {}) { id } }`));
    await refused();
    expect((await at.owner(`mutation { endAccess(id: ${asked.id}) { id } }`)).errors).toBeUndefined();
    expect(done(await remove(at.owner, id))).toEqual({ success: true });
    const [entry] = await lastEntries(at.server);
    expect(entry).toMatchObject({ type: 'DELETED', message: `Custom permission ${name} was deleted.` });
    expect(everyPermission.has(name)).toBe(false);
    expect(schema.getType('Permission')?.toConfig()).not.toHaveProperty(`values.${name}`);
    await expectRefusal(at.server, 'NOT_FOUND', () => remove(at.owner, id));
  });

  test('a permission is not deleted while a change that grants it is running', async () => {
    const { id, name } = await declared();
    const [role, removed] = await Promise.all([createRole(at.owner, name), remove(at.owner, id)]);
    const codes = [role, removed].map(({ errors }) => errors?.[0]?.extensions.code);
    // Whichever came first, never both.
    expect(codes.filter((code) => code === undefined)).toHaveLength(1);
  });

  test('without MANAGE_PERMISSIONS nothing can be changed', async () => {
    const { id } = await declared();
    const by = await inBrowser(at.server, await at.as.having('MANAGE_PERMISSION_SETS', 'UPDATE_ROLE'));
    const ways = [
      () => create(by, { name: 'NOT_MINE', ...texts }),
      () => update(by, id, { group: 'x' }),
      () => retire(by, id),
      () => remove(by, id),
    ];
    for (const way of ways) {
      const { extensions } = await expectRefusal(at.server, 'FORBIDDEN', way);
      expect(extensions.missing_permissions).toEqual(['MANAGE_PERMISSIONS']);
    }
  });

  test('no token can change anything, not even one of a super admin', async () => {
    const { id } = await declared();
    const { ask } = await people(at.server).owner();
    for (const way of [
      () => create(ask, { name: 'NOT_BY_TOKEN', ...texts }),
      () => update(ask, id, { group: 'x' }),
      () => retire(ask, id),
      () => remove(ask, id),
    ])
      await expectRefusal(at.server, 'FORBIDDEN', way);
  });

  test.each([
    ['name', 'create_invoice', 'NOT_A_PERMISSION_NAME'],
    ['name', 'AB', 'NOT_A_PERMISSION_NAME'],
    ['name', '_ABC', 'NOT_A_PERMISSION_NAME'],
    ['name', 'ABC\n', 'NOT_A_PERMISSION_NAME'],
    ['name', 'ÉCRIRE', 'NOT_A_PERMISSION_NAME'],
    ['name', `A${'B'.repeat(64)}`, 'NOT_A_PERMISSION_NAME'],
    ['name', 'READ_USER', 'NAME_BUILT_IN'],
    ['group', ' ', 'BLANK'],
    ['group', 'x'.repeat(101), 'TOO_LONG'],
    ['description', '', 'BLANK'],
    ['description', 'x'.repeat(501), 'TOO_LONG'],
    ['description', 'two\nlines', 'INVISIBLE'],
    ['warning', 'hidden \u202e text', 'INVISIBLE'],
    ['resource_kinds', ['Customer'], 'NOT_A_KIND'],
    ['resource_kinds', ['customer', ''], 'NOT_A_KIND'],
    ['resource_kinds', ['a:b'], 'NOT_A_KIND'],
    ['resource_kinds', ['k'.repeat(65)], 'NOT_A_KIND'],
    ['resource_kinds', ['customer', 'project'], 'KIND_BUILT_IN'],
    ['resource_kinds', [...'abcdefghijk'], 'TOO_MANY'],
  ])('a %s of %j is refused', async (field, value, reason) => {
    const input = { name: 'WELL_NAMED', ...texts, [field]: value };
    const { extensions } = await expectRefusal(at.server, 'INVALID_INPUT', () => create(at.owner, input));
    expect(extensions).toMatchObject({ reason, fields: { [field]: expect.any(String) } });
  });

  test('an answer names each wrong field', async () => {
    const input = { name: 'wrong', group: '', description: 'x'.repeat(501) };
    const { extensions } = await expectRefusal(at.server, 'INVALID_INPUT', () => create(at.owner, input));
    expect(Object.keys(extensions.fields ?? {})).toEqual(['name', 'group', 'description']);
    expect(Object.keys((extensions as { reasons?: object }).reasons ?? {})).toEqual(['name', 'group', 'description']);
  });

  test('a name is used once', async () => {
    const { name } = await declared();
    const { extensions } = await expectRefusal(at.server, 'CONFLICT', () => create(at.owner, { name, ...texts }));
    expect(extensions.fields).toHaveProperty('name');
  });

  test('kinds of resource are declared with the permission or later, listed, logged, and never change after that', async () => {
    const { id, resource_kinds } = done(
      await create(at.owner, { name: 'SEND_GOODS', ...texts, resource_kinds: ['shop', 'customer', 'shop'] }),
    );
    expect(resource_kinds).toEqual(['customer', 'shop']);
    const later = await declared();
    expect(done(await update(at.owner, later.id, { resource_kinds: ['order'] })).resource_kinds).toEqual(['order']);
    const [entry] = await lastEntries(at.server);
    expect(entry).toMatchObject({ previous: { resource_kinds: [] }, current: { resource_kinds: ['order'] } });
    const { data } = await at.owner(`{ permissions(search: "${later.name}") { resource_kinds } }`);
    expect(data.permissions).toEqual([{ resource_kinds: ['order'] }]);
    for (const kinds of [['customer'], ['customer', 'order', 'shop'], []]) {
      const { extensions } = await expectRefusal(at.server, 'CONFLICT', () =>
        update(at.owner, id, { resource_kinds: kinds, group: 'Other' }),
      );
      expect(extensions).toMatchObject({ reason: 'KINDS_DECLARED', fields: { resource_kinds: expect.any(String) } });
    }
    const same = await update(at.owner, id, { resource_kinds: ['shop', 'customer'], group: 'Other' });
    expect(done(same)).toMatchObject({ group: 'Other', resource_kinds: ['customer', 'shop'] });
  });

  test('there are at most 500', async () => {
    await at.server.db.execute(
      sql`insert into custom_permissions (name, "group", description)
        select 'FILLED_' || n, 'Filled', 'x' from generate_series(1, 500 - (select count(*)::int from custom_permissions)) n`,
    );
    const { extensions } = await expectRefusal(at.server, 'CONFLICT', () =>
      create(at.owner, { name: 'ONE_TOO_MANY', ...texts }),
    );
    expect(extensions).toMatchObject({ reason: 'MOST_PERMISSIONS' });
    await at.server.db.execute(sql`delete from custom_permissions where name like 'FILLED%'`);
  });
});
