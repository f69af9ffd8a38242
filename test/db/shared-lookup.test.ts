/** Lookups of one turn of the event loop share a statement; nothing is kept between turns. */
import { describe, expect, test } from '@jest/globals';
import type { Db } from '../../src/db/database.ts';
import { filledUp, sharedLookup } from '../../src/db/shared-lookup.ts';

const db = {} as Db;

/** Rows by key that a test changes, and the keys of each statement that was sent. */
function table(rows: Record<string, string>) {
  const statements: string[][] = [];
  const lookup = sharedLookup(async (_db, keys) => {
    statements.push([...keys]);
    if (keys.includes('broken')) throw new Error('The statement failed.');
    return keys.map((key) => rows[key] ?? null);
  });
  return { rows, statements, find: (key: string) => lookup(db, key) };
}

describe('shared lookups', () => {
  test('each caller of one turn gets its own row, from one statement', async () => {
    const { find, statements } = table({ a: 'A', b: 'B' });
    expect(await Promise.all([find('a'), find('none'), find('b'), find('a')])).toEqual(['A', null, 'B', 'A']);
    expect(statements).toHaveLength(1);
  });

  test('a row that changed after the lookup was asked for, but before its statement, is read as it is then', async () => {
    const { find, rows } = table({ a: 'A' });
    const found = find('a');
    delete rows.a;
    expect(await found).toBeNull();
  });

  test('a lookup that is asked for while a statement runs has a statement of its own', async () => {
    const rows: Record<string, string> = { a: 'A' };
    let end: () => void = () => undefined;
    let sent = 0;
    const lookup = sharedLookup(async (_db, keys) => {
      const found = keys.map((key) => rows[key] ?? null);
      sent++;
      if (sent === 1)
        await new Promise<void>((resolve) => {
          end = resolve;
        });
      return found;
    });
    const before = lookup(db, 'a');
    while (sent === 0) await new Promise(setImmediate);
    delete rows.a;
    expect(await lookup(db, 'a')).toBeNull();
    end();
    expect(await before).toBe('A');
    expect(sent).toBe(2);
  });

  test('the answer to a lookup is not kept', async () => {
    const { find, rows, statements } = table({ a: 'A' });
    expect(await find('a')).toBe('A');
    delete rows.a;
    expect(await find('a')).toBeNull();
    expect(statements).toEqual([['a'], ['a']]);
  });

  test('a failing statement fails the lookups that share it and no others', async () => {
    const { find, statements } = table({ a: 'A', b: 'B' });
    const failed = await Promise.allSettled([find('a'), find('broken')]);
    expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    const many = Array.from({ length: 32 }, (_, place) => (place === 3 ? 'broken' : `key ${place}`));
    const settled = await Promise.allSettled([...many, 'b'].map(find));
    expect(settled.filter(({ status }) => status === 'rejected')).toHaveLength(32);
    expect(settled.at(-1)).toEqual({ status: 'fulfilled', value: 'B' });
    expect(statements.map(({ length }) => length)).toEqual([2, 32, 1]);
  });
});

test('keys are filled up with the last to a number for which a statement is prepared', () => {
  const keys = (count: number) => Array.from({ length: count }, (_, place) => String(place));
  expect(filledUp(keys(3))).toEqual(['0', '1', '2', '2']);
  expect([1, 2, 5, 9, 17, 32].map((count) => filledUp(keys(count)).length)).toEqual([1, 2, 8, 16, 32, 32]);
});
