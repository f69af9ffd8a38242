/** The limit on the requests in a minute that workers share: messages arrive later and in order, as between processes. */
import { describe, expect, test } from '@jest/globals';
import { readConfig } from '../../src/config.ts';
import { windowMs } from '../../src/http/request-rate.ts';
import { createAskedRates } from '../../src/processes/asked-rates.ts';
import type { ToPrimary, ToWorker } from '../../src/processes/messages.ts';
import { createSharedRates } from '../../src/processes/shared-rate.ts';

/** A primary with workers. `frozen` workers receive nothing. */
function processes(count: number, most: number) {
  const config = readConfig({
    DATABASE_URL: 'postgres://localhost/unused',
    WORKERS: String(count),
    REQUESTS_PER_MINUTE: String(most),
  });
  const sent: (ToPrimary | ToWorker)[] = [];
  const frozen = new Set<number>();
  const clock = { at: 0 };
  const now = () => clock.at;
  const deliver = (message: ToPrimary | ToWorker, arrive: () => void) => {
    sent.push(message);
    setImmediate(arrive);
  };
  const send = (worker: number, message: ToWorker) =>
    deliver(message, () => {
      if (!frozen.has(worker)) workers[worker]?.take(message);
    });
  const shared = createSharedRates(config, send, now);
  const workers = Array.from({ length: count }, (_, worker) => {
    shared.join(worker);
    return createAskedRates(config, (message) => deliver(message, () => shared.take(worker, message as never)), now);
  });
  /** Whether a request of the user in the worker is within the limit. */
  const passes = async (worker: number, user = 'ada'): Promise<boolean> =>
    (await (workers[worker] as (typeof workers)[0]).limits.requests?.rate.take(user))?.isWithin ?? false;
  return { shared, sent, frozen, clock, passes };
}

const times = (count: number) => Array.from({ length: count }, (_, place) => place);

describe.each([1, 2, 3, 7])('with %i workers', (count) => {
  test.each([
    ['one worker', () => 0],
    ['workers in turn', (place: number) => place % count],
    ['random workers', () => Math.floor(Math.random() * count)],
  ])('exactly the limit passes, whichever workers get the requests: %s', async (_how, workerOf) => {
    for (const most of [1, 5, 20, 400]) {
      const { passes } = processes(count, most);
      let passed = 0;
      for (const place of times(most + 10)) if (await passes(workerOf(place))) passed++;
      expect([most, passed]).toEqual([most, most]);
    }
  });

  test('exactly the limit passes when all requests are sent at once', async () => {
    const { passes } = processes(count, 50);
    const all = await Promise.all(times(100).map((place) => passes(place % count)));
    expect(all.filter(Boolean)).toHaveLength(50);
  });
});

test('what one worker has not used is left for the others', async () => {
  const { passes } = processes(2, 40);
  expect(await passes(0)).toBe(true);
  const all = [];
  for (const _ of times(45)) all.push(await passes(1));
  expect(all.filter(Boolean)).toHaveLength(39);
  expect(await passes(0)).toBe(false);
});

test('the first half of the limit needs no message, and the rest needs few', async () => {
  const { passes, sent } = processes(4, 400);
  for (const place of times(200)) expect(await passes(place % 4)).toBe(true);
  expect(sent).toEqual([]);
  for (const place of times(200)) expect(await passes(place % 4)).toBe(true);
  expect(sent.length).toBeLessThan(200);
});

test('once the limit is reached, refusals need no message', async () => {
  const { passes, sent } = processes(2, 10);
  for (const place of times(14)) await passes(place % 2);
  sent.length = 0;
  for (const place of times(50)) expect(await passes(place % 2)).toBe(false);
  expect(sent).toEqual([]);
});

test('other users are not affected', async () => {
  const { passes } = processes(2, 10);
  for (const place of times(12)) await passes(place % 2);
  expect(await passes(0, 'bob')).toBe(true);
});

test('a worker that does not respond delays the others for a second, and one that has ended not at all', async () => {
  const { passes, frozen, shared, sent } = processes(3, 30);
  frozen.add(2);
  for (const _ of times(20)) expect(await passes(0)).toBe(true);
  shared.drop(2);
  sent.length = 0;
  for (const _ of times(10)) expect(await passes(1)).toBe(true);
  expect(await passes(0)).toBe(false);
  expect(sent.filter((message) => message.type === 'settle').length).toBeGreaterThan(0);
});

test('the limit starts anew a minute after the first request in any worker, in all of them', async () => {
  const { passes, clock } = processes(2, 10);
  expect(await passes(0)).toBe(true);
  clock.at = windowMs / 2;
  for (const _ of times(9)) expect(await passes(1)).toBe(true);
  clock.at = windowMs - 1;
  expect([await passes(0), await passes(1)]).toEqual([false, false]);
  clock.at = windowMs;
  for (const place of times(10)) expect(await passes(place % 2)).toBe(true);
  expect([await passes(0), await passes(1)]).toEqual([false, false]);
});
