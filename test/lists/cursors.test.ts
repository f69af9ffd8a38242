/** Pages after a cursor: together they are the whole sorted list, also while rows are inserted and deleted. */
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { inArray } from 'drizzle-orm';
import fc from 'fast-check';
import { personalAccessTokens } from '../../schema/tokens.ts';
import { users as usersTable } from '../../schema/users.ts';
import { roleList } from '../../src/domain/nouns/roles.ts';
import { userList } from '../../src/domain/nouns/users.ts';
import { kinds, type Latchkey, startLatchkey } from '../server.ts';
import { type Person, people } from '../test-users.ts';
import { type Attribute, found, inOrder, type Search, type Sorter } from './model.ts';
import { addSample, ids, idsOf, rolesOf, usersOf } from './sample.ts';

// Reading many pages takes long on a busy machine.
jest.setTimeout(240_000);

const attributes = Object.keys(userList.columns) as Attribute[];
const sorters = fc.array(
  fc.record({ attribute: fc.constantFrom(...attributes), direction: fc.constantFrom('ASC', 'DESC') }),
  { maxLength: 3 },
) as fc.Arbitrary<Sorter[]>;
const searches = fc.constantFrom<Search[]>(
  [],
  [{ string_fields: [{ attribute: 'name', search_value: 'a', match: true }] }],
  [{ unset_fields: ['mobile_number'] }, { boolean_fields: [{ attribute: 'enabled', search_value: false }] }],
);

describe.each(kinds)('on %s', (kind) => {
  let server: Latchkey;
  let reader: Person;
  beforeAll(async () => {
    server = await startLatchkey(kind);
    reader = await people(server).having('READ_USER', 'READ_ROLE');
    await addSample(server);
  });
  afterAll(() => server.stop());

  interface Asked {
    root?: string;
    records: number;
    sorter?: object[];
    search?: object[];
    /** Called after each page with the ids in it. */
    meanwhile?(page: string[]): Promise<void>;
    /** The first page is the one with number 1. */
    numbered?: boolean;
  }

  /** The ids of all pages. Each page but the last is full. */
  async function readAll({ root = 'users', records, sorter = [], search = [], meanwhile, numbered }: Asked) {
    const query = `query ($p: Paginator, $sorter: [Sorter], $search: [Search]) { ${root}(paginator: $p, sorter: $sorter, search: $search) {
      entities { id } page_info { end_cursor } } }`;
    const met: string[] = [];
    let p: object = numbered ? { page: 1, records_per_page: records } : { after: '', records_per_page: records };
    for (let pages = 0; pages < 200; pages++) {
      const { data, errors } = await reader.ask(query, { p, sorter, search });
      expect(errors).toBeUndefined();
      const page = ids(data[root]);
      met.push(...page);
      const { end_cursor } = data[root].page_info;
      if (end_cursor === null) return met;
      expect(page).toHaveLength(records);
      await meanwhile?.(page);
      p = { after: end_cursor, records_per_page: records };
    }
    throw new Error('The pages do not end.');
  }

  test('for any order, search and size the pages are the whole list, from page 1 or from the empty cursor', async () => {
    const everyone = await usersOf(server);
    const sizes = fc.integer({ min: 3, max: 40 });
    const likeTheModel = fc.asyncProperty(
      sorters,
      searches,
      sizes,
      fc.boolean(),
      async (sorter, search, records, numbered) => {
        const all = await readAll({ records, sorter, search, numbered });
        expect(all).toEqual(idsOf(inOrder(found(everyone, search), sorter)));
      },
    );
    const each = attributes.flatMap((attribute) =>
      (['ASC', 'DESC'] as const).map((direction): [Sorter[], Search[], number, boolean] => [
        [{ attribute, direction }],
        [],
        11,
        false,
      ]),
    );
    const repeated = Array.from({ length: 150 }, (_, place) => ({
      attribute: attributes[(place * 7) % attributes.length] as Attribute,
      direction: (['ASC', 'DESC'] as const)[place % 2] as 'ASC' | 'DESC',
    })).filter(({ attribute }) => attribute !== 'id');
    const examples = [...each, [repeated, [], 5, true] as (typeof each)[number]];
    await fc.assert(likeTheModel, { numRuns: 25 + examples.length, examples });
  });

  test('rows that stay are met exactly once while others are inserted and deleted between pages', async () => {
    const meeting = fc.asyncProperty(sorters, fc.integer({ min: 3, max: 9 }), async (sorter, records) => {
      const before = await usersOf(server);
      const met = await readAll({
        records,
        sorter,
        meanwhile: async (page) => {
          const rows = await server.db.select().from(usersTable).orderBy(usersTable.id);
          // The row of the cursor, and one that is not read yet or was read long ago.
          const gone = rows.filter(
            ({ id, username }) => username.startsWith('member-') && (id === page.at(-1) || Number(id) % 11 === 3),
          );
          const copies = gone.map(({ id, ...values }) => {
            const username = `member-${id}-again`;
            return { ...values, username, usernameKey: username, emailAddressKey: username };
          });
          if (gone.length === 0) return;
          await server.db.delete(usersTable).where(inArray(usersTable.id, idsOf(gone)));
          await server.db.insert(usersTable).values(copies);
        },
      });
      const after = new Set(idsOf(await usersOf(server)));
      const stayed = before.filter(({ id }) => after.has(id));
      const theirs = new Set(idsOf(stayed));
      expect(met.filter((id) => theirs.has(id))).toEqual(idsOf(inOrder(stayed, sorter)));
      expect(new Set(met).size).toBe(met.length);
    });
    await fc.assert(meeting, { numRuns: 15 });
  });

  test.each(Object.keys(roleList.columns))(
    'roles are paged in the order of %s, lists of values included',
    async (attribute) => {
      for (const direction of ['ASC', 'DESC']) {
        const sorter = [{ attribute, direction }];
        const { data } = await reader.ask('query ($sorter: [Sorter]) { roles(sorter: $sorter) { entities { id } } }', {
          sorter,
        });
        expect(await readAll({ root: 'roles', records: 2, sorter })).toEqual(ids(data.roles));
      }
      expect(await rolesOf(server)).toHaveLength(6);
    },
  );

  test('long texts are sorted by their first 255 characters, then by id', async () => {
    const texts = ['😀'.repeat(254), `${'ä'.repeat(255)}b`, `${'ä'.repeat(255)}a`, '', 'x'.repeat(50_000), 'x'];
    const [owned] = await server.db.select().from(personalAccessTokens).limit(1);
    const { id: _, ...values } = owned as typeof personalAccessTokens.$inferSelect;
    await server.db.insert(personalAccessTokens).values(
      texts.map((description, place) => ({
        ...values,
        ...{ description, name: `text ${place}`, nameKey: `text ${place}`, userId: reader.id },
        secretHash: Buffer.from(`text ${place}`),
      })),
    );
    const sorter = [{ attribute: 'description', direction: 'DESC' }];
    const { data } = await reader.ask(
      'query ($sorter: [Sorter]) { personal_access_tokens(sorter: $sorter) { entities { id name } } }',
      { sorter },
    );
    const names = data.personal_access_tokens.entities.map(({ name }: { name: string }) => name);
    expect(names.filter((name: string) => name === 'text 1' || name === 'text 2')).toEqual(['text 1', 'text 2']);
    expect(await readAll({ root: 'personal_access_tokens', records: 1, sorter })).toEqual(
      ids(data.personal_access_tokens),
    );
  });

  test('a nested list is paged for each parent, with a cursor of its own', async () => {
    const list = (p: string) => `users(sorter: { attribute: "name", direction: DESC }, paginator: ${p}) {
      entities { id name } page_info { end_cursor records_per_page } }`;
    const whole = await reader.ask(`{ roles { entities { id ${list('{ page: 1, records_per_page: 100 }')} } } }`);
    let cursors = 0;
    for (const role of whole.data.roles.entities) {
      const met: string[] = [];
      for (let after = ''; after !== null; cursors++) {
        const { data, errors } = await reader.ask(
          `query ($after: String) { roles(id: ${role.id}) { entities { ${list('{ after: $after, records_per_page: 2 }')} } } }`,
          { after },
        );
        expect(errors).toBeUndefined();
        const { users } = data.roles.entities[0];
        met.push(...ids(users));
        after = users.page_info.end_cursor;
      }
      expect(met).toEqual(ids(role.users));
    }
    expect(cursors).toBeGreaterThan(15);
    const first = `{ roles { entities { id ${list('{ after: "", records_per_page: 2 }')} } } }`;
    const firsts = (await reader.ask(first)).data.roles.entities;
    const [{ users }] = firsts.filter(
      (role: { users: { page_info: { end_cursor: string | null } } }) => role.users.page_info.end_cursor,
    );
    const { data } = await reader.ask(
      `query ($after: String) { roles { entities { id ${list('{ after: $after, records_per_page: 100 }')} } } }`,
      { after: users.page_info.end_cursor },
    );
    const { id: last } = users.entities.at(-1);
    const sorter: Sorter[] = [{ attribute: 'name', direction: 'DESC' }];
    const rest = inOrder(await usersOf(server), sorter);
    const beyond = rest.slice(rest.findIndex(({ id }) => id === last) + 1);
    for (const role of data.roles.entities)
      expect(ids(role.users)).toEqual(idsOf(beyond.filter(({ role_id }) => role_id === role.id)));
  });

  test('totals and aggregates are those of the whole list, and a relation to one row ignores the cursor', async () => {
    const [first, , third] = await usersOf(server);
    const { data } = await reader.ask(
      '{ users(paginator: { after: "", records_per_page: 3 }) { page_info { end_cursor } } }',
    );
    const rest = await reader.ask(
      `query ($after: String) { users(paginator: { after: $after, records_per_page: 3 }, aggregation: { field_name: "id", aggregation_function: MIN }) {
        entities { id role(paginator: { after: "", records_per_page: 1 }) { id } }
        page_info { total_count total_pages records_per_page } aggregations { value } } }`,
      { after: data.users.page_info.end_cursor },
    );
    const everyone = await usersOf(server);
    const { entities, page_info, aggregations } = rest.data.users;
    expect(Number(entities[0].id)).toBeGreaterThan(Number(third?.id));
    expect(entities.map(({ role }: { role: { id: string } | null }) => role?.id ?? null)).toEqual(
      everyone.slice(3, 6).map(({ role_id }) => role_id),
    );
    expect(page_info).toEqual({
      total_count: everyone.length,
      total_pages: Math.ceil(everyone.length / 3),
      records_per_page: 3,
    });
    expect(aggregations).toEqual([{ value: first?.id }]);
  });

  test('the last page and an empty list have no cursor', async () => {
    const end = async (args: string) => {
      const { data, errors } = await reader.ask(`{ users(${args}) { page_info { end_cursor } } }`);
      expect(errors).toBeUndefined();
      return data.users.page_info.end_cursor;
    };
    const { length } = await usersOf(server);
    expect(await end(`paginator: { page: 1, records_per_page: ${length - 1} }`)).toEqual(expect.any(String));
    expect(await end(`paginator: { page: 1, records_per_page: ${length} }`)).toBeNull();
    expect(await end(`paginator: { page: 9, records_per_page: ${length} }`)).toBeNull();
    expect(await end('paginator: { after: "", records_per_page: 10 }, name: "nobody at all"')).toBeNull();
    expect(await end(`id: ${reader.id}`)).toBeNull();
  });
});
