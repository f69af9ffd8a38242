/**
 * An upgrade without a pause: the previous version and this one serve one database at the same time, and no request fails.
 * `UPGRADE_FROM` names another version to start from, and `UPGRADE_ROUNDS` how often it is done.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Database, freshDatabase } from '../kit/postgres.ts';
import { buildVersion, findPrevious, migrationsOf } from './previous-version.ts';
import { follow, type Program, run, startProgram, untilRunning } from './program.ts';
import { type Access, ask, startTraffic } from './traffic.ts';

const rounds = Number(process.env.UPGRADE_ROUNDS ?? 1);
const owner = { OWNER_USERNAME: 'ada', OWNER_EMAIL: 'ada@example.com', OWNER_PASSWORD: 'plum tractor seldom 47' };

const previous = findPrevious();
let folder: string;
let program: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-upgrade-'));
  if (previous.commit) program = await buildVersion(previous.commit, folder);
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function signIn(url: string): Promise<Access> {
  const headers = { 'Content-Type': 'application/json' };
  const body = JSON.stringify({ username: 'ada', password: owner.OWNER_PASSWORD });
  const signedIn = await fetch(`${url}/sign-in`, { method: 'POST', headers, body });
  const Cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const issue = 'mutation { made: createPersonalAccessToken(input: { name: "program" }) { token } }';
  const { made } = await ask(url, { Cookie }, issue);
  return { Cookie, Authorization: `Bearer ${made.token}` };
}

async function untilNotReady(url: string): Promise<void> {
  while ((await fetch(`${url}/readyz`)).status !== 503) await sleep(10);
}

async function upgrade({ url: DATABASE_URL }: Database): Promise<void> {
  const settings = {
    DATABASE_URL,
    DATA_DIR: join(folder, 'data'),
    SECRET_KEY: 'a secret key of the tests, long enough',
    REQUESTS_AT_ONCE: '100',
    LOG_LEVEL: 'silent',
    // In which the clients notice that they should use the other server.
    STOP_DELAY: '5',
    ...owner,
  };
  const running: Program[] = [];
  const startPrevious = () => follow(process.execPath, [program], { ...settings, PORT: '0' });
  try {
    const old = await untilRunning(startPrevious());
    running.push(old);
    const oldServer = { name: 'the previous version', url: old.url };
    const traffic = startTraffic(await signIn(old.url), oldServer, 4);
    await traffic.rounds(2);
    // Its start migrates the database, while the clients go on.
    const next = await startProgram(settings);
    running.push(next);
    traffic.add({ name: 'this version', url: next.url });
    await traffic.rounds(3);
    const ended = old.end();
    await untilNotReady(old.url);
    traffic.remove(oldServer);
    expect(await ended).toBe(0);
    await traffic.rounds(2);
    await traffic.end();
    for (const [name, count] of traffic.answered) process.stderr.write(`${count} rounds were answered by ${name}\n`);
    expect(traffic.failed).toEqual([]);
    const verified = run('cli.js', settings, ['audit', 'verify']);
    expect({ code: await verified.exit, output: verified.output() }).toMatchObject({ code: 0 });
    expect(existsSync(settings.DATA_DIR)).toBe(false);
    if (migrationsOf(folder).length < migrationsOf('.').length) await expectRefusal(startPrevious());
  } finally {
    await Promise.all(running.map((each) => each.end('SIGKILL')));
  }
}

async function expectRefusal(late: Program): Promise<void> {
  expect(await late.exit).toBe(1);
  expect(late.output()).toContain('This database was migrated by another or a newer version of Latchkey.');
}

if (previous.commit)
  test(
    `from ${previous.what}, which no longer starts once the database was migrated`,
    async () => {
      for (let round = 0; round < rounds; round++) {
        const database = await freshDatabase();
        await upgrade(database).finally(() => database.drop());
      }
    },
    120_000 * rounds,
  );
else test.skip(`not tested, because ${previous.what}`, () => undefined);
