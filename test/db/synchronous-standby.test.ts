/** A commit that waits for a synchronous standby is acknowledged only when the standby has it. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { query } from '../kit/cluster.ts';
import { openPair, type Pair } from '../kit/pair.ts';
import type { Latchkey } from '../server.ts';
import { type Person, people } from '../test-users.ts';

jest.setTimeout(60_000);

let pair: Pair;
let server: Latchkey;
let owner: Person;
beforeAll(async () => {
  pair = await openPair();
  server = await pair.serve('postgres');
  owner = await people(server).owner();
  await pair.requireSynchronous();
});
afterAll(async () => {
  await server.stop();
  await pair.remove();
});

const create = (name: string) =>
  owner.ask(`mutation { createRole(input: { name: "${name}", applied_permissions: [] }) { id } }`);

/** The connections of the primary whose commit waits for the standby. */
const waiting = async () =>
  (await query(pair.primary.url, `select pid from pg_stat_activity where wait_event = 'SyncRep'`)).map(
    ({ pid }) => pid,
  );

test('while the standby does not answer nothing is acknowledged, and a wait that the operator cancels is reported as unknown', async () => {
  expect((await create('Before')).errors).toBeUndefined();
  const thaw = await pair.standby.freeze();
  const [first, second] = [create('Cancelled'), create('Waiting')];
  while ((await waiting()).length < 2) await sleep(20);
  const [pid] = await waiting();
  await query(pair.primary.url, `select pg_cancel_backend(${pid})`);
  const cancelled = await Promise.race([first, second]);
  expect(cancelled.errors?.[0]?.extensions.code).toBe('OUTCOME_UNKNOWN');
  expect(await waiting()).toHaveLength(1);
  thaw();
  const answers = await Promise.all([first, second]);
  expect(answers.filter(({ errors }) => errors === undefined)).toHaveLength(1);
});
