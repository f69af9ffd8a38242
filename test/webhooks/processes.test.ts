/** Several server processes share the deliveries, and what a killed one was sending is sent by another. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { type OpenDatabase, openPostgres } from '../../src/db/open.ts';
import { type Database, freshDatabase } from '../kit/postgres.ts';
import { startProgram } from '../stories/program.ts';
import { type Receiver, startReceiver } from './receiver.ts';

const owner = { OWNER_USERNAME: 'ada', OWNER_EMAIL: 'ada@example.com', OWNER_PASSWORD: 'plum tractor seldom 47' };

let folder: string;
let database: Database;
let opened: OpenDatabase;
let receiver: Receiver;
let settings: Record<string, string>;
beforeAll(async () => {
  await promisify(execFile)(process.execPath, ['scripts/build.js']);
  folder = mkdtempSync(join(tmpdir(), 'latchkey-webhooks-'));
  database = await freshDatabase({ migrated: true });
  opened = openPostgres(database.url);
  receiver = await startReceiver();
  settings = { ...owner, DATABASE_URL: database.url, DATA_DIR: folder, WEBHOOK_ALLOW_PRIVATE: 'on' };
});
afterAll(async () => {
  await receiver.stop();
  await opened.close();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

type Send = (query: string) => Promise<Record<string, { id: string; secret: string }>>;

async function signedIn(url: string): Promise<Send> {
  const body = new URLSearchParams({ username: 'ada', password: owner.OWNER_PASSWORD });
  const response = await fetch(`${url}/sign-in`, { method: 'POST', body, redirect: 'manual' });
  const Cookie = (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  return async (query) => {
    const answer = await fetch(`${url}/api/graphql`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Cookie },
      body: JSON.stringify({ query }),
    });
    const { data, errors } = (await answer.json()) as { data: Awaited<ReturnType<Send>>; errors?: unknown };
    expect(errors).toBeUndefined();
    return data;
  };
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await sleep(20);
}

test('two processes send each event once and in order for each token, and what a killed process was sending arrives', async () => {
  const [first, second] = [await startProgram(settings), await startProgram(settings)];
  const sends = [await signedIn(first.url), await signedIn(second.url)] as [Send, Send];
  const made = await sends[0](
    `mutation { createWebhook(input: { url: "${receiver.url}", event_types: ["token.created", "token.changed", "token.revoked"] }) { id secret } }`,
  );
  receiver.secret = made.createWebhook?.secret as string;
  const secrets = [receiver.secret];

  // The first request is refused, so that its retry is also one of these.
  const sending = new Set<string>();
  const together: string[] = [];
  let refusals = 1;
  receiver.answer = async (response, { id, data }) => {
    if (sending.has(data.token.id)) together.push(id);
    sending.add(data.token.id);
    await sleep(5);
    sending.delete(data.token.id);
    if (refusals-- <= 0) return false;
    response.writeHead(500).end();
    return true;
  };
  const create = async (send: Send, name: string) =>
    (await send(`mutation { createPersonalAccessToken(input: { name: "${name}" }) { id } }`)).createPersonalAccessToken
      ?.id as string;
  const ids = [await create(sends[0], 'a'), await create(sends[1], 'b'), await create(sends[0], 'c')];
  await Promise.all(
    ids.map(async (id) => {
      for (const round of [0, 1, 2, 3, 4])
        await sends[(round % 2) as 0 | 1](
          `mutation { updatePersonalAccessToken(id: ${id}, input: { description: "${round}" }) { id } }`,
        );
      await sends[1](`mutation { deletePersonalAccessToken(id: ${id}) { success } }`);
    }),
  );
  await until(() => receiver.received.length >= 3 * 7);
  expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(21);
  expect(together).toEqual([]);
  for (const id of ids)
    expect(receiver.received.filter(({ data }) => data.token.id === id).map(({ type }) => type)).toEqual([
      'token.created',
      ...Array(5).fill('token.changed'),
      'token.revoked',
    ]);
  expect([receiver.received.length, receiver.requests, receiver.forged]).toEqual([21, 22, 0]);

  // The process that sends is killed while it waits for the answer; the other one would send after a minute.
  let waiting = 0;
  receiver.answer = async () => {
    waiting++;
    return true;
  };
  receiver.received.length = 0;
  const id = await create(sends[0], 'd');
  await until(() => waiting > 0);
  await first.end('SIGKILL');
  await second.end('SIGKILL');
  receiver.answer = null;
  await opened.db.execute(sql`update webhook_deliveries set claimed_until = now() where claimed_until is not null`);
  const third = await startProgram(settings);
  await until(() => receiver.received.length > 0);
  expect(receiver.received.map(({ type, data }) => [type, data.token.id])).toEqual([['token.created', id]]);
  expect(waiting).toBe(1);
  expect(await third.end()).toBe(0);
  for (const program of [first, second, third])
    for (const secret of secrets) expect(program.output()).not.toContain(secret.slice('whsec_'.length));
}, 120_000);
