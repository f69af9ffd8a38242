/** Filters through many relations: what a list accepts, and that their cost does not explode. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { projectGrants, projects } from '../../schema/projects.ts';
import { kinds, type Latchkey, startLatchkey } from '../server.ts';
import { type Person, people } from '../test-users.ts';
import { addSample, idsOf, usersOf } from './sample.ts';

const toUsers = 'role.users.role.users.role.users';

describe.each(kinds)('on %s', (kind) => {
  let server: Latchkey;
  let reader: Person;
  beforeAll(async () => {
    // If the planning time grew exponentially with the steps, a statement with 30 of them would not end within that time.
    server = await startLatchkey(kind, {}, { limits: { statementMs: 5_000 } });
    reader = await people(server).having('READ_USER', 'READ_ROLE', 'ADMINISTER_PROJECT');
    await addSample(server);
  });
  afterAll(() => server.stop());

  const named = (name: string) => [
    { string_fields: [{ attribute: 'name', search_value: name, match: true, partial_matching: true }] },
  ];
  const filters = (count: number, relation: string, more: object = {}) =>
    Array.from({ length: count }, () => ({ relation, group: 'all', ...more }));

  const filtered = async (reverse_relation_filters: object[], root = 'users', by = reader) => {
    const document = `query ($filters: [ReverseRelationFilter]) { ${root}(reverse_relation_filters: $filters) { entities { id } } }`;
    return by.ask(document, { filters: reverse_relation_filters });
  };
  /** How many steps of the last list PostgreSQL does not join with others: `is true` keeps it from that. */
  const plannedAlone = () => {
    const [steps, alone] = [/ in \(select distinct /g, /\)\) is true/g].map((text) =>
      server.statements.join().match(text),
    );
    expect(steps).toHaveLength(alone?.length ?? 0);
    return alone?.length;
  };
  const idsIn = async (reverse_relation_filters: object[]) => {
    const { data, errors } = await filtered(reverse_relation_filters);
    expect(errors).toBeUndefined();
    return data.users.entities.map(({ id }: { id: string }) => id);
  };

  test('a list with 30 steps finds what a single filter finds', async () => {
    const withRole = idsOf((await usersOf(server)).filter((user) => user.role_id !== null));
    expect(await idsIn(filters(5, toUsers))).toEqual(withRole);
    expect(await idsIn(filters(30, 'role'))).toEqual(withRole);
    const members = await idsIn(filters(1, 'role', { search: named('Support') }));
    expect(members.length).toBeGreaterThan(0);
    expect(await idsIn(filters(5, toUsers, { search: named('Ada') }))).toEqual(
      await idsIn(filters(1, 'role.users', { search: named('Ada') })),
    );
    expect(await idsIn(filters(30, 'role', { search: named('Support') }))).toEqual(members);
    const others = (await usersOf(server)).filter((user) => !members.includes(user.id));
    expect(await idsIn(filters(30, 'role', { search: named('Support'), is_empty: true }))).toEqual(idsOf(others));
  });

  test('30 relations that must exist are planned one by one', async () => {
    const withRole = idsOf((await usersOf(server)).filter((user) => user.role_id !== null));
    server.statements.length = 0;
    const many = Array(30).fill('"role"').join(' ');
    const { data } = await reader.ask(`{ users(search: { exists: [${many}] }) { entities { id } } }`);
    expect(data.users.entities.map(({ id }: { id: string }) => id)).toEqual(withRole);
    expect(plannedAlone()).toBe(30);
  });

  test('a caller who sees single projects gets an answer to 30 steps in the time of a statement', async () => {
    const { db } = server;
    const administrator = await people(server).having();
    const rows = ['a', 'b'].map((key) => ({ key, name: key }));
    const [project] = await db.insert(projects).values(rows).returning();
    const projectId = project?.id as string;
    await db.insert(projectGrants).values({ projectId, permission: 'ADMINISTER_PROJECT', userId: administrator.id });
    const search = [{ string_fields: [{ attribute: 'name', search_value: 'a', match: true }] }];
    const all = filters(5, 'grants.project.grants.project.grants.project', { search });
    server.statements.length = 0;
    const { data, errors } = await filtered(all, 'projects', administrator);
    expect(plannedAlone()).toBe(30);
    expect(errors).toBeUndefined();
    expect(data.projects.entities).toEqual([{ id: projectId }]);
  }, 8_000);

  test('31 steps are refused, wherever they are', async () => {
    const rule = 'follows too many relations: a list may take at most 30 steps.';
    const refused = async (list: string, field: string) => {
      const { data, errors } = await reader.ask(`{ users(${list}) { entities { id } } }`);
      expect(data).toBeNull();
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT', fields: { [field]: rule } });
    };
    const many = (count: number, text: string) => `[${Array(count).fill(text).join(' ')}]`;
    const paths = many(5, `{ relation: "${toUsers}" }`);
    await refused(`reverse_relation_filters: ${many(31, '{ relation: "role" }')}`, 'reverse_relation_filters.relation');
    await refused(`search: { exists: ${many(31, '"role"')} }`, 'search.exists');
    await refused(
      `search: { reverse_relation_filters: ${paths} }, reverse_relation_filters: { relation: "role" }`,
      'reverse_relation_filters.relation',
    );
    await refused(
      `reverse_relation_filters: { relation: "role", search: { reverse_relation_filters: ${many(30, '{ relation: "users" }')} } }`,
      'reverse_relation_filters.relation',
    );
    await refused(
      `reverse_relation_filters: ${paths}, general_search: "a", general_search_mode: ROOT_PLUS_RELATIONS`,
      'general_search',
    );
  });
});
