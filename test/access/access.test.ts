/** Access: every root field declares who may call it, enforces that, and refuses before anything is written. The cases come from the schema. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import SchemaBuilder from '@pothos/core';
import ScopeAuthPlugin from '@pothos/plugin-scope-auth';
import { everyPermission, isPermission, type Permission } from '../../src/domain/access/permissions.ts';
import AccessPlugin, { scopes } from '../../src/graphql/access/access.ts';
import type { Confirmed } from '../../src/graphql/access/confirmation.ts';
import type { Context } from '../../src/graphql/context.ts';
import { kinds, type Latchkey, startLatchkey } from '../server.ts';
import { type Person, people } from '../test-users.ts';
import { callOf, roots } from './calls.ts';
import { expectRefusal } from './writing.ts';

const guarded = roots.flatMap((root) =>
  'permission' in root.access ? [{ ...root, permission: root.access.permission }] : [],
);
const signedIn = roots.filter(({ access }) => 'signedIn' in access);
const open = roots.filter(({ access }) => 'public' in access);

test('every root field declares its access in one of three forms, as data and in its description', () => {
  expect(guarded.length + signedIn.length + open.length).toBe(roots.length);
  for (const { permission, field } of guarded) {
    expect(isPermission(permission)).toBe(true);
    expect(field.description).toContain(`Requires \`${permission}\`.`);
  }
  for (const { field } of signedIn) expect(field.description).toContain('For signed-in callers.');
  for (const { field } of open) expect(field.description).toContain('For all callers.');
});

test('the only public root field is my_ip_address', () => {
  expect(open.map(({ name }) => name)).toEqual(['my_ip_address']);
});

describe.each(kinds)('on %s', (kind) => {
  let server: Latchkey;
  let as: ReturnType<typeof people>;
  beforeAll(async () => {
    server = await startLatchkey(kind);
    as = people(server);
  });
  afterAll(() => server.stop());

  test.each([...guarded, ...signedIn])('an anonymous caller may not call $operation $name', async (root) => {
    const { message } = await expectRefusal(server, 'UNAUTHENTICATED', () => as.nobody.ask(callOf(root)));
    expect(message).toBe('Sign in or send a valid token.');
  });

  test.each(open)('an anonymous caller may call $operation $name', async (root) => {
    const { data, errors } = await as.nobody.ask(callOf(root));
    expect(errors).toBeUndefined();
    expect(data[root.name]).not.toBeNull();
  });

  const withoutOne = new Map<Permission, Promise<Person>>();
  const allBut = (permission: Permission) => {
    const person =
      withoutOne.get(permission) ?? as.having(...[...everyPermission].filter((other) => other !== permission));
    withoutOne.set(permission, person);
    return person;
  };

  test.each(guarded)(
    '$operation $name is refused to a caller who lacks only $permission, and the error names it',
    async (root) => {
      const person = await allBut(root.permission);
      const { extensions } = await expectRefusal(server, 'FORBIDDEN', () => person.ask(callOf(root)));
      expect(extensions.missing_permissions).toEqual([root.permission]);
    },
  );

  test('a caller who has the permission of a root field, or is signed in where no permission is required, may call it', async () => {
    const everybody = await as.having(...everyPermission);
    const nobodySpecial = await as.having();
    for (const root of [...guarded, ...signedIn]) {
      const { errors } = await ('permission' in root.access ? everybody : nobodySpecial).ask(callOf(root));
      const codes = errors?.map(({ extensions }) => extensions) ?? [];
      expect(codes.map(({ code }) => code)).not.toContain('UNAUTHENTICATED');
      expect(codes.filter((one) => 'permission' in root.access && one.missing_permissions)).toEqual([]);
    }
  });
});

describe('building a schema', () => {
  const build = (
    authScopes: object | undefined | (() => object),
    kind: 'Query' | 'Mutation',
    confirmed: Confirmed | undefined = 'never',
  ) => {
    const builder = new SchemaBuilder<{
      Context: Context;
      AuthScopes: { public: boolean; signedIn: boolean; permission: Permission };
    }>({ plugins: [ScopeAuthPlugin, AccessPlugin], scopeAuth: { authScopes: scopes } });
    builder.queryType({ fields: (t) => ({ one: t.boolean({ authScopes: { public: true }, resolve: () => true }) }) });
    builder.mutationType({
      fields: (t) => ({ make: t.boolean({ authScopes: { public: true }, confirmed: 'never', resolve: () => true }) }),
    });
    const options = { ...(authScopes ? { authScopes: authScopes as { signedIn: true } } : {}), resolve: () => true };
    if (kind === 'Query') builder.queryField('two', (t) => t.boolean(options));
    else builder.mutationField('two', (t) => t.boolean({ ...options, confirmed }));
    return builder.toSchema();
  };

  test.each(['Query', 'Mutation'] as const)('fails when a field of %s does not declare its access', (kind) => {
    expect(() => build(undefined, kind)).toThrow(`${kind}.two does not declare its access.`);
    expect(build({ signedIn: true }, kind).getType(kind)).toBeDefined();
  });

  test('fails when a mutation does not declare whether it requires password confirmation', () => {
    expect(() => build({ signedIn: true }, 'Mutation', '' as 'never')).toThrow(
      'Mutation.two does not declare whether it requires a confirmed password.',
    );
  });

  test('fails when a field declares its access as a function', () => {
    expect(() => build(() => ({ public: true }), 'Query')).toThrow('Query.two: access must be data, not a function.');
  });
});
