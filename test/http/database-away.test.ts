/** A database that is killed, or has no connection left: 503 and "try again", nothing of it told, and all is well afterwards. */
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import { readConfig } from '../../src/config.ts';
import { migrate } from '../../src/db/migrate.ts';
import { type OpenDatabase, openPostgres } from '../../src/db/open.ts';
import { openPost } from '../../src/db/smtp.ts';
import { createMail } from '../../src/domain/mail.ts';
import { type Running, startServer } from '../../src/http/server.ts';
import { type Postgres, startPostgres } from '../kit/postgres.ts';
import { type Person, people } from '../people.ts';
import { pepper } from '../server.ts';

let postgres: Postgres;
let opened: OpenDatabase;
let server: Running;
let owner: Person;
const logged: string[] = [];
beforeAll(async () => {
  // One of our own: whatever else the tests use is not ours to kill.
  const given = process.env.TEST_DATABASE_URL;
  delete process.env.TEST_DATABASE_URL;
  postgres = await startPostgres();
  if (given) process.env.TEST_DATABASE_URL = given;
  opened = openPostgres(await postgres.createDatabase());
  const { db } = opened;
  await migrate(db);
  const log = pino({}, { write: (line: string) => void logged.push(line) });
  const mail = createMail(openPost(undefined, ''), String, () => undefined);
  server = await startServer({ config: readConfig({ PORT: '0' }), db, mail, pepper, log });
  owner = await people({ ...server, db, kind: 'postgres', statements: [], logged }).owner();
});
afterAll(async () => {
  await server.stop();
  await opened.close();
  await postgres.stop();
});
afterEach(() => void logged.splice(0));

async function expectBusy(): Promise<void> {
  const { status, headers, errors, data } = await owner.ask('{ me { id } }');
  expect([status, headers.get('retry-after'), data]).toEqual([503, '1', undefined]);
  const text = 'The server is busy. Try again in a second.';
  expect(errors).toEqual([{ message: text, extensions: { code: 'LIMITED' } }]);
}

const statusOf = async (path: string) => (await fetch(`${server.url}${path}`)).status;

test('a killed database is a 503 with one log line, and over as soon as it is back', async () => {
  expect((await owner.ask('{ me { id } }')).status).toBe(200);
  await postgres.kill();
  logged.splice(0);
  await expectBusy();
  expect(logged.map((line) => JSON.parse(line))).toEqual([expect.objectContaining({ level: 30, status: 503 })]);
  expect([await statusOf('/healthz'), await statusOf('/readyz')]).toEqual([200, 503]);
  await postgres.restart();
  expect((await owner.ask('{ me { id } }')).data).toEqual({ me: { id: owner.id } });
  expect(await statusOf('/readyz')).toBe(200);
});

test('connections cut in the middle of a query harm nothing but that query', async () => {
  const slow = opened.db.execute(sql`select pg_sleep(60)`).catch((error: Error) => error);
  await opened.db.execute(sql`select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()`);
  expect(await slow).toBeInstanceOf(Error);
  expect((await owner.ask('{ me { id } }')).status).toBe(200);
});

test('with every connection taken a request is told to try again', async () => {
  const taken = Array.from({ length: 10 }, async () => await opened.db.execute(sql`select pg_sleep(3)`));
  await expectBusy();
  await Promise.all(taken);
  expect((await owner.ask('{ me { id } }')).status).toBe(200);
});
