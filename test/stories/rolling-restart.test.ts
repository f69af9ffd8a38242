/** Four processes behind a real nginx are restarted one after the other, and no request is lost. `RESTART_ROUNDS` says how often. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { freePort } from '../kit/cluster.ts';
import { type Database, freshDatabase } from '../kit/postgres.ts';
import { programOf, startReverseProxy } from '../kit/reverse-proxies.ts';
import { type Program, startProgram } from './program.ts';

const rounds = Number(process.env.RESTART_ROUNDS ?? 1);
const processes = 4;
const clients = 12;
const nginx = programOf('nginx');

const owner = { OWNER_USERNAME: 'ada', OWNER_EMAIL: 'ada@example.com', OWNER_PASSWORD: 'plum tractor seldom 47' };

type Running = Program & { url: string };

let database: Database;
const running = new Set<Running>();
beforeAll(async () => {
  database = await freshDatabase();
});
afterEach(async () => {
  await Promise.all([...running].map((program) => program.end('SIGKILL')));
  running.clear();
});
afterAll(() => database.drop());

async function start(more: Record<string, string> = {}): Promise<Running> {
  const settings = { DATABASE_URL: database.url, SECRET_KEY: 'k'.repeat(40), ...owner, LOG_LEVEL: 'silent' };
  const program = await startProgram({ ...settings, ...more });
  running.add(program);
  return program;
}

/** Issues a token at the server, and returns a function that asks with it. */
async function asking(url: string) {
  const send = (base: string, headers: Record<string, string>, query: string) =>
    fetch(`${base}/api/graphql`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify({ query }),
    });
  const body = new URLSearchParams({ username: 'ada', password: owner.OWNER_PASSWORD });
  const signedIn = await fetch(`${url}/sign-in`, { method: 'POST', body, redirect: 'manual' });
  const Cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const create = `mutation { made: createPersonalAccessToken(input: { name: "${randomUUID()}" }) { token } }`;
  const { data } = await (await send(url, { Cookie }, create)).json();
  return (base: string, query = '{ me { id } }') => send(base, { Authorization: `Bearer ${data.made.token}` }, query);
}

(nginx ? test : test.skip)(
  `four processes behind nginx restart without a lost request${nginx ? '' : ' (nginx is not installed)'}`,
  async () => {
    const ports = await Promise.all(Array.from({ length: processes }, freePort));
    const first = await start({ PORT: String(ports[0]) });
    const programs = [first, ...(await Promise.all(ports.slice(1).map((port) => start({ PORT: String(port) }))))];
    const proxy = await startReverseProxy(
      'nginx',
      `upstream latchkey {
        ${ports.map((port) => `server 127.0.0.1:${port} max_fails=0;`).join('\n')}
        keepalive 32;
      }
      server {
        listen 8080;
        location / {
          proxy_pass http://latchkey;
          proxy_http_version 1.1;
          proxy_set_header Connection "";
        }
      }`,
    );
    try {
      const ask = await asking(first.url);
      const lost: string[] = [];
      let answered = 0;
      let isOver = false;
      const client = async () => {
        while (!isOver) {
          // A mutation, which a proxy may not send twice.
          const response = await ask(proxy.url, 'mutation { updateMe(input: {}) { id } }').catch((error) => error);
          const text = response instanceof Response ? await response.text() : String(response);
          if (response.status === 200) answered++;
          else lost.push(`${response.status} ${text}`);
        }
      };
      const all = Array.from({ length: clients }, client);
      for (let round = 0; round < rounds; round++) {
        for (const [place, port] of ports.entries()) {
          const old = programs[place] as Running;
          expect(await old.end()).toBe(0);
          running.delete(old);
          const before = answered;
          programs[place] = await start({ PORT: String(port) });
          while (answered === before) await sleep(10);
        }
      }
      isOver = true;
      await Promise.all(all);
      process.stderr.write(
        `rolling restart: ${answered} answered, ${lost.length} lost in ${rounds * processes} restarts\n`,
      );
      expect(lost).toEqual([]);
    } finally {
      await proxy.stop();
    }
  },
  600_000,
);

test('during STOP_DELAY /readyz answers 503, and other requests are answered as before', async () => {
  const program = await start({ STOP_DELAY: '600' });
  const ask = await asking(program.url);
  const ready = async () => (await fetch(`${program.url}/readyz`)).status;
  expect(await ready()).toBe(200);
  const ending = program.end();
  while ((await ready()) === 200) await sleep(10);
  expect((await ask(program.url)).headers.get('connection')).toBe('keep-alive');
  expect([await ready(), (await ask(program.url)).status, (await fetch(`${program.url}/healthz`)).status]).toEqual([
    503, 200, 200,
  ]);
  // A second signal does not wait any more.
  await Promise.all([program.end('SIGTERM'), ending]);
});
