/** The Postman collection runs from start to end, and contains no secret. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { kinds, type Latchkey, startLatchkey } from '../server.ts';
import { people } from '../test-users.ts';

const path = 'docs/latchkey.postman_collection.json';

interface Collection {
  variable: { key: string; value: string }[];
  item: { name: string; event: { listen: string }[]; protocolProfileBehavior?: { disableCookies: boolean } }[];
}
const collection = JSON.parse(readFileSync(path, 'utf8')) as Collection;

const folder = mkdtempSync(join(tmpdir(), 'latchkey-postman-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Run {
  stats: { requests: { total: number }; assertions: { total: number } };
  failures: { source: { name: string }; error: { test?: string; message: string } }[];
}

/** Runs a collection with newman, whose exit code must agree with the failures that it reports. */
async function run(file: string, server: Latchkey, token: string): Promise<Run> {
  const report = join(folder, 'report.json');
  rmSync(report, { force: true });
  const variables = ['--env-var', `base_url=${server.url}`, '--env-var', `token=${token}`];
  const reporters = ['--reporters', 'json', '--reporter-json-export', report];
  const newman = ['node_modules/newman/bin/newman.js', 'run', file, ...variables, ...reporters];
  const succeeded = await promisify(execFile)(process.execPath, newman).then(Boolean, () => false);
  const result = (JSON.parse(readFileSync(report, 'utf8')) as { run: Run }).run;
  expect(succeeded).toBe(result.failures.length === 0);
  return result;
}

describe.each(kinds)('on %s', (kind) => {
  let server: Latchkey;
  let token: string;
  beforeAll(async () => {
    server = await startLatchkey(kind);
    token = (await people(server).owner()).token;
  });
  afterAll(() => server.stop());

  test('the collection succeeds, and can be repeated', async () => {
    for (const _time of ['first', 'second']) {
      const { stats, failures } = await run(path, server, token);
      expect(failures).toEqual([]);
      expect(stats.requests.total).toBe(collection.item.length);
      expect(stats.assertions.total).toBeGreaterThan(collection.item.length);
    }
  });

  test('an invalid token fails the run at its first request', async () => {
    const { failures } = await run(path, server, `lku_${'0'.repeat(30)}2C8GjS`);
    expect(failures[0]?.source.name).toBe(collection.item[0]?.name);
  });

  test('cookies are disabled, because a request with a cookie and a token is refused', async () => {
    const withCookies = join(folder, 'with-cookies.json');
    const item = collection.item.map(({ protocolProfileBehavior, ...request }) => request);
    writeFileSync(withCookies, JSON.stringify({ ...collection, item }));
    const { failures } = await run(withCookies, server, token);
    expect(failures.map(({ source }) => source.name)).toContain('Use the new token');
  });
});

test('every request checks its answer', () => {
  const checked = collection.item.filter(({ event }) => event.some(({ listen }) => listen === 'test'));
  expect(checked).toHaveLength(collection.item.length);
});

test('the collection contains a URL and no secret', () => {
  const filled = collection.variable.filter(({ value }) => value !== '');
  expect(filled).toEqual([{ key: 'base_url', value: 'http://localhost:4000' }]);
  expect(readFileSync(path, 'utf8')).not.toMatch(/lk[upg]_[0-9A-Za-z]{8}/);
});
