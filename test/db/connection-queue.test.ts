/** The order in which connections are given out: no user holds more than a share of them, and none waits forever. */
import { describe, expect, test } from '@jest/globals';
import { createQueue } from '../../src/db/connection-queue.ts';
import { WaitedTooLongError } from '../../src/db/failures.ts';

const limits = { waitMs: 20, servedMs: 60_000, firstMs: 60_000 };
const settled = () => new Promise((resolve) => setImmediate(resolve));

/** The state of an attempt to enter so far. */
function attempt(entering: Promise<() => void>) {
  const state: { leave?: () => void; error?: unknown } = {};
  entering.then(
    (leave) => (state.leave = leave),
    (error) => (state.error = error),
  );
  return state;
}

const isIn = ({ leave }: ReturnType<typeof attempt>) => leave !== undefined;

describe('a queue with 4 places and a share of 2 per user', () => {
  test('lets one user hold 2 places, and other users the rest', async () => {
    const queue = createQueue(4, 2, limits);
    const ada = [1, 2, 3].map(() => attempt(queue.enter('ada', false)));
    const bob = attempt(queue.enter('bob', false));
    const unknown = attempt(queue.enter(null, false));
    await settled();
    expect([...ada, bob, unknown].map(isIn)).toEqual([true, true, false, true, true]);
  });

  test('gives a free place to the first user in the queue who holds less than the share', async () => {
    const queue = createQueue(4, 2, limits);
    const ada = [1, 2, 3].map(() => attempt(queue.enter('ada', false)));
    const bob = [1, 2, 3].map(() => attempt(queue.enter('bob', false)));
    const cy = attempt(queue.enter('cy', false));
    await settled();
    bob[0]?.leave?.();
    await settled();
    // Ada is first in the queue, but holds her share.
    expect([...ada, ...bob, cy].map(isIn)).toEqual([true, true, false, true, true, true, false]);
    ada[0]?.leave?.();
    await settled();
    expect([ada[2] as object, cy].map((one) => isIn(one))).toEqual([true, false]);
  });

  test('lets reads for the answer of a change in first, however many places the user holds', async () => {
    const queue = createQueue(2, 2, limits);
    const ada = [1, 2].map(() => attempt(queue.enter('ada', false)));
    const bob = attempt(queue.enter('bob', false));
    const answer = attempt(queue.enter('ada', true));
    await settled();
    ada[0]?.leave?.();
    await settled();
    expect([isIn(answer), isIn(bob)]).toEqual([true, false]);
  });

  test('refuses a user who waits too long, unless another request of that user is served meanwhile', async () => {
    const queue = createQueue(2, 1, limits);
    const [ada, second] = [1, 2].map(() => attempt(queue.enter('ada', false)));
    const bob = attempt(queue.enter('bob', false));
    const cy = attempt(queue.enter('cy', false));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(isIn(bob)).toBe(true);
    expect(cy.error).toBeInstanceOf(WaitedTooLongError);
    expect(second?.error).toBeUndefined();
    ada?.leave?.();
    await settled();
    expect(isIn(second as object)).toBe(true);
  });

  test('never gives out more places than it has, however many users come and go', async () => {
    const queue = createQueue(3, 2, { ...limits, waitMs: 60_000 });
    const users = ['ada', 'bob', null, 'cy', 'ada', 'bob', 'ada', null, 'cy', 'bob'];
    const all = users.map((user) => attempt(queue.enter(user, false)));
    for (let round = 0; round < users.length; round++) {
      await settled();
      expect(all.filter(isIn).length).toBeLessThanOrEqual(round + 3);
      all.find((one) => isIn(one) && one.leave !== gone)?.leave?.();
      const left = all.find((one) => isIn(one) && one.leave !== gone);
      if (left) left.leave = gone;
    }
    await settled();
    expect(all.every(isIn)).toBe(true);
    const after = [
      attempt(queue.enter('ada', false)),
      attempt(queue.enter('ada', false)),
      attempt(queue.enter(null, false)),
    ];
    await settled();
    expect(after.map(isIn)).toEqual([true, true, true]);
  });
});

const gone = () => undefined;
