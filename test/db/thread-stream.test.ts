/** The stream to the thread of the embedded database: whatever ends the thread, what waits for an answer fails with a reason. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { expect, test } from '@jest/globals';
import { isAway } from '../../src/db/failures.ts';
import { streamTo } from '../../src/db/thread-stream.ts';

const threadThat = (does: string) =>
  new Worker(`const { parentPort } = require('node:worker_threads'); parentPort.on('message', (sent) => { ${does} })`, {
    eval: true,
  });

test('what is written in one go arrives as one message, and its answer is read', async () => {
  const worker = threadThat('parentPort.postMessage(sent.reverse())');
  const stream = streamTo(worker, 60_000, () => true);
  stream.cork();
  stream.write('abc');
  stream.write('def');
  stream.uncork();
  const [answer] = await once(stream, 'data');
  expect(String(answer)).toBe('fedcba');
  stream.destroy();
  expect(await once(worker, 'exit')).toEqual([1]);
});

test('a thread that ends normally ends the stream', async () => {
  const stream = streamTo(threadThat('process.exit(0)'), 60_000, () => true);
  stream.resume().write('X');
  await once(stream, 'close');
  expect(stream.errored).toBeNull();
});

test.each([
  ['exits', 'process.exit(3)'],
  ['throws', 'throw new Error("broken")'],
])('a thread that %s breaks the stream, and the request may be tried again', async (_how, does) => {
  const worker = threadThat(does).on('error', () => undefined);
  const stream = streamTo(worker, 60_000, () => true);
  stream.write('Q');
  const [error] = await once(stream, 'error');
  expect(error.message).toBe('The embedded database ended unexpectedly.');
  expect(isAway(error)).toBe(true);
});

test('the time is limited only while something is unanswered and the time counts', async () => {
  const stream = streamTo(threadThat('if (sent[0] === 65) parentPort.postMessage(sent)'), 100, () => counts);
  let counts = false;
  const after = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  stream.resume().write('A');
  await once(stream, 'data');
  counts = true;
  await after(400);
  expect(stream.destroyed).toBe(false);
  counts = false;
  stream.write('B');
  await after(400);
  expect(stream.destroyed).toBe(false);
  counts = true;
  const [error] = await once(stream, 'error');
  expect(error).toMatchObject({ code: '57014' });
});
