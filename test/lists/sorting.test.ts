/** Sorting: by the first sorter first, and rows that are equal by id. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { userList } from '../../src/domain/nouns/users.ts';
import { kinds, type Latchkey, startLatchkey } from '../server.ts';
import { type Person, people } from '../test-users.ts';
import { inOrder } from './model.ts';
import { addSample, ids, idsOf, type UserFacts, usersOf } from './sample.ts';

const query = 'query ($sorter: [Sorter]) { users(sorter: $sorter) { entities { id } } }';

describe.each(kinds)('on %s', (kind) => {
  let server: Latchkey;
  let reader: Person;
  let everyone: UserFacts[];
  beforeAll(async () => {
    server = await startLatchkey(kind);
    reader = await people(server).having('READ_USER', 'READ_ROLE');
    await addSample(server);
    everyone = await usersOf(server);
  });
  afterAll(() => server.stop());

  const sorted = async (...sorter: (object | null)[]) => {
    const { data, errors } = await reader.ask(query, { sorter });
    expect(errors).toBeUndefined();
    return ids(data.users);
  };

  test('without a sorter rows are sorted by id', async () => {
    expect(await sorted()).toEqual(idsOf(everyone));
  });

  test.each(Object.keys(userList.columns) as (keyof UserFacts)[])(
    'by %s, ascending and descending',
    async (attribute) => {
      const up = [{ attribute, direction: 'ASC' as const }];
      const down = [{ attribute, direction: 'DESC' as const }];
      expect(await sorted(...up)).toEqual(idsOf(inOrder(everyone, up)));
      expect(await sorted(...down)).toEqual(idsOf(inOrder(everyone, down)));
    },
  );

  test('the second sorter sorts the rows that are equal for the first', async () => {
    const sorters = [
      { attribute: 'enabled' as const, direction: 'DESC' as const },
      { attribute: 'created_at' as const, direction: 'DESC' as const },
    ];
    expect(await sorted(...sorters)).toEqual(idsOf(inOrder(everyone, sorters)));
    expect(await sorted(...sorters.toReversed())).toEqual(idsOf(inOrder(everyone, sorters.toReversed())));
  });

  test('equal rows are sorted by id ascending in either direction, so that their pages do not overlap', async () => {
    const paged = await Promise.all(
      [1, 2, 3, 4].map((page) =>
        reader.ask(
          `{ users(sorter: { attribute: "is_sonar_staff", direction: DESC }, paginator: { page: ${page}, records_per_page: 9 }) { entities { id } } }`,
        ),
      ),
    );
    expect(paged.flatMap(({ data }) => ids(data.users))).toEqual(idsOf(everyone));
  });

  test('mobile_number is sorted numerically', async () => {
    const { data } = await reader.ask(
      '{ users(sorter: { attribute: "mobile_number", direction: ASC }, search: { exists: "mobile_number" }) { entities { mobile_number } } }',
    );
    const numbers = data.users.entities.map((user: { mobile_number: string }) => Number(user.mobile_number));
    expect(numbers).toEqual(numbers.toSorted((one: number, other: number) => one - other));
  });

  test('null in the list of sorters is ignored', async () => {
    expect(await sorted(null, { attribute: 'id', direction: 'DESC' })).toEqual(idsOf(everyone).toReversed());
  });

  test('an unknown attribute or a relation is refused, and the error lists the known attributes', async () => {
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
