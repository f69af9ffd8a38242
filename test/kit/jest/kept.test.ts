/** Test files of one process share its modules, but not what they change in its globals. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from '@jest/globals';
import { everyPermission, setCustom } from '../../../src/domain/access/permissions.ts';
import { requireAdmitted, wasOnLately } from '../../../src/domain/firewall/admission.ts';

const Environment = createRequire(import.meta.url)('./environment.cjs');

test('a test file leaves the environment variables, the globals and the folder of its process as they were', async () => {
  const file = new Environment();
  const [before, url, { Date: clock, fetch }] = [process.cwd(), process.env.LATCHKEY_TEST_POSTGRES, globalThis];
  process.env.LATCHKEY_TEST_POSTGRES = 'postgres://elsewhere';
  process.env.LATCHKEY_LEFT_BEHIND = 'yes';
  globalThis.Date = class extends Date {} as DateConstructor;
  globalThis.fetch = async () => new Response();
  process.chdir('test');
  await file.teardown();
  expect([process.cwd(), process.env.LATCHKEY_TEST_POSTGRES]).toEqual([before, url]);
  expect(process.env).not.toHaveProperty('LATCHKEY_LEFT_BEHIND');
  expect([globalThis.Date, globalThis.fetch]).toEqual([clock, fetch]);
});

test('a test file leaves neither custom permissions nor a firewall in the memory of its process', async () => {
  const file = new Environment();
  const builtIn = everyPermission.size;
  setCustom(new Map([['SEND_INVOICE', { group: 'Billing', description: 'Create invoices.' }]]));
  expect(everyPermission.size).toBe(builtIn + 1);
  expect(() => requireAdmitted('10.0.0.0/8', '192.0.2.1')).toThrow();
  expect(wasOnLately()).toBe(true);
  await file.teardown();
  expect([everyPermission.size, wasOnLately()]).toEqual([builtIn, false]);
});

test('errors name the file and the line of the source', () => {
  interface Removed {
    byTheCompiler: true;
  }
  const { stack } = new Error('here') as Error & Partial<Removed>;
  const line = readFileSync('test/kit/jest/kept.test.ts', 'utf8')
    .split('\n')
    .findIndex((text) => text.includes("Error('here')"));
  expect(stack).toContain(`test/kit/jest/kept.test.ts:${line + 1}:`);
});
