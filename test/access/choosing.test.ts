/** What helps to choose permissions: their names, nouns and levels, the templates, and the escalations of a selection. */
import { expect, test } from '@jest/globals';
import { builtInPermissions } from '../../src/domain/access/permissions.ts';
import { ask } from '../test-users.ts';
import { declare, freshName, made, world } from '../tokens/acts.ts';

const selected = '{ permissions { name title noun level group } }';
interface Info {
  name: string;
  title: string;
  noun: string;
  level: string;
  group: string;
}

const at = world('pglite');
const infos = async (): Promise<Info[]> => (await at.owner(selected)).data.permissions;

test('a permission is about the noun in its name, and only reads if its verb does', async () => {
  const found = new Map((await infos()).map((info) => [info.name, info]));
  expect(found.get('READ_USER')).toMatchObject({ title: 'Read users', noun: 'Users', level: 'READ' });
  expect(found.get('CREATE_USER')).toMatchObject({ title: 'Create users', noun: 'Users', level: 'WRITE' });
  expect(found.get('MANAGE_APIS')).toMatchObject({ title: 'Manage APIs', noun: 'APIs', level: 'WRITE' });
  const reading = [...found.values()].filter(({ level }) => level === 'READ').map(({ name }) => name);
  expect(reading.filter((name) => !name.startsWith('READ_'))).toEqual(['INTROSPECT_TOKEN', 'EVALUATE_ACCESS']);
  expect([...builtInPermissions.keys()].filter((name) => name.startsWith('READ_') && !reading.includes(name))).toEqual(
    [],
  );
});

test('no noun of the built-in permissions is in two groups, so that one choice is about all its permissions', async () => {
  const groups = new Map<string, Set<string>>();
  for (const { name, noun, group } of await infos())
    if (builtInPermissions.has(name as never)) groups.set(noun, (groups.get(noun) ?? new Set()).add(group));
  expect([...groups].filter(([, { size }]) => size > 1)).toEqual([]);
});

test('a custom permission has the noun of its name, and counts as writing unless its name begins with READ_', async () => {
  await declare(at, 'EXPORT_LEDGER_PAGE');
  await declare(at, 'READ_LEDGER_PAGE');
  const found = (await infos()).filter(({ noun }) => noun === 'Ledger page');
  expect(found.map(({ title, level }) => [title, level])).toEqual([
    ['Export ledger page', 'WRITE'],
    ['Read ledger page', 'READ'],
  ]);
});

test('templates have permissions of the catalog, and the one for a single document has none', async () => {
  const { data } = await at.owner('{ permission_templates { name title description permissions bound } }');
  const templates: { name: string; permissions: string[]; bound: boolean }[] = data.permission_templates;
  expect(templates.map(({ name }) => name)).toEqual([
    'CI',
    'DASHBOARD',
    'INVITATIONS',
    'READ_ONLY',
    'SCANNER',
    'SINGLE_DOCUMENT',
  ]);
  expect(templates.filter(({ bound }) => bound)).toMatchObject([{ name: 'SINGLE_DOCUMENT', permissions: [] }]);
  const readOnly = templates.find(({ name }) => name === 'READ_ONLY')?.permissions ?? [];
  expect(readOnly).toContain('READ_USER');
  expect(readOnly.filter((name) => !name.startsWith('READ_'))).toEqual([]);
});

test('each template can be given to a token as it is', async () => {
  const { data } = await at.owner('{ permission_templates { permissions bound } }');
  for (const { permissions, bound } of data.permission_templates) if (!bound) await made(at.owner, { permissions });
});

const escalations = async (permissions: string[], for_token = false, by = at.owner) =>
  by(
    'query ($permissions: [Permission!]!, $for_token: Boolean!) { escalations(permissions: $permissions, for_token: $for_token) { leads_to steps { actor method } } }',
    { permissions, for_token },
  );

test('a selection has the escalations of which the role warns afterwards', async () => {
  const numbers: number[] = [];
  for (const permissions of [
    ['READ_USER'],
    ['CREATE_USER', 'READ_USER'],
    ['CREATE_USER', 'READ_USER', 'CREATE_ROLE'],
  ]) {
    const before = (await escalations(permissions)).data.escalations;
    numbers.push(before.length);
    const { data } = await at.owner(
      'mutation ($input: CreateRoleMutationInput) { createRole(input: $input) { warnings } }',
      { input: { name: freshName('role'), applied_permissions: permissions } },
    );
    const through = before.map(({ steps }: { steps: { method: string }[] }) => steps.map(({ method }) => method));
    expect(data.createRole.warnings).toEqual(
      through.map((methods: string[]) => expect.stringContaining(`through ${methods.join(', ')}.`)),
    );
  }
  expect(numbers).toEqual([0, 2, 2]);
});

test('for a token the actor is the token, and creating users leads it to what only people may do', async () => {
  const { data } = await escalations(['CREATE_USER', 'READ_USER'], true);
  expect(data.escalations.map((one: { leads_to: string }) => one.leads_to)).toContain('PERSON');
  for (const { steps } of data.escalations) expect(steps[0].actor).toBe('TOKEN');
  expect((await escalations(['READ_USER'], true)).data.escalations).toEqual([]);
});

test('anybody who is signed in may ask, and nobody else', async () => {
  const nobody = await at.as.having();
  expect((await escalations(['CREATE_USER'], false, nobody.ask)).errors).toBeUndefined();
  for (const field of ['permission_templates { name }', 'escalations(permissions: [READ_USER]) { leads_to }'])
    expect((await ask(at.server, {}, `{ ${field} }`)).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
});

test('an unknown permission is refused', async () => {
  expect((await escalations(['READ_NOTHING'])).errors?.[0]?.extensions.code).toBe('INVALID_INPUT');
});
