/**
 * Accomplices, that is a token, its owner's account, other accounts and tokens, and every account and token that they obtain on
 * the way: no sequence of mutations gives one of them what none had at the start, unless the reach of an acting member showed
 * it beforehand.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Kind, type Latchkey, startLatchkey } from '../../server.ts';
import { people } from '../../test-users.ts';
import { type Counts, episode } from './episode.ts';

const steps = Number(process.env.REACH_STEPS ?? 400);
const seed = Number(process.env.REACH_SEED ?? Date.now() % 1_000_000_000);
/** A busy machine makes the proof slower, and must not end it. */
const patient = { waitMs: 60_000, servedMs: 120_000, statementMs: 120_000, answerMs: 130_000 };
const kind = (process.env.REACH_DATABASE ?? 'pglite') as Kind;
const perEpisode = 100;
/** The number of servers, each with its own worlds: a token policy counts for all worlds of a server. */
const lanes = kind === 'pglite' ? 1 : 4;

let servers: { server: Latchkey; admin: { id: string } }[] = [];
beforeAll(async () => {
  const start = async () => {
    const server = await startLatchkey(kind, { LOG_LEVEL: 'silent' }, { limits: patient });
    return { server, admin: await people(server).owner() };
  };
  servers = await Promise.all(Array.from({ length: lanes }, start));
});
afterAll(() => Promise.all(servers.map(({ server }) => server.stop())));

test(`no accomplice gains more than reach showed, in ${steps} random mutations with seed ${seed}`, async () => {
  const counts: Counts = new Map();
  const episodes = Math.ceil(steps / perEpisode);
  let next = 0;
  const lane = async ({ server, admin }: (typeof servers)[number]) => {
    for (let at = next++; at < episodes; at = next++) await episode(server, admin, seed + at, perEpisode, counts);
  };
  await Promise.all(servers.map(lane));
  const lines = [...counts].sort().map(([name, { done, refused }]) => `  ${name}: ${done} done, ${refused} refused`);
  const total = { done: 0, refused: 0 };
  for (const { done, refused } of counts.values()) {
    total.done += done;
    total.refused += refused;
  }
  process.stderr.write(`reach: seed ${seed}, ${total.done} done, ${total.refused} refused\n${lines.join('\n')}\n`);
  expect(total.done).toBeGreaterThan(steps / 10);
  expect(total.refused).toBeGreaterThan(steps / 10);
}, 7_200_000);
