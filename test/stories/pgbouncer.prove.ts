/**
 * The program behind the PgBouncer of this machine, in transaction mode with few connections. `npm run prove:pgbouncer` runs
 * this; it fails where PgBouncer is not installed. Statements have names if it is 1.21 or later.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { keepsStatements, type Pooler, startPgBouncer } from '../kit/pgbouncer.ts';
import { type Database, freshDatabase } from '../kit/postgres.ts';
import { type Program, startProgram } from './program.ts';

jest.setTimeout(300_000);

const owner = { OWNER_USERNAME: 'ada', OWNER_EMAIL: 'ada@example.com', OWNER_PASSWORD: 'plum tractor seldom 47' };
const connections = 3;

describe.each(keepsStatements() ? ['off', 'pooled'] : ['off'])('PREPARED_STATEMENTS=%s', (PREPARED_STATEMENTS) => {
  let folder: string;
  let database: Database;
  let pooler: Pooler;
  let servers: (Program & { url: string })[];
  let Cookie: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'latchkey-pgbouncer-'));
    database = await freshDatabase();
    pooler = await startPgBouncer(database.url, connections);
    const settings = { ...owner, DATABASE_URL: pooler.url, DATA_DIR: folder, PREPARED_STATEMENTS, WORKERS: '2' };
    // At the same time: both need two of the connections for their checks, and one for the migration.
    servers = await Promise.all([startProgram(settings), startProgram(settings)]);
    const body = new URLSearchParams({ username: 'ada', password: owner.OWNER_PASSWORD });
    const signedIn = await fetch(`${servers[0]?.url}/sign-in`, { method: 'POST', body, redirect: 'manual' });
    Cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  });
  afterAll(async () => {
    await Promise.all(servers.map((server) => server.end('SIGKILL')));
    await pooler?.stop();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function ask(place: number, headers: Record<string, string>, query: string) {
    const response = await fetch(`${servers[place % servers.length]?.url}/api/graphql`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify({ query }),
    });
    const { data, errors } = (await response.json()) as { data: Record<string, never>; errors?: unknown };
    return { status: response.status, data, errors };
  }

  async function asked(place: number, headers: Record<string, string>, query: string): Promise<Record<string, never>> {
    const { data, errors } = await ask(place, headers, query);
    expect(errors).toBeUndefined();
    return data;
  }

  let count = 0;
  async function newToken(): Promise<{ id: string; headers: Record<string, string> }> {
    const create = `mutation { made: createPersonalAccessToken(input: { name: "t${count++}" }) { id token } }`;
    const { made } = (await asked(0, { Cookie }, create)) as unknown as { made: { id: string; token: string } };
    return { id: made.id, headers: { Authorization: `Bearer ${made.token}` } };
  }

  test('reads of many shapes at the same time are answered by every process', async () => {
    const { headers } = await newToken();
    const shapes = [
      '{ me { id username } }',
      '{ users { entities { id username role { name } } } }',
      '{ users(id: 1) { entities { id created_at } } }',
      '{ roles(sorter: [{ attribute: "name", direction: DESC }]) { entities { name } } }',
      '{ logs { entities { id message } } }',
    ];
    const all = Array.from({ length: 1_000 }, (_, place) => () => asked(place, headers, shapes[place % 5] as string));
    const next = async () => {
      for (let one = all.pop(); one; one = all.pop()) await one();
    };
    await Promise.all(Array.from({ length: 8 }, next));
  });

  test('writes at the same time are all made, once', async () => {
    const { headers } = await newToken();
    const create = (place: number) =>
      asked(place, headers, `mutation { createRole(input: { name: "r${place}", applied_permissions: [] }) { id } }`);
    for (let from = 0; from < 40; from += 4) await Promise.all([0, 1, 2, 3].map((place) => create(from + place)));
    const { roles } = (await asked(0, headers, '{ roles { entities { name } } }')) as unknown as {
      roles: { entities: { name: string }[] };
    };
    expect(roles.entities.filter(({ name }) => /^r\d+$/.test(name))).toHaveLength(40);
  });

  test('a revoked token is refused by every process at once', async () => {
    for (let round = 0; round < 10; round++) {
      const { id, headers } = await newToken();
      for (let place = 0; place < 4; place++) await asked(place, headers, '{ me { id } }');
      await asked(round, { Cookie }, `mutation { deletePersonalAccessToken(id: ${id}) { success } }`);
      for (let place = 0; place < 8; place++) expect((await ask(place, headers, '{ me { id } }')).status).toBe(401);
    }
  });

  test('a token is shrunk to what it used in all processes', async () => {
    const { id, headers } = await newToken();
    await asked(0, headers, '{ users { entities { id } } }');
    await asked(1, headers, '{ roles { entities { id } } }');
    const shrink = `mutation { done: shrinkPersonalAccessToken(id: ${id}, input: {}) { latent_permissions } }`;
    const { done } = (await asked(0, { Cookie }, shrink)) as unknown as { done: { latent_permissions: string[] } };
    expect(done.latent_permissions).not.toContain('READ_USER');
    expect(done.latent_permissions).not.toContain('READ_ROLE');
    expect(done.latent_permissions).toContain('CREATE_USER');
  });

  test('no connection was refused or broke, nothing unexpected was logged, and the processes end with 0', async () => {
    expect(await Promise.all(servers.map((server) => server.end()))).toEqual([0, 0]);
    for (const server of servers)
      expect(
        server
          .output()
          .split('\n')
          .filter((line) => /"level":[4-6]0/.test(line)),
      ).toEqual([]);
    expect(pooler.log()).not.toContain('unsupported startup parameter');
  });
});
