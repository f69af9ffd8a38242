/** The limits that all workers share: messages between workers and the primary arrive later and in order, as between processes. */
import { availableParallelism } from 'node:os';
import { describe, expect, test } from '@jest/globals';
import { createAskedLimits } from '../../src/processes/asked-limits.ts';
import type { ToPrimary, ToWorker } from '../../src/processes/messages.ts';
import { createSharedLimits } from '../../src/processes/shared-limits.ts';

const ofUser = 10;
const ofCredential = 5;

/** A primary with workers. `frozen` workers receive nothing. */
function processes(count: number) {
  const sent: (ToPrimary | ToWorker)[] = [];
  const frozen = new Set<number>();
  const deliver = (message: ToPrimary | ToWorker, arrive: () => void) => {
    sent.push(message);
    setImmediate(arrive);
  };
  const shared = createSharedLimits({ REQUESTS_AT_ONCE: 10 }, (worker, message) =>
    deliver(message, () => {
      if (!frozen.has(worker)) workers[worker]?.take(message);
    }),
  );
  const start = () => {
    const worker = workers.length;
    workers.push(createAskedLimits((message) => deliver(message, () => shared.take(worker, message))));
    shared.join(worker);
    return worker;
  };
  const workers: ReturnType<typeof createAskedLimits>[] = [];
  for (let started = 0; started < count; started++) start();
  const running: { worker: number; user: string; credential: string; leave: () => void }[] = [];
  let refused = 0;
  const enter = async (worker: number, user: string, credential: string) => {
    const leave = await workers[worker]?.requests.enter(user, credential);
    if (!leave) return void refused++;
    const end = () => {
      running.splice(running.indexOf(one), 1);
      leave();
    };
    const one = { worker, user, credential, leave: end };
    running.push(one);
  };
  return { shared, workers, sent, frozen, start, running, enter, refused: () => refused };
}

/** Until all messages have arrived. */
async function settled(): Promise<void> {
  for (let turns = 0; turns < 20; turns++) await new Promise((resolve) => setImmediate(resolve));
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('requests of one user', () => {
  test('that follow each other in each worker need no message', async () => {
    const { workers, sent } = processes(3);
    for (let count = 0; count < 10; count++) {
      const all = await Promise.all(workers.map(({ requests }) => requests.enter('ada', 'token')));
      for (const leave of all) leave?.();
    }
    await settled();
    expect(sent).toEqual([]);
  });

  test('in all workers together are at most as many as in one process, and each is served in the end', async () => {
    const { enter, running } = processes(3);
    const all = [0, 1, 2].flatMap((worker) => Array.from({ length: 10 }, () => enter(worker, 'ada', 'token')));
    await settled();
    for (let left = all.length; left > 0; left--) {
      expect(running).toHaveLength(Math.min(left, ofCredential));
      running[0]?.leave();
      await settled();
    }
    await Promise.all(all);
  });

  test('of all credentials together have their limit too, and other users are not affected', async () => {
    const { enter, running } = processes(2);
    for (const credential of ['a', 'b', 'c'])
      for (let count = 0; count < 8; count++) void enter(count % 2, 'ada', credential);
    void enter(0, 'bob', 'token');
    void enter(1, 'bob', 'token');
    await settled();
    expect(running.filter(({ user }) => user === 'ada')).toHaveLength(ofUser);
    expect(running.filter(({ user }) => user === 'bob')).toHaveLength(2);
  });

  test('one in each worker may run when there are more workers than places', async () => {
    const { enter, running } = processes(8);
    for (let worker = 0; worker < 8; worker++) void enter(worker, 'ada', 'token');
    await settled();
    expect(running).toHaveLength(8);
    void enter(0, 'ada', 'token');
    for (let left = 8; left > ofCredential; left--) running[0]?.leave();
    await settled();
    expect(running).toHaveLength(ofCredential);
    running[0]?.leave();
    await settled();
    expect(running).toHaveLength(ofCredential);
  });

  test('stay within the limits in any order of starts and ends', async () => {
    const workers = 3;
    const { enter, running, refused } = processes(workers);
    const pick = (count: number) => Math.floor(Math.random() * count);
    const all: Promise<void>[] = [];
    for (let step = 0; step < 2_000; step++) {
      if (Math.random() < 0.6) all.push(enter(pick(workers), `user ${pick(2)}`, `credential ${pick(3)}`));
      else running[pick(running.length)]?.leave();
      if (Math.random() < 0.3) await new Promise((resolve) => setImmediate(resolve));
      for (const user of ['user 0', 'user 1']) {
        const own = running.filter((one) => one.user === user);
        expect(own.length).toBeLessThanOrEqual(ofUser);
        for (let credential = 0; credential < 3; credential++)
          expect(own.filter((one) => one.credential === `credential ${credential}`).length).toBeLessThanOrEqual(
            ofCredential,
          );
      }
    }
    while (running.length > 0) {
      running[0]?.leave();
      await settled();
    }
    await Promise.all(all);
    // Only because too many waited.
    expect(refused()).toBeLessThan(all.length / 2);
  }, 60_000);

  test('are not counted by the primary any more once there was none for a while', async () => {
    const { enter, running, sent } = processes(2);
    void enter(0, 'ada', 'token');
    void enter(0, 'ada', 'token');
    await settled();
    while (running.length > 0) running[0]?.leave();
    while (!sent.some(({ type }) => type === 'uncount')) await sleep(50);
    await settled();
    sent.length = 0;
    await enter(0, 'ada', 'token');
    running[0]?.leave();
    await settled();
    expect(sent).toEqual([]);
  });
});

describe('a worker', () => {
  test('that ends frees the places of its requests', async () => {
    const { shared, enter, running } = processes(2);
    for (let count = 0; count < 5; count++) void enter(0, 'ada', 'token');
    await settled();
    void enter(1, 'ada', 'token');
    void enter(1, 'ada', 'token');
    await settled();
    expect(running.filter(({ worker }) => worker === 1)).toHaveLength(0);
    shared.drop(0);
    await settled();
    expect(running.filter(({ worker }) => worker === 1)).toHaveLength(2);
  });

  test('that starts later asks for the users who are counted', async () => {
    const { start, enter, running } = processes(1);
    for (let count = 0; count < 6; count++) void enter(0, 'ada', 'token');
    await settled();
    const late = start();
    await settled();
    void enter(late, 'ada', 'token');
    await settled();
    expect(running).toHaveLength(ofCredential);
  });

  test('that does not respond does not keep requests in other workers from running', async () => {
    const { enter, running, frozen } = processes(2);
    frozen.add(1);
    const all = [enter(0, 'ada', 'token'), enter(0, 'ada', 'token')];
    await Promise.all(all);
    expect(running).toHaveLength(2);
  });
});

test('passwords of one source are hashed on at most half of the cores, those of all on all cores, and a full queue refuses', async () => {
  const { workers } = processes(2);
  const cores = availableParallelism();
  const entered: { source: string; leave: () => void }[] = [];
  let refused = 0;
  const enter = async (worker: number, source: string) => {
    const leave = await workers[worker]?.passwords.enter(source);
    if (leave) entered.push({ source, leave });
    else refused++;
  };
  for (let count = 0; count < 40; count++) void enter(count % 2, 'one network');
  await settled();
  expect(entered).toHaveLength(Math.ceil(cores / 2));
  expect(refused).toBe(40 - 17);
  for (let count = 0; count < 2 * cores; count++) void enter(count % 2, `network ${count}`);
  await settled();
  expect(entered).toHaveLength(cores);
  entered[0]?.leave();
  await settled();
  expect(entered).toHaveLength(cores + 1);
});
