/** Passes connections on to a server under another address. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface Forwarder {
  /** The address of the database through the forwarder. */
  url: string;
  close(): Promise<void>;
}

interface Forwarding {
  /** The server of a new connection. */
  target(): URL;
  /** What arrives there of what the client sends. */
  sent?(data: Buffer): Buffer;
}

export async function openForwarder(url: string, { target, sent = (data) => data }: Forwarding): Promise<Forwarder> {
  const sockets = new Set<Socket>();
  const pass = (from: Socket, to: Socket, change: (data: Buffer) => Buffer) => {
    sockets.add(from);
    from
      .on('data', (data) => to.write(change(data)))
      .on('error', () => undefined)
      .on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
  };
  const server = createServer((client) => {
    const { port, hostname } = target();
    const database = connect(Number(port), hostname);
    pass(client, database, sent);
    pass(database, client, (data) => data);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: Object.assign(new URL(url), { hostname: '127.0.0.1', port }).href,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
