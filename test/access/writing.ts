/** Whether something was written: the contents of the tables that people change, to compare before and after. */

import { expect } from '@jest/globals';
import { sql } from 'drizzle-orm';
import type { Answer } from '../people.ts';
import type { Latchkey } from '../server.ts';

const tables = [
  'users',
  'roles',
  'logs',
  'notes',
  'personal_access_tokens',
  'sessions',
  'password_links',
  'access_requests',
];

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

export interface Entry {
  type: string;
  loggable_type: string;
  loggable_id: string;
  message: string;
  previous: object | null;
  current: object;
  user_id: string | null;
  credential: string;
  credential_id: string | null;
}

/** The newest entries of the log, the last one first, with what they hold read from JSON. */
export async function lastEntries({ db }: Latchkey, count = 1): Promise<Entry[]> {
  const columns = 'type, loggable_type, loggable_id, message, previous, current, user_id, credential, credential_id';
  const query = sql.raw(`select ${columns} from logs order by id desc limit ${count}`);
  const { rows } = (await db.execute(query)) as unknown as { rows: (Entry & { previous: string; current: string })[] };
  return rows.map((row) => ({ ...row, previous: JSON.parse(row.previous), current: JSON.parse(row.current) }));
}

/** The same as one text with everything in it, to look for what must not be. */
export async function wholeLog({ db }: Latchkey): Promise<string> {
  const { rows } = (await db.execute(sql`select string_agg(row::text, ' ') as log from logs row`)) as unknown as {
    rows: { log: string }[];
  };
  return rows[0]?.log ?? '';
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
