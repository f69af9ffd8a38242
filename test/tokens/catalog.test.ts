/** The catalog for choosing a cap: every permission and every root field, with a search. */
import { describe, expect, test } from '@jest/globals';
import { everyPermission } from '../../src/domain/access/permissions.ts';
import { schema } from '../../src/graphql/schema.ts';
import { kinds } from '../server.ts';
import { refusal, world } from './acts.ts';

const rootFields = [schema.getQueryType(), schema.getMutationType()].flatMap((type) =>
  Object.keys(type?.getFields() ?? {}),
);

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind);
  const names = async (field: string, search?: string): Promise<string[]> => {
    const { data } = await at.owner(`query ($search: String) { found: ${field}(search: $search) { name } }`, {
      search,
    });
    return data.found.map(({ name }: { name: string }) => name);
  };

  test('permissions lists every permission with its root fields and its warning', async () => {
    expect(await names('permissions')).toEqual([...everyPermission]);
    const { data } = await at.owner(
      '{ permissions(search: "READ_USER") { name group description warning methods { name kind } } }',
    );
    expect(data.permissions).toEqual([
      {
        name: 'READ_USER',
        group: 'Users',
        description: expect.stringMatching(/\.$/),
        warning: null,
        methods: [{ name: 'users', kind: 'QUERY' }],
      },
    ]);
    const update = await at.owner('{ permissions(search: "UPDATE_ROLE") { warning } }');
    expect(update.data.permissions).toEqual([{ warning: expect.stringContaining('at once') }]);
  });

  test('permissions finds by name, group or description, in any case', async () => {
    expect(await names('permissions', 'update_token_policy')).toEqual(['UPDATE_TOKEN_POLICY']);
    expect(await names('permissions', ' PROJECTS ')).toContain('EXECUTE_ANALYSIS');
    expect(await names('permissions', 'longest life')).toEqual(['UPDATE_TOKEN_POLICY']);
    expect(await names('permissions', 'nothing of the kind')).toEqual([]);
  });

  test('methods lists every root field, and finds by name or description', async () => {
    expect((await names('methods')).toSorted()).toEqual(rootFields.toSorted());
    expect(await names('methods', 'COPYpersonal')).toEqual(['copyPersonalAccessToken']);
    const { data } = await at.owner('{ methods(search: "createRole") { name kind description permission } }');
    expect(data.methods).toEqual([
      { name: 'createRole', kind: 'MUTATION', description: expect.stringContaining('role'), permission: 'CREATE_ROLE' },
    ]);
  });

  test('methods marks the root fields that no token may call', async () => {
    const { data } = await at.owner('{ methods { name personal } }');
    const personal = data.methods.filter((method: { personal: boolean }) => method.personal);
    const names = personal.map(({ name }: { name: string }) => name);
    expect(names).toEqual(expect.arrayContaining(['createPersonalAccessToken', 'updateMe', 'confirmPassword']));
    expect(names).not.toEqual(expect.arrayContaining(['users']));
  });

  test('both require only a signed-in caller', async () => {
    const { ask } = await at.as.having();
    for (const query of ['{ permissions { name } }', '{ methods { name } }']) {
      expect((await ask(query)).errors).toBeUndefined();
      expect(refusal(await at.as.nobody.ask(query)).code).toBe('UNAUTHENTICATED');
    }
  });
});
