/** What an operator has besides a shell: PostgreSQL, a mail server, systemd and nginx, as far as docs/deploy.md uses them. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { startCleanup } from '../kit/cleanup.ts';
import { freePort, query } from '../kit/cluster.ts';
import { startMailServer } from '../kit/mail.ts';

export interface Deployment {
  /** Runs a block of the language and returns its output. */
  kinds: Record<string, (code: string) => Promise<string>>;
  /** The code with names and addresses of the test instead of the reader's. */
  asWritten(code: string): string;
  /** Stops everything that was started and deletes what was created. */
  stop(): Promise<void>;
}

/** `folder` contains `etc/` in place of the root of the file system. */
export async function deployment(folder: string): Promise<Deployment> {
  const admin = new URL(process.env.LATCHKEY_TEST_POSTGRES ?? '');
  const name = `latchkey_${randomBytes(6).toString('hex')}`;
  const port = await freePort();
  const mail = await startMailServer();
  let made = false;
  let service: { process: ChildProcess; cleanup: ReturnType<typeof startCleanup> } | undefined;
  let proxy: Server | undefined;

  const sql = async (text: string) => {
    made = true;
    for (const statement of text.split(/;\n/)) await query(admin.href, statement);
    return '';
  };

  /** A systemd unit: starts the service and waits until it runs. */
  const ini = async (unit: string) => {
    const entry = (key: string) => new RegExp(`^${key}=(.*)$`, 'm').exec(unit)?.[1] ?? '';
    const [, ...args] = entry('ExecStart').split(' ');
    const env = {
      PATH: process.env.PATH,
      PORT: String(port),
      LOG_LEVEL: 'silent',
      ...environment(entry('EnvironmentFile')),
    };
    const started = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
    service = { process: started, cleanup: startCleanup(join(folder, 'etc')) };
    service.cleanup.watch(started.pid);
    const printed: string[] = [];
    for await (const line of createInterface({ input: started.stdout as NodeJS.ReadableStream })) {
      printed.push(line);
      if (line.startsWith('The owner')) return printed.join('\n');
    }
    throw new Error(`The service ended:\n${printed.join('\n')}`);
  };

  /** A location of nginx: starts a proxy with its rules in front of the service. */
  const nginx = async (location: string) => {
    const target = new URL(/proxy_pass (.*);/.exec(location)?.[1] ?? '');
    const rules = [...location.matchAll(/proxy_set_header (\S+) (\S+);/g)];
    proxy = createServer((incoming, outgoing) => {
      const { host, 'x-forwarded-for': before } = incoming.headers;
      const from = [before, incoming.socket.remoteAddress].filter(Boolean).join(', ');
      const values: Record<string, string> = { $host: host ?? '', $proxy_add_x_forwarded_for: from };
      const set = Object.fromEntries(
        rules.map(([, header = '', value = '']) => [header.toLowerCase(), values[value] ?? value]),
      );
      const options = {
        port: target.port,
        method: incoming.method,
        path: incoming.url,
        headers: { ...incoming.headers, ...set },
      };
      const passed = request({ host: target.hostname, ...options }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      });
      incoming.pipe(passed);
    }).listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    await expectKnown((proxy.address() as AddressInfo).port);
    return '';
  };

  const asWritten = (code: string) =>
    code
      .replaceAll('/etc/', `${folder}/etc/`)
      .replaceAll(
        'postgres://latchkey:the-password@127.0.0.1/latchkey',
        `postgres://${name}:the-password@${admin.host}/${name}`,
      )
      .replaceAll('smtp://127.0.0.1:25', mail.url)
      .replaceAll('http://127.0.0.1:4000', `http://127.0.0.1:${port}`)
      .replace(/\b(ROLE|DATABASE|OWNER) latchkey\b/g, `$1 ${name}`);

  /** Configurations of reverse proxies: test/services/proxies.test.ts runs them, or replays what the proxies send. */
  const configuration = async () => '';

  return {
    kinds: { sql, ini, nginx, conf: configuration, caddyfile: configuration, yaml: configuration },
    asWritten,
    stop: async () => {
      proxy?.close();
      if (service) {
        const exit = once(service.process, 'exit');
        const code = service.process.kill('SIGTERM') ? (await exit)[0] : service.process.exitCode;
        service.cleanup.watch(undefined);
        await service.cleanup.finish();
        if (code !== 0) throw new Error(`The service ended with ${code}.`);
      }
      await mail.stop();
      if (made) await query(admin.href, `drop database if exists ${name} with (force)`);
      if (made) await query(admin.href, `drop role if exists ${name}`);
    },
  };
}

/** The settings in a file, parsed as systemd does it. */
const environment = (file: string) =>
  Object.fromEntries(
    [...readFileSync(file, 'utf8').matchAll(/^(\w+)=(?:"(.*)"|(.*))$/gm)].map(([, name, quoted, plain]) => [
      name,
      quoted ?? plain,
    ]),
  );

/** Throws unless the service sees its own host and the address of the client through the proxy on this port. */
async function expectKnown(port: number): Promise<void> {
  const headers = {
    Host: 'latchkey.example.com',
    'X-Forwarded-For': '203.0.113.9',
    'Content-Type': 'application/json',
  };
  const ask = async (path: string, method: string, body: string) => {
    const asked = request({ host: '127.0.0.1', port, path, method, headers });
    asked.end(body);
    const [answer] = await once(asked, 'response');
    const chunks: Buffer[] = [];
    for await (const chunk of answer) chunks.push(chunk);
    return `${answer.statusCode} ${Buffer.concat(chunks)}`;
  };
  const page = await ask('/sign-in', 'GET', '');
  if (!page.startsWith('200')) throw new Error(`Through the proxy the sign-in page is answered with ${page}`);
  const address = await ask('/api/graphql', 'POST', '{"query": "{ my_ip_address { ip } }"}');
  if (!address.includes('"203.0.113.9"')) throw new Error(`Through the proxy the client's address is ${address}`);
}
