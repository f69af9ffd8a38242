/** The PostgreSQL server of the tests: it restarts after a crash, and leaves nothing behind. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from '@jest/globals';
import { query } from './cluster.ts';
import { startPostgres } from './postgres.ts';

describe('startPostgres', () => {
  const given = process.env.TEST_DATABASE_URL;
  const use = (url: string | undefined) => {
    if (url) process.env.TEST_DATABASE_URL = url;
    else delete process.env.TEST_DATABASE_URL;
  };
  afterEach(() => use(given));

  test.each([true, false])(
    'keeps a committed row after the server was killed and restarted (fsync %p)',
    async (fsync) => {
      use(undefined);
      const server = await startPostgres({ fsync });
      try {
        const url = await server.createDatabase();
        expect(await query(url, 'show fsync')).toEqual([{ fsync: fsync ? 'on' : 'off' }]);
        await query(url, 'create table kept as select 42 as answer');
        const interrupted = expect(query(url, 'select pg_sleep(60)')).rejects.toThrow(/terminat(ed|ing)|ECONNRESET/);
        await server.kill();
        await interrupted;
        await expect(query(url, 'select 1')).rejects.toThrow('ECONNREFUSED');
        await server.restart();
        expect(await query(url, 'select answer from kept')).toEqual([{ answer: 42 }]);
        await server.restart();
        expect(await query(url, 'select answer from kept')).toEqual([{ answer: 42 }]);
      } finally {
        await server.stop();
      }
      await expect(query(server.url, 'select 1')).rejects.toThrow('ECONNREFUSED');
    },
  );

  test('leaves no process and no data when the process that started it is killed', async () => {
    const program = `
      import { runnerImport } from 'vite';
      const { module } = await runnerImport('./test/kit/cluster.ts', { configFile: false, logLevel: 'error' });
      console.log((await module.openCluster()).url);
      setInterval(() => {}, 1000);`;
    const options = ['--input-type=module', '--eval', program];
    const child = spawn(process.execPath, options, { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = await once(child.stdout, 'data');
    const url = String(line).trim();
    const [row] = await query(url, `select current_setting('data_directory') as data`);
    const data = String(row?.data);
    expect(await exists(data)).toBe(true);
    child.kill('SIGKILL');
    for (let tries = 0; tries < 100 && (await exists(data)); tries++) await sleep(100);
    expect(await exists(data)).toBe(false);
    await expect(query(url, 'select 1')).rejects.toThrow('ECONNREFUSED');
  });

  test('uses the server that TEST_DATABASE_URL names, drops its databases there, and does not kill it', async () => {
    use(process.env.LATCHKEY_TEST_POSTGRES);
    const server = await startPostgres();
    const url = await server.createDatabase();
    expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await expect(server.kill()).rejects.toThrow('not ours');
    await expect(server.restart()).rejects.toThrow('not ours');
    await server.stop();
    await expect(query(url, 'select 1')).rejects.toThrow('does not exist');
  });
});

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );
