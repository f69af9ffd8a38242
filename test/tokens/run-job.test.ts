/** `latchkey run-job`: beside running servers on PostgreSQL, and while the server is stopped on the embedded database. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type MailServer, startMailServer } from '../kit/mail.ts';
import { freshDatabase } from '../kit/postgres.ts';
import { run, startProgram } from '../stories/program.ts';
import { inDays } from './acts.ts';

const owner = { OWNER_USERNAME: 'ada', OWNER_EMAIL: 'ada@example.com', OWNER_PASSWORD: 'plum tractor seldom 47' };

let folder: string;
let mailServer: MailServer;
beforeAll(async () => {
  await promisify(execFile)(process.execPath, ['scripts/build.js']);
  folder = mkdtempSync(join(tmpdir(), 'latchkey-jobs-'));
  mailServer = await startMailServer();
});
afterAll(async () => {
  await mailServer.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** A token of the owner that expires soon. */
async function makeToken(url: string, name: string): Promise<string> {
  const signedIn = await fetch(`${url}/sign-in`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ username: 'ada', password: owner.OWNER_PASSWORD }),
  });
  const Cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const query = `mutation { createPersonalAccessToken(input: { name: "${name}", expires_at: "${inDays(3)}" }) { token } }`;
  const response = await fetch(`${url}/api/graphql`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Cookie },
    body: JSON.stringify({ query }),
  });
  const { data } = (await response.json()) as { data: { createPersonalAccessToken: { token: string } } };
  return data.createPersonalAccessToken.token;
}

async function job(settings: Record<string, string>, name: string): Promise<[number | null, string]> {
  const program = run('cli.js', settings, ['run-job', name]);
  return [await program.exit, program.output()];
}

test('on PostgreSQL a job runs beside the server, and several at once send one email', async () => {
  const database = await freshDatabase();
  const settings = {
    ...owner,
    DATABASE_URL: database.url,
    DATA_DIR: join(folder, 'postgres'),
    SMTP_URL: mailServer.url,
  };
  const server = await startProgram(settings);
  const token = await makeToken(server.url, 'Beside');
  const without = await job({ ...settings, SMTP_URL: '' }, 'warn');
  expect(without).toEqual([0, 'warn: 0 done.\n']);
  const outcomes = await Promise.all([job(settings, 'warn'), job(settings, 'warn'), job(settings, 'warn')]);
  // On a slow machine one finds that another just looks whether the database is current.
  const waiting = 'Waiting for another process, which migrates the database.\n';
  expect(outcomes.map(([code, text]) => [code, text.replace(waiting, '')]).toSorted()).toEqual([
    [0, 'warn: 0 done.\n'],
    [0, 'warn: 0 done.\n'],
    [0, 'warn: 1 done.\n'],
  ]);
  expect((await mailServer.next('ada@example.com')).subject).toBe('Your token “Beside” expires soon');
  for (const name of ['expired', 'unused', 'purge'])
    expect(await job(settings, name)).toEqual([0, `${name}: 0 done.\n`]);
  expect(mailServer.emails).toHaveLength(1);
  const [email] = mailServer.emails;
  for (const text of [server.output(), email?.raw]) expect(text).not.toContain(token.slice(4, 34));
  const [code, output] = await job(settings, 'nonsense');
  expect([code, output]).toEqual([
    1,
    'There is no job nonsense. The jobs are: warn, expired, events, unused, purge, partitions, chain, outages, deliver, webhooks.\n',
  ]);
  expect(await server.end()).toBe(0);
  await database.drop();
});

test('on the embedded database a job is refused while the server runs, and works when it is stopped', async () => {
  const settings = { ...owner, DATA_DIR: join(folder, 'embedded'), SMTP_URL: mailServer.url };
  const server = await startProgram(settings);
  await makeToken(server.url, 'Embedded');
  const [code, output] = await job(settings, 'warn');
  expect(code).toBe(1);
  expect(output).toBe(
    `Another Latchkey is running on the folder ${settings.DATA_DIR}. Stop it first, or choose another with DATA_DIR.\n`,
  );
  expect(await server.end()).toBe(0);
  // The owner's first token ends in a day, so it is warned of too.
  expect(await job(settings, 'warn')).toEqual([0, 'warn: 2 done.\n']);
  expect(await job(settings, 'warn')).toEqual([0, 'warn: 0 done.\n']);
  expect(
    mailServer.emails
      .slice(1)
      .map(({ subject }) => subject)
      .toSorted(),
  ).toEqual(['Your token “Embedded” expires soon', 'Your token “First steps” expires soon']);
});
