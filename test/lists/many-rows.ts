/** Fills every table of the lists with the same number of rows, by statements, and lets PostgreSQL take them for more. */
import { sql } from 'drizzle-orm';
import type { Db } from '../../src/db/database.ts';

/** The tables of the lists, and what is inserted for the number `n`; `:user` is the id of a user. */
const rows: Record<string, [columns: string, values: string]> = {
  roles: ['name, name_key, applied_permissions', `'Role ' || n, 'many ' || n, array['READ_USER']`],
  users: [
    'name, public_name, username, username_key, email_address, email_address_key, role_id, created_at',
    `'User Number ' || n, 'User ' || n, 'many' || n, 'many' || n, 'many' || n || '@example.com', 'many' || n || '@example.com',
      (select min(id) from roles) + n % 100, now() - n * interval '1 minute'`,
  ],
  personal_access_tokens: [
    'user_id, name, name_key, secret_hash, start, last_four, created_at, expires_at',
    `:user, 'Token of service ' || n, 'token of service ' || n, sha256(('many ' || n)::bytea), 'lku_' || left(md5(n::text), 4),
      right(md5(n::text), 4), now() - n * interval '1 minute', case when n % 3 = 0 then now() + n * interval '1 minute' end`,
  ],
  // Every fifth token was never used.
  token_uses: [
    'token_id, last_used_at, last_used_ip',
    `(select min(id) from personal_access_tokens where name_key like 'token of service %') + n - 1 - (n % 5 = 0)::int, now(), '10.0.0.1'`,
  ],
  logs: [
    'level, type, message, loggable_type, loggable_id, logged_entity_type, logged_entity_id, current, user_id, credential',
    `'INFO', 'UPDATED', 'Change ' || n, 'User', :user, 'User', :user, '{}', :user, 'system'`,
  ],
  access_logs: [
    'accessloggable_type, accessloggable_id, entity_name, user_id',
    `'User', :user, 'User Number ' || n, :user`,
  ],
  notes: ['message, priority, noteable_type, noteable_id, user_id', `'Note ' || n, 'NORMAL', 'User', :user, :user`],
  projects: ['key, name', `'project-' || n, 'Project ' || n`],
  project_grants: [
    'project_id, permission, user_id',
    `(select min(id) from projects) + n % :count, 'ADMINISTER_PROJECT', :user`,
  ],
  analyses: [
    'project_id, revision, branch, measures, user_id',
    `(select min(id) from projects) + n % :count, md5(n::text), 'main', '[]', :user`,
  ],
  sessions: [
    'user_id, secret_hash, expires_at, ip',
    `:user, sha256(('many ' || n)::bytea), now() + interval '1 day', '10.0.0.1'`,
  ],
  personal_access_token_operations: [
    'token_id, hash',
    `(select min(id) from personal_access_tokens where name_key like 'token of service %') + n - 1, md5(n::text)`,
  ],
  usage: ['token_id, user_id, day, kind, name, uses', `n, :user, current_date, 'PERMISSION', 'READ_USER', 1`],
  access_requests: ['user_id, permissions', `:user, array['READ_USER']`],
};

/** What may have a million rows. */
const largeTables = Object.keys(rows);

export async function fillLists(db: Db, count: number): Promise<void> {
  for (const [table, [columns, values]] of Object.entries(rows)) {
    const user = `(select min(id) from users) + n % ${count}`;
    const filled = values.replaceAll(':user', user).replaceAll(':count', String(count));
    await db.execute(
      sql.raw(
        `insert into ${table} (${columns}) select ${filled} from generate_series(1, ${count}) as n on conflict do nothing`,
      ),
    );
  }
}

/** The large tables, and in place of those that are divided into partitions the partitions that have rows. */
export async function largeRelations(db: Db): Promise<string[]> {
  const { rows } = (await db.execute(sql`
    select relname as name from unnest(${sql.param(largeTables)}::text[]) as large join pg_class part on part.oid = large::regclass
      or part.oid in (select inhrelid from pg_inherits where inhparent = large::regclass)
      where part.relkind = 'r' and pg_relation_size(part.oid) > 0`)) as unknown as {
    rows: { name: string }[];
  };
  return rows.map(({ name }) => name);
}

/** PostgreSQL multiplies the rows of each page of the file, so it takes each table to have this number of rows. */
export async function pretendRows(db: Db, count: number): Promise<void> {
  const names = await largeRelations(db);
  for (const name of names) await db.execute(sql.raw(`alter table ${name} set (autovacuum_enabled = off)`));
  await db.execute(sql`update pg_class set reltuples = ${count}::real, relpages = greatest(1, pg_relation_size(oid) / 8192)
    where relname = any(${sql.param(names)}::text[])`);
}
