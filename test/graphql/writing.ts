/** Whether something was written: the contents of the tables that people change, to compare before and after. */
import { sql } from 'drizzle-orm';
import { expect } from '@jest/globals';
import type { Answer } from '../people.ts';
import type { Latchkey } from '../server.ts';

const tables = ['users', 'roles', 'logs', 'notes', 'personal_access_tokens', 'sessions', 'password_links'];

/** One text that differs when a row was added, removed or changed. */
export async function contents({ db }: Latchkey): Promise<string> {
  const facts = tables.map(
    (name) =>
      `(select count(*) || ' ${name} ' || md5(coalesce(string_agg(row::text, ' ' order by id), '')) from ${name} row)`,
  );
  const { rows } = (await db.execute(
    sql.raw(`select concat_ws(', ', ${facts.join(', ')}) as contents`),
  )) as unknown as {
    rows: { contents: string }[];
  };
  return rows[0]?.contents as string;
}

/** Expects a refusal of this kind that leaves every row as it was; gives its first error. */
export async function expectRefusal(server: Latchkey, code: string, ask: () => Promise<Answer>) {
  const before = await contents(server);
  const { data, errors } = await ask();
  expect(errors?.[0]?.extensions.code).toBe(code);
  expect(Object.values(data ?? {}).filter((answer) => answer !== null)).toEqual([]);
  expect(await contents(server)).toBe(before);
  return errors?.[0] as NonNullable<Answer['errors']>[number];
}
