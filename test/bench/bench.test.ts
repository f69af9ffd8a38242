/** The benchmark runs from its start to its tables. How fast anything was is not tested. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, jest, test } from '@jest/globals';
import { arrivals } from '../../bench/arrivals.ts';
import type { Cell } from '../../bench/cell.ts';
import { replaceMeasured } from '../../bench/document.ts';
import { tableOf, warningOf } from '../../bench/table.ts';

jest.setTimeout(180_000);

const run = promisify(execFile);
const rowsOf = (markdown: string) =>
  markdown
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.split('|').slice(1, -1))
    .map((cells) => cells.map((cell) => cell.trim()));

test('a short run prints for both servers what it measured', async () => {
  await run(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'bench']);
  const options = ['w3', '--quick', '--rounds', '2', '--seconds', '0.2', '--connections', '2'];
  const { stdout } = await run(process.execPath, ['dist/benchmark/bench/main.js', ...options]);
  expect(stdout).toMatch(/^Measured on \d{4}-\d\d-\d\d, with Latchkey at commit [0-9a-f]+/);
  expect(stdout).toContain('### w3: `me`');
  const [header, , ...rows] = rowsOf(stdout);
  expect(header?.slice(0, 4)).toEqual(['clients', 'server', 'requests/s', 'ratio (of each round)']);
  expect(rows.map(([clients, server]) => [clients, server])).toEqual([
    ['2', 'minimal server'],
    ['2', 'Latchkey'],
  ]);
  expect(rows[1]?.[3]).toMatch(/^\*\*\d+\.\d\d\*\* \(\d+\.\d\d \d+\.\d\d\)$/);
  // A dash stands for what the system or an external PostgreSQL does not report.
  for (const cells of rows.map((row) => [row[2], ...row.slice(4)]))
    for (const cell of cells) expect(cell).toMatch(/^([\d,.]+( %( \(!\))?)?|–)$/);
  const statements = rows.map((row) => row[header?.indexOf('statements') ?? -1]);
  if (!process.env.TEST_DATABASE_URL) expect(Number(statements[0])).toBeCloseTo(2, 0);
});

test('an unknown name ends the run with the list of names, before anything is started', async () => {
  const failed = await run(process.execPath, ['dist/benchmark/bench/main.js', 'w9']).catch((error) => error);
  expect(failed).toMatchObject({ code: 1, stderr: expect.stringContaining('w1 w2 w3 w4') });
});

const cell = (values: Partial<Cell>): Cell => ({
  requests: 100,
  refused: 0,
  perSecond: 100,
  p50: 1,
  p99: 2,
  client: 0.1,
  node: 0.5,
  postgres: 0.5,
  statements: 2,
  others: 0,
  memory: 100,
  ...values,
});

test('a ratio divides figures of the same round', () => {
  const compared = [cell({ perSecond: 100 }), cell({ perSecond: 10 }), cell({ perSecond: 50 })];
  const cells = [cell({ perSecond: 200 }), cell({ perSecond: 30 }), cell({ perSecond: 200 })];
  const [, , row] = rowsOf(tableOf([{ connections: 4, name: 'one', cells, compared }]));
  expect(row?.[3]).toBe('**3.00** (2.00 3.00 4.00)');
});

test('measurements during which other processes used more than 15 % of the machine are marked', () => {
  expect(warningOf([cell({ others: 0.15 }), cell({ others: 0.02 })])).toBeNull();
  const cells = [cell({ others: 0.2 }), cell({ others: 0.3 }), cell({ others: 0.1 })];
  const table = tableOf([{ connections: 4, name: 'one', cells, compared: cells }]);
  expect(rowsOf(table)[2]?.at(-1)).toBe('20 % (!)');
  expect(table).toContain('in 2 of 3 measurements, up to 30 %');
});

test('only the text between the marks of the document is replaced', () => {
  const text = 'Before.\n\n<!-- measured -->\n\nOld.\n\n<!-- end of measured -->\n\nAfter.\n';
  const replaced = 'Before.\n\n<!-- measured -->\n\nNew.\n\n<!-- end of measured -->\n\nAfter.\n';
  expect(replaceMeasured(text, 'New.')).toBe(replaced);
  expect(() => replaceMeasured('No marks.', 'New.')).toThrow('marks');
});

test('a request that arrives while all connections are busy counts from its arrival', async () => {
  const began = performance.now();
  const { next } = arrivals(10_000, began + 200);
  await new Promise((resolve) => setTimeout(resolve, 50));
  const free = performance.now();
  const sent = await new Promise<number>((resolve, reject) => next(resolve, () => reject(new Error('none arrived'))));
  expect(sent).toBeGreaterThan(began);
  expect(sent).toBeLessThan(free);
});

test('connections without a request end with the measurement', async () => {
  const { next } = arrivals(0.001, performance.now() + 20);
  await expect(
    new Promise<string>((resolve) =>
      next(
        () => resolve('sent'),
        () => resolve('left'),
      ),
    ),
  ).resolves.toBe('left');
});
