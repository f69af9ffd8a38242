/** An address that leads to one server and later to another one, as the address of the primary does after a failover. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface Switch {
  /** The address of the database through the switch. */
  url: string;
  /** Leads new connections to the server of this address. Those that exist stay. */
  to(url: string): void;
  /** Called for each new connection. */
  onConnection: () => void;
  close(): Promise<void>;
}

export async function openSwitch(url: string): Promise<Switch> {
  let target = new URL(url);
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const database = connect(Number(target.port), target.hostname);
    made.onConnection();
    for (const [from, to] of [
      [client, database],
      [database, client],
    ] as const) {
      sockets.add(from);
      from.on('data', (data) => to.write(data));
      from.on('error', () => undefined);
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const through = new URL(url);
  through.port = String((server.address() as AddressInfo).port);
  const made: Switch = {
    url: through.href,
    to: (url) => {
      target = new URL(url);
    },
    onConnection: () => undefined,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
  return made;
}
