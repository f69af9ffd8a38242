/** Types that require a permission: every path to one gives the same error, and a mutation is refused before it writes. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { getNamedType, isObjectType } from 'graphql';
import { accessLogs } from '../../schema/access-logs.ts';
import { accessRequests } from '../../schema/access-requests.ts';
import { apiOperations, apis } from '../../schema/apis.ts';
import { applicationFirewallRules } from '../../schema/application-firewall.ts';
import { authenticationFactors } from '../../schema/factors.ts';
import { notes } from '../../schema/notes.ts';
import { projectGrants } from '../../schema/projects.ts';
import { users } from '../../schema/users.ts';
import { webhooks } from '../../schema/webhooks.ts';
import { everyPermission, type Permission } from '../../src/domain/access/permissions.ts';
import { schema } from '../../src/graphql/schema.ts';
import { kinds, type Latchkey, startLatchkey } from '../server.ts';
import { type Person, people } from '../test-users.ts';
import { accessOf, called, type Field, least, roots, ways } from './calls.ts';
import { contents, expectRefusal } from './writing.ts';

const permissionOf = (one: Parameters<typeof accessOf>[0]): Permission | undefined => {
  const access = accessOf(one);
  return access && 'permission' in access ? access.permission : undefined;
};

/** The permission of the type that a field returns, directly or as a list. */
function guardOf(field: Field): Permission | undefined {
  const type = getNamedType(field.type);
  if (!isObjectType(type)) return undefined;
  const listed = type.name.endsWith('Connection') ? getNamedType(type.getFields().entities?.type as never) : type;
  return permissionOf(listed as typeof type);
}

const guards = new Set(
  Object.values(schema.getTypeMap()).flatMap((type) => (isObjectType(type) ? (permissionOf(type) ?? []) : [])),
);

/** Root fields that are about one user. */
const aboutUser: Record<string, string> = { departure_report: 'departure_report(user_id: 1)' };

const mutations = new Set(roots.filter(({ operation }) => operation === 'mutation').map(({ field }) => field));

test('a field whose type requires a permission declares the same permission', () => {
  const leading = ways(
    (field) => guardOf(field) !== undefined,
    () => false,
  );
  const entries = leading.filter(({ path }) => path.at(-1) !== 'entities');
  expect(entries.length).toBeGreaterThan(10);
  for (const { path, field } of entries)
    expect([path.join('.'), permissionOf(field) ?? '']).toEqual([path.join('.'), guardOf(field)]);
});

describe.each(kinds)('on %s', (kind) => {
  let server: Latchkey;
  let as: ReturnType<typeof people>;
  beforeAll(async () => {
    server = await startLatchkey(kind);
    as = people(server);
  });
  afterAll(() => server.stop());

  /** A user with every permission but one, and a row of every kind for that user to read. */
  async function lacking(permission: Permission): Promise<Person> {
    const person = await as.having(...[...everyPermission].filter((other) => other !== permission));
    const owner = await as.owner();
    const name = `All but ${permission}`;
    const key = permission.toLowerCase();
    const { errors } = await owner.ask(
      `mutation ($name: String!, $key: String!) {
        createRole(input: { name: $name, applied_permissions: [] }) { id }
        createProject(input: { key: $key, name: $name }) { id }
        submitAnalysis(input: { project_key: $key, branch: "main", revision: "1", measures: [] }) { id } }`,
      { name, key },
    );
    expect(errors).toBeUndefined();
    const [user] = await server.db.select().from(users).where(eq(users.id, person.id));
    const grant = { projectId: '1', permission: 'EXECUTE_ANALYSIS', roleId: user?.roleId };
    const rule = { subnet: '10.0.0.0/8', description: 'inside' };
    await server.db.insert(applicationFirewallRules).values(rule).onConflictDoNothing();
    const webhook = { url: 'https://example.com/', eventTypes: ['token.created'], sealedSecret: Buffer.alloc(0) };
    await server.db.insert(webhooks).values(webhook);
    const [api] = await server.db.insert(apis).values({ name: key, document: '{}' }).returning();
    await server.db.insert(apiOperations).values({ apiId: api?.id as string, method: 'GET', path: '/', requires: '' });
    const ofUser = { projectId: '1', permission: 'EXECUTE_ANALYSIS', userId: '1' };
    await server.db.insert(projectGrants).values([grant, ofUser]).onConflictDoNothing();
    for (const type of ['Role', 'User', 'PersonalAccessToken', 'ApplicationFirewallRule']) {
      const look = { accessloggableType: type, accessloggableId: '1', userId: person.id };
      const note = { noteableType: type, noteableId: '1', message: 'A note', priority: 'NORMAL' };
      await server.db.insert(accessLogs).values(look);
      await server.db.insert(notes).values({ ...note, userId: person.id });
    }
    await server.db.insert(authenticationFactors).values({ userId: person.id, type: 'TOTP' });
    const request = { userId: person.id, permissions: [permission], decidedByUserId: person.id, state: 'DECLINED' };
    await server.db.insert(accessRequests).values(request);
    return person;
  }

  test.each([...guards])(
    'without %s every path to a type that requires it gives the same error',
    async (permission) => {
      const person = await lacking(permission);
      const closed = (one: Parameters<typeof accessOf>[0]) => permissionOf(one) === permission;
      const found = ways((field) => guardOf(field) === permission, closed);
      expect(found.length).toBeGreaterThan(0);
      const refusals = await Promise.all(
        found.map(async ({ path, field }) => {
          const inner = `${called(field)} ${least(getNamedType(field.type))}`;
          const document = path
            .slice(0, -1)
            .reduceRight((below, step, at) => `${(at === 0 && aboutUser[step]) || step} { ${below} }`, inner);
          const { errors } = await person.ask(`{ ${document} }`);
          return [path.join('.'), errors?.[0]?.message, errors?.[0]?.extensions];
        }),
      );
      const refused = expect.objectContaining({ code: 'FORBIDDEN', missing_permissions: [permission] });
      expect(refusals).toEqual(found.map(({ path }) => [path.join('.'), `This requires ${permission}.`, refused]));
    },
  );

  const input = '(input: { name: "Made in vain", applied_permissions: [] })';
  const user =
    '(input: { name: "Ada", username: "in-vain", public_name: "Ada", email_address: "in-vain@example.com" })';

  describe.each([
    ['the row itself', 'READ_ROLE', `mutation { createRole${input} { id } }`],
    ['the row under an alias', 'READ_ROLE', `mutation { made: createRole${input} { number: id } }`],
    ['a related row', 'READ_ROLE', `mutation { createUser${user} { id role { name } } }`],
    ['a list of the row', 'READ_USER', `mutation { createRole${input} { id users { page_info { total_count } } } }`],
    [
      'a nested list',
      'READ_ALL_LOGS',
      `mutation { createRole${input} { users { entities { logs { entities { id } } } } } }`,
    ],
    ['a fragment', 'READ_ROLE', `mutation { createRole${input} { ...facts } } fragment facts on Role { id }`],
    [
      'a nested fragment',
      'READ_USER',
      `mutation { createRole${input} { ...a } } fragment a on Role { ...b } fragment b on Role { users { entities { id } } }`,
    ],
    ['an inline fragment', 'READ_ROLE', `mutation { createRole${input} { ... on Role { id } } }`],
    [
      'a field of an interface',
      'READ_USER',
      `mutation { createRole${input} { logs { entities { loggable { id } } } } }`,
    ],
    [
      'a fragment on an interface',
      'READ_USER',
      `mutation { createRole${input} { logs { entities { loggable { ... on User { name } } } } } }`,
    ],
    [
      'an included field',
      'READ_USER',
      `mutation ($yes: Boolean = true) { createRole${input} { id users @include(if: $yes) { entities { id } } } }`,
    ],
    [
      'a field that is not skipped',
      'READ_USER',
      `mutation { createRole${input} { id users @skip(if: false) { entities { id } } } }`,
    ],
  ] as const)('a mutation that selects %s which the caller may not read', (_, permission, mutation) => {
    test('is refused before anything is written', async () => {
      const person = await as.having(...[...everyPermission].filter((other) => other !== permission));
      const { extensions } = await expectRefusal(server, 'FORBIDDEN', () => person.ask(mutation));
      expect(extensions.missing_permissions).toEqual([permission]);
    });
  });

  test('a skipped field requires no permission', async () => {
    const person = await as.having('CREATE_ROLE', 'READ_ROLE');
    const skipping = `mutation ($no: Boolean!) { createRole${input.replace('in vain', 'all the same')} { id users @include(if: $no) { entities { id } } } }`;
    const before = await contents(server);
    const { data, errors } = await person.ask(skipping, { no: false });
    expect(errors).toBeUndefined();
    expect(data.createRole).toEqual({ id: expect.any(String) });
    expect(await contents(server)).not.toBe(before);
  });

  test('every mutation that returns a type with a permission is refused without that permission', async () => {
    const guarded = roots.filter(({ field }) => mutations.has(field) && guardOf(field));
    expect(guarded.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['createRole', 'createUser', 'updateRole', 'updateUser']),
    );
    for (const { field } of guarded) {
      const person = await as.having(...[...everyPermission].filter((other) => other !== guardOf(field)));
      const mutation = `mutation { ${called(field)} ${least(getNamedType(field.type))} }`;
      const { extensions } = await expectRefusal(server, 'FORBIDDEN', () => person.ask(mutation));
      expect(extensions.missing_permissions).toEqual([guardOf(field)]);
    }
  });
});
