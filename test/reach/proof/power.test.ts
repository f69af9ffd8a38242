/**
 * Whoever acts together, a token, its owner's account and accomplices with accounts and tokens of their own, and every
 * account and token they come to hold on the way: no sequence of mutations gives one of them what none had at the start,
 * unless the reach of a member who acted told so beforehand.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { people } from '../../people.ts';
import { type Kind, type Latchkey, startLatchkey } from '../../server.ts';
import { type Counts, episode } from './episode.ts';

const steps = Number(process.env.POWER_STEPS ?? 1_000);
const seed = Number(process.env.POWER_SEED ?? Date.now() % 1_000_000_000);
const kind = (process.env.POWER_DATABASE ?? 'pglite') as Kind;
const perEpisode = 100;
/** Worlds at once. */
const lanes = kind === 'pglite' ? 1 : 4;

let server: Latchkey;
let admin: { id: string };
beforeAll(async () => {
  server = await startLatchkey(kind, { LOG_LEVEL: 'silent' });
  admin = await people(server).owner();
});
afterAll(() => server.stop());

test(`nobody comes to more than reach told, by ${steps} random mutations, seed ${seed}`, async () => {
  const counts: Counts = new Map();
  const episodes = Math.ceil(steps / perEpisode);
  let next = 0;
  const lane = async () => {
    for (let at = next++; at < episodes; at = next++) await episode(server, admin, seed + at, perEpisode, counts);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  const lines = [...counts].sort().map(([name, { done, refused }]) => `  ${name}: ${done} done, ${refused} refused`);
  const total = { done: 0, refused: 0 };
  for (const { done, refused } of counts.values()) {
    total.done += done;
    total.refused += refused;
  }
  process.stderr.write(`power: seed ${seed}, ${total.done} done, ${total.refused} refused\n${lines.join('\n')}\n`);
  expect(total.done).toBeGreaterThan(steps / 10);
  expect(total.refused).toBeGreaterThan(steps / 10);
}, 7_200_000);
