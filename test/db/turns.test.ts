/** Turns: several share, one has it alone, in the order of arrival. */
import { expect, test } from '@jest/globals';
import { createTurns, type Use } from '../../src/db/turns.ts';

/** Takes turns and records when each begins; `end` ends one. */
function users() {
  const turns = createTurns();
  const begun: string[] = [];
  const ends = new Map<string, (error?: Error) => void>();
  const take = (name: string, use: Use) =>
    turns.take(use, async () => {
      begun.push(name);
      await new Promise<void>((resolve, reject) => ends.set(name, (error) => (error ? reject(error) : resolve())));
    });
  const end = async (name: string, error?: Error) => {
    ends.get(name)?.(error);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { take, end, begun };
}

test('several share, and one alone waits for all of them and keeps later ones waiting', async () => {
  const { take, end, begun } = users();
  const all = [take('a', 'shared'), take('b', 'shared'), take('c', 'alone'), take('d', 'shared'), take('e', 'shared')];
  expect(begun).toEqual(['a', 'b']);
  await end('b');
  expect(begun).toEqual(['a', 'b']);
  await end('a');
  expect(begun).toEqual(['a', 'b', 'c']);
  await end('c');
  expect(begun).toEqual(['a', 'b', 'c', 'd', 'e']);
  await end('d');
  await end('e');
  await Promise.all(all);
});

test('two that want it alone take turns, and one that fails frees its turn', async () => {
  const { take, end, begun } = users();
  const failing = take('a', 'alone');
  const next = take('b', 'alone');
  expect(begun).toEqual(['a']);
  const failed = expect(failing).rejects.toThrow('broken');
  await end('a', new Error('broken'));
  await failed;
  expect(begun).toEqual(['a', 'b']);
  await end('b');
  await next;
});
