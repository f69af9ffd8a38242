/** The contents of tables and of the log, to compare before and after a call. */

import { expect } from '@jest/globals';
import { sql } from 'drizzle-orm';
import type { Latchkey } from '../server.ts';
import type { Answer } from '../test-users.ts';

const tables = [
  'users',
  'roles',
  'logs',
  'notes',
  'personal_access_tokens',
  'sessions',
  'password_links',
  'pending_sign_ins',
  'authentication_factors',
  'provider_identities',
  'recovery_codes',
  'mfa_settings',
  'access_requests',
  'password_policies',
  'application_firewall_rules',
  'permission_sets',
  'custom_permissions',
];

const guesses = 'A confirmation was refused|Failed sign-ins have locked';

/**
 * A text that differs after any row was added, deleted or changed. That a session or token was used is no change, nor is the
 * log entry of a refused confirmation or of a lockout.
 */
export async function contents({ db }: Latchkey): Promise<string> {
  const facts = tables.map(
    (name) =>
      `(select count(*) || ' ${name} ' || md5(coalesce(string_agg((to_jsonb(row) - '{last_seen_at,last_used_at}'::text[])::text, ' ' order by id), '')) from ${name} row${name === 'logs' ? ` where message !~ '^(${guesses})'` : ''})`,
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

/** The newest entries of the log, newest first, with their values parsed. */
export async function lastEntries({ db }: Latchkey, count = 1): Promise<Entry[]> {
  const columns = 'type, loggable_type, loggable_id, message, previous, current, user_id, credential, credential_id';
  const query = sql.raw(`select ${columns} from logs order by id desc limit ${count}`);
  const { rows } = (await db.execute(query)) as unknown as { rows: (Entry & { previous: string; current: string })[] };
  return rows.map((row) => ({ ...row, previous: JSON.parse(row.previous), current: JSON.parse(row.current) }));
}

/** The whole log as one text, to search it for what it must not contain. */
export async function wholeLog({ db }: Latchkey): Promise<string> {
  const { rows } = (await db.execute(sql`select string_agg(row::text, ' ') as log from logs row`)) as unknown as {
    rows: { log: string }[];
  };
  return rows[0]?.log ?? '';
}

/** Expects this error and that no row changed; returns the first error. */
export async function expectRefusal(server: Latchkey, code: string, ask: () => Promise<Answer>) {
  const before = await contents(server);
  const { data, errors } = await ask();
  expect(errors?.[0]?.extensions.code).toBe(code);
  expect(Object.values(data ?? {}).filter((answer) => answer !== null)).toEqual([]);
  expect(await contents(server)).toBe(before);
  return errors?.[0] as NonNullable<Answer['errors']>[number];
}
