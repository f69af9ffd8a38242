/** Sorting: the first sorter counts most, and equal rows stay in the order of their ids. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { userList } from '../../src/domain/nouns/users.ts';
import { type Person, people } from '../people.ts';
import { kinds, type Latchkey, startLatchkey } from '../server.ts';
import { inOrder } from './model.ts';
import { ids, idsOf, settle, type UserFacts, usersOf } from './village.ts';

const query = 'query ($sorter: [Sorter]) { users(sorter: $sorter) { entities { id } } }';

describe.each(kinds)('on %s', (kind) => {
  let server: Latchkey;
  let reader: Person;
  let everyone: UserFacts[];
  beforeAll(async () => {
    server = await startLatchkey(kind);
    reader = await people(server).having('READ_USER', 'READ_ROLE');
    await settle(server);
    everyone = await usersOf(server);
  });
  afterAll(() => server.stop());

  const sorted = async (...sorter: (object | null)[]) => {
    const { data, errors } = await reader.ask(query, { sorter });
    expect(errors).toBeUndefined();
    return ids(data.users);
  };

  test('without a sorter rows come in the order of their ids', async () => {
    expect(await sorted()).toEqual(idsOf(everyone));
  });

  test.each(Object.keys(userList.columns) as (keyof UserFacts)[])('by %s, up and down', async (attribute) => {
    const up = [{ attribute, direction: 'ASC' as const }];
    const down = [{ attribute, direction: 'DESC' as const }];
    expect(await sorted(...up)).toEqual(idsOf(inOrder(everyone, up)));
    expect(await sorted(...down)).toEqual(idsOf(inOrder(everyone, down)));
  });

  test('a second sorter decides where the first finds rows equal', async () => {
    const sorters = [
      { attribute: 'enabled' as const, direction: 'DESC' as const },
      { attribute: 'created_at' as const, direction: 'DESC' as const },
    ];
    expect(await sorted(...sorters)).toEqual(idsOf(inOrder(everyone, sorters)));
    expect(await sorted(...sorters.toReversed())).toEqual(idsOf(inOrder(everyone, sorters.toReversed())));
  });

  test('equal rows come by id whichever the direction, and pages of them do not overlap', async () => {
    const paged = await Promise.all(
      [1, 2, 3, 4].map((page) =>
        reader.ask(
          `{ users(sorter: { attribute: "is_sonar_staff", direction: DESC }, paginator: { page: ${page}, records_per_page: 9 }) { entities { id } } }`,
        ),
      ),
    );
    expect(paged.flatMap(({ data }) => ids(data.users))).toEqual(idsOf(everyone));
  });

  test('numbers are sorted as numbers', async () => {
    const { data } = await reader.ask(
      '{ users(sorter: { attribute: "mobile_number", direction: ASC }, search: { exists: "mobile_number" }) { entities { mobile_number } } }',
    );
    const numbers = data.users.entities.map((user: { mobile_number: string }) => Number(user.mobile_number));
    expect(numbers).toEqual(numbers.toSorted((one: number, other: number) => one - other));
  });

  test('nulls in the list of sorters are passed over', async () => {
    expect(await sorted(null, { attribute: 'id', direction: 'DESC' })).toEqual(idsOf(everyone).toReversed());
  });

  test('an unknown attribute is refused with the known ones, a relation too', async () => {
    for (const [root, attribute] of [
      ['users', 'nom'],
      ['users', 'role'],
      ['users', 'password_hash'],
      ['roles', 'users'],
    ]) {
      const { errors } = await reader.ask(
        `{ ${root}(sorter: { attribute: "${attribute}", direction: ASC }) { entities { id } } }`,
      );
      expect(errors?.[0]?.extensions.code).toBe('INVALID_INPUT');
      expect(errors?.[0]?.message).toMatch(/Known: id, sonar_unique_id, created_at, .*\bname\b/);
      expect(errors?.[0]?.message).not.toMatch(/password_hash|passwordHash/);
    }
  });
});
