/** How the primary supervises its workers: their output, their ends, and the steps that they do together. */
import { PassThrough } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import { passLines } from '../../src/processes/lines.ts';
import type { ToWorker } from '../../src/processes/messages.ts';
import { createReplacements } from '../../src/processes/replacements.ts';
import { createSteps } from '../../src/processes/steps.ts';

describe('the output of a worker', () => {
  test('is passed on in whole lines, however it arrives', async () => {
    const lines = ['{"a":1}', 'é'.repeat(5_000), '', '{"b":2}'];
    const bytes = Buffer.from(`${lines.join('\n')}\n`);
    for (const size of [1, 3, 1_000, bytes.length]) {
      const [input, passed] = [new PassThrough(), [] as string[]];
      passLines(input, (text) => void passed.push(text));
      for (let at = 0; at < bytes.length; at += size) input.write(bytes.subarray(at, at + size));
      input.end();
      await new Promise((resolve) => input.once('end', resolve));
      expect(passed.every((text) => text.endsWith('\n'))).toBe(true);
      expect(passed.join('')).toBe(bytes.toString());
    }
  });

  test('that a killed worker did not finish ends its line', async () => {
    const [input, passed] = [new PassThrough(), [] as string[]];
    passLines(input, (text) => void passed.push(text));
    input.end('{"a":1}\n{"cut');
    await new Promise((resolve) => input.once('end', resolve));
    expect(passed.join('')).toBe('{"a":1}\n{"cut\n');
  });
});

describe('a worker that ended', () => {
  const minute = 60_000;

  test('after a long time is replaced at once, each time', () => {
    const next = createReplacements();
    expect(Array.from({ length: 20 }, () => next(minute))).toEqual(Array(20).fill(0));
  });

  test('soon after its start is replaced after a delay that doubles, and the fifth is not replaced', () => {
    const next = createReplacements();
    expect([10, 10, 10, 10, 10].map(next)).toEqual([1_000, 2_000, 4_000, 8_000, null]);
  });

  test('after a long time resets the delay', () => {
    const next = createReplacements();
    expect([10, 10, minute, 10].map(next)).toEqual([1_000, 2_000, 0, 1_000]);
  });
});

describe('a step', () => {
  function steps(...running: number[]) {
    const sent: [number, ToWorker][] = [];
    const send = (worker: number, message: ToWorker) => void sent.push([worker, message]);
    let finish = () => {};
    const before = async (step: string) => {
      if (step === 'held') await new Promise<void>((resolve) => (finish = resolve));
    };
    return { running, sent, ...createSteps(() => running, send, before), finish: () => finish() };
  }
  const proceed = (worker: number, step: string) => [worker, { type: 'proceed', step }];
  const settled = () => new Promise((resolve) => setImmediate(resolve));

  test('is left by all workers when the last has reached it', async () => {
    const { reached, sent } = steps(1, 2);
    reached(1, 'closed');
    await settled();
    expect(sent).toEqual([]);
    reached(2, 'closed');
    await settled();
    expect(sent).toEqual([proceed(1, 'closed'), proceed(2, 'closed')]);
  });

  test('is left only when the primary has done its part', async () => {
    const { reached, sent, finish } = steps(1);
    reached(1, 'held');
    await settled();
    expect(sent).toEqual([]);
    finish();
    await settled();
    expect(sent).toEqual([proceed(1, 'held')]);
  });

  test('does not wait for a worker that has ended', async () => {
    const { running, reached, ended, sent } = steps(1, 2);
    reached(1, 'closed');
    running.pop();
    ended();
    await settled();
    expect(sent).toEqual([proceed(1, 'closed')]);
  });

  test('waits only for a limited time for a worker that does not respond', async () => {
    const { reached, sent } = steps(1, 2);
    reached(1, 'closed');
    while (sent.length === 0) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(sent).toEqual([proceed(1, 'closed')]);
  });
});
