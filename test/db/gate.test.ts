/** Who gets a connection next: nobody holds more than a share of them, and nobody waits for ever. */
import { describe, expect, test } from '@jest/globals';
import { WaitedTooLongError } from '../../src/db/failures.ts';
import { createGate } from '../../src/db/gate.ts';

const patience = { waitMs: 20, servedMs: 60_000, firstMs: 60_000 };
const settled = () => new Promise((resolve) => setImmediate(resolve));

/** What became of an attempt to enter so far. */
function attempt(entering: Promise<() => void>) {
  const state: { leave?: () => void; error?: unknown } = {};
  entering.then(
    (leave) => (state.leave = leave),
    (error) => (state.error = error),
  );
  return state;
}

const isIn = ({ leave }: ReturnType<typeof attempt>) => leave !== undefined;

describe('a gate of 4 places with a share of 2', () => {
  test('lets a user hold 2, and others the rest', async () => {
    const gate = createGate(4, 2, patience);
    const ada = [1, 2, 3].map(() => attempt(gate.enter('ada', false)));
    const bob = attempt(gate.enter('bob', false));
    const unknown = attempt(gate.enter(null, false));
    await settled();
    expect([...ada, bob, unknown].map(isIn)).toEqual([true, true, false, true, true]);
  });

  test('gives a place that becomes free to the first who may have it', async () => {
    const gate = createGate(4, 2, patience);
    const ada = [1, 2, 3].map(() => attempt(gate.enter('ada', false)));
    const bob = [1, 2, 3].map(() => attempt(gate.enter('bob', false)));
    const cy = attempt(gate.enter('cy', false));
    await settled();
    bob[0]?.leave?.();
    await settled();
    // Ada came before, but holds her share.
    expect([...ada, ...bob, cy].map(isIn)).toEqual([true, true, false, true, true, true, false]);
    ada[0]?.leave?.();
    await settled();
    expect([ada[2] as object, cy].map((one) => isIn(one))).toEqual([true, false]);
  });

  test('lets the answer to a change in before all others, whatever its user holds', async () => {
    const gate = createGate(2, 2, patience);
    const ada = [1, 2].map(() => attempt(gate.enter('ada', false)));
    const bob = attempt(gate.enter('bob', false));
    const answer = attempt(gate.enter('ada', true));
    await settled();
    ada[0]?.leave?.();
    await settled();
    expect([isIn(answer), isIn(bob)]).toEqual([true, false]);
  });

  test('refuses who waits too long, unless their user is served meanwhile', async () => {
    const gate = createGate(2, 1, patience);
    const [ada, second] = [1, 2].map(() => attempt(gate.enter('ada', false)));
    const bob = attempt(gate.enter('bob', false));
    const cy = attempt(gate.enter('cy', false));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(isIn(bob)).toBe(true);
    expect(cy.error).toBeInstanceOf(WaitedTooLongError);
    expect(second?.error).toBeUndefined();
    ada?.leave?.();
    await settled();
    expect(isIn(second as object)).toBe(true);
  });

  test('counts a place once, however many come and go', async () => {
    const gate = createGate(3, 2, patience);
    const users = ['ada', 'bob', null, 'cy', 'ada', 'bob', 'ada', null, 'cy', 'bob'];
    const all = users.map((user) => attempt(gate.enter(user, false)));
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
      attempt(gate.enter('ada', false)),
      attempt(gate.enter('ada', false)),
      attempt(gate.enter(null, false)),
    ];
    await settled();
    expect(after.map(isIn)).toEqual([true, true, true]);
  });
});

const gone = () => undefined;
