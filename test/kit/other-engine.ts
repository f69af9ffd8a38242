/** A database that speaks the protocol of PostgreSQL and differs from it: a proxy that rewrites statements before PostgreSQL reads them. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface Engine {
  /** The address of the database through the proxy. */
  url: string;
  close(): Promise<void>;
}

/** What matches `pattern` is replaced, and filled up with spaces to its length. */
export async function openEngine(url: string, pattern: RegExp, replacement: string): Promise<Engine> {
  const { hostname, port } = new URL(url);
  const sockets = new Set<Socket>();
  const rewrite = (data: Buffer) =>
    Buffer.from(
      data.toString('latin1').replace(pattern, (found) => {
        if (replacement.length > found.length) throw new Error(`"${replacement}" is longer than "${found}".`);
        return replacement.padEnd(found.length);
      }),
      'latin1',
    );
  const server = createServer((client) => {
    const database = connect(Number(port), hostname);
    for (const [from, to] of [
      [client, database],
      [database, client],
    ] as const) {
      sockets.add(from);
      from.on('data', (data) => to.write(from === client ? rewrite(data) : data));
      from.on('error', () => undefined);
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const through = new URL(url);
  through.hostname = '127.0.0.1';
  through.port = String((server.address() as AddressInfo).port);
  return {
    url: through.href,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
