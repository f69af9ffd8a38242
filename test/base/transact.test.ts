/** Transactions: all or nothing, repeated after a deadlock or serialization failure, and one after the other under a lock key. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { roles } from '../../schema/roles.ts';
import type { DomainError } from '../../src/domain/base/errors.ts';
import { unique } from '../../src/domain/base/transact.ts';
import { transactAsSystem } from '../../src/domain/base/transaction.ts';
import { kinds, type Latchkey, startLatchkey } from '../server.ts';

const role = (name: string) => ({ name, nameKey: name, appliedPermissions: [] });

describe.each(kinds)('on %s', (kind) => {
  let server: Latchkey;
  beforeAll(async () => {
    server = await startLatchkey(kind);
  });
  afterAll(() => server.stop());

  const namesLike = async (pattern: string) =>
    (await server.db.select({ name: roles.name }).from(roles).where(sql`name like ${pattern}`)).map(({ name }) => name);

  const raise = (code: string) => sql.raw(`do $$ begin raise exception 'lost' using errcode = '${code}'; end $$`);

  test.each(['40001', '40P01'])(
    'a transaction that fails with %s is retried, and the writes of the failed attempt are rolled back',
    async (code) => {
      let tries = 0;
      await transactAsSystem(server.db, async (tx) => {
        tries++;
        await tx.insert(roles).values(role(`again ${code}`));
        if (tries < 3) await tx.execute(raise(code));
      });
      expect(tries).toBe(3);
      expect(await namesLike(`again ${code}`)).toEqual([`again ${code}`]);
    },
  );

  test('a transaction that always fails is given up after four attempts, and writes nothing', async () => {
    let tries = 0;
    const losing = transactAsSystem(server.db, async (tx) => {
      tries++;
      await tx.insert(roles).values(role('loser'));
      await tx.execute(raise('40001'));
    });
    await expect(losing).rejects.toThrow();
    expect(tries).toBe(4);
    expect(await namesLike('loser')).toEqual([]);
  });

  test('a failure in a nested transaction retries the outer one, and never the nested one alone', async () => {
    let [outer, nested] = [0, 0];
    await transactAsSystem(server.db, async (tx) => {
      outer++;
      await tx.insert(roles).values(role('outer'));
      await transactAsSystem(tx, async (inner) => {
        nested++;
        await inner.insert(roles).values(role('nested'));
        if (nested < 3) await inner.execute(raise('40001'));
      });
    });
    expect([outer, nested]).toEqual([3, 3]);
    expect(await namesLike('outer')).toEqual(['outer']);
    expect(await namesLike('nested')).toEqual(['nested']);
  });

  test.each([
    ['a bug in the program', async () => Promise.reject(new TypeError('x is not a function'))],
    ['another database error', async (tx: Latchkey['db']) => tx.execute(raise('22012'))],
  ])('%s is not retried, and its writes are rolled back', async (_, fail) => {
    let tries = 0;
    const failing = transactAsSystem(server.db, async (tx) => {
      tries++;
      await tx.insert(roles).values(role('failed'));
      await fail(tx);
    });
    await expect(failing).rejects.toThrow();
    expect(tries).toBe(1);
    expect(await namesLike('failed')).toEqual([]);
  });

  test('a violation of a named unique constraint is a CONFLICT on its field, and any other error is unchanged', async () => {
    await server.db.insert(roles).values(role('taken'));
    const clash = () =>
      server.db
        .insert(roles)
        .values(role('taken'))
        .then(() => 'written');
    const error: DomainError = await unique(clash(), { roles_nameKey_unique: 'name' }).catch((error) => error);
    expect([error.code, error.fields]).toEqual(['CONFLICT', { name: '`name` is taken.' }]);
    await expect(unique(clash(), { another_constraint: 'name' })).rejects.not.toHaveProperty('fields');
    expect(await namesLike('taken')).toEqual(['taken']);
  });
});
