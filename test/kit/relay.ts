/** A network between a program and PostgreSQL that can freeze as a whole: nothing arrives any more, and neither side gets an error. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface Relay {
  /** The address of the database through the relay. */
  url: string;
  freeze(): void;
  close(): Promise<void>;
}

export async function openRelay(url: string): Promise<Relay> {
  const { hostname: host, port } = new URL(url);
  const sockets = new Set<Socket>();
  let frozen = false;
  const server = createServer({ allowHalfOpen: true }, (client) => {
    const database = connect({ port: Number(port), host, allowHalfOpen: true });
    const pairs: [Socket, Socket][] = [
      [client, database],
      [database, client],
    ];
    for (const [from, to] of pairs) {
      sockets.add(from);
      from.on('data', (data) => frozen || to.write(data));
      from.on('end', () => frozen || to.end());
      from.on('error', () => undefined);
      from.on('close', () => {
        sockets.delete(from);
        if (!frozen) to.destroy();
      });
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const through = new URL(url);
  through.port = String((server.address() as AddressInfo).port);
  return {
    url: through.href,
    freeze: () => {
      frozen = true;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
