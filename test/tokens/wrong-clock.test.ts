/**
 * A process whose clock is wrong: the clock of the database decides about ages, so it neither ends nor extends a token. PGlite
 * has only the clock of its process, so this is tested on PostgreSQL.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { type OpenDatabase, openPostgres } from '../../src/db/open.ts';
import { type Database, freshDatabase } from '../kit/postgres.ts';
import { wrongClock } from '../kit/wrong-clock.ts';
import { run, startProgram } from '../stories/program.ts';

const owner = { OWNER_USERNAME: 'ada', OWNER_EMAIL: 'ada@example.com', OWNER_PASSWORD: 'plum tractor seldom 47' };

let folder: string;
beforeAll(async () => {
  await promisify(execFile)(process.execPath, ['scripts/build.js']);
  folder = mkdtempSync(join(tmpdir(), 'latchkey-clock-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each([40, -40])('a process whose clock is %d days off', (days) => {
  let database: Database;
  let opened: OpenDatabase;
  let settings: Record<string, string>;
  beforeAll(async () => {
    database = await freshDatabase({ migrated: true });
    opened = openPostgres(database.url);
    settings = {
      ...owner,
      DATABASE_URL: database.url,
      DATA_DIR: folder,
      NODE_OPTIONS: `--import=${wrongClock(days)}`,
    };
  });
  afterAll(async () => {
    await opened.close();
    await database.drop();
  });
  beforeEach(() => opened.db.execute(sql`delete from personal_access_tokens`));

  const rows = async (query: ReturnType<typeof sql>) =>
    ((await opened.db.execute(query)) as unknown as { rows: Record<string, unknown>[] }).rows;

  async function signedIn(url: string) {
    const body = new URLSearchParams({ username: 'ada', password: owner.OWNER_PASSWORD });
    const response = await fetch(`${url}/sign-in`, { method: 'POST', body, redirect: 'manual' });
    const Cookie = (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    return (query: string, credential: Record<string, string> = { Cookie }) =>
      fetch(`${url}/api/graphql`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...credential },
        body: JSON.stringify({ query }),
      }).then((answer) => answer.json() as Promise<{ data: Record<string, { token: string }>; errors?: unknown }>);
  }

  test("a server with a wrong clock records uses with the database's time, applies the policy by it, and revokes no used token", async () => {
    const server = await startProgram(settings);
    const ask = await signedIn(server.url);
    const policy = await ask(
      'mutation { updateTokenPolicy(input: { maximum_token_lifetime_days: 30 }) { maximum_token_lifetime_days } }',
    );
    expect(policy.errors).toBeUndefined();
    const create = (day: number) =>
      ask(
        `mutation { createPersonalAccessToken(input: { name: "In use ${day}", expires_at: "${new Date(Date.now() + day * 86_400_000).toISOString()}" }) { token } }`,
      );
    expect((await create(31)).errors).toBeDefined();
    const made = await create(29);
    expect(made.errors).toBeUndefined();
    const { token } = made.data.createPersonalAccessToken ?? { token: '' };
    const used = await ask('{ users { entities { id } } }', { Authorization: `Bearer ${token}` });
    expect(used.errors).toBeUndefined();
    expect(await server.end()).toBe(0);
    const near = sql`between now() - interval '1 minute' and now()`;
    const written = sql`
      select token_uses.last_used_at ${near} as use, first_used_at ${near} as first,
        (select max(day) from usage) = (now() at time zone 'UTC')::date as day
      from token_uses join usage_addresses using (token_id)`;
    expect(await rows(written)).toEqual([{ use: true, first: true, day: true }]);
  });

  test('revokes no token that is in use, and deletes none too early', async () => {
    await rows(sql`update token_policies set revoke_unused_after_days = 30, warning_days = 7`);
    await rows(sql`insert into personal_access_tokens (user_id, type, name, name_key, secret_hash, start, last_four, revoked_at)
      select users.id, 'USER', made.name, made.name, decode(md5(made.name), 'hex'), 'lku_', 'last', gone
      from users, (values ('in use', null), ('gone', now() - interval '60 days')) as made(name, gone)`);
    for (const name of ['unused', 'purge', 'warn', 'expired']) {
      const job = run('cli.js', settings, ['run-job', name]);
      expect([await job.exit, job.output()]).toEqual([0, `${name}: 0 done.\n`]);
    }
    expect(await rows(sql`select name from personal_access_tokens where revoked_at is null`)).toEqual([
      { name: 'in use' },
    ]);
    expect(await rows(sql`select count(*)::int as all from personal_access_tokens`)).toEqual([{ all: 2 }]);
  });
});
