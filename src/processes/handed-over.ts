/**
 * In the primary, which accepts connections for its workers: finds out when all that were opened before have reached a worker.
 * They are accepted and handed over in their order, so one more connection is opened, and followed until a worker reports it.
 */
import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';

const patienceMs = 2_000;

export function createHandover() {
  const awaited = new Map<number, () => void>();
  return {
    accepted: (clientPort = 0) => awaited.get(clientPort)?.(),
    /** Waits until the connections that are open now have reached a worker; not for long if none responds. */
    complete: async (host: string, port: number): Promise<void> => {
      const socket = connect({ host, port });
      // Kept open until the worker has taken it.
      const arrived = once(socket, 'connect').then(() => {
        const { port: own } = socket.address() as AddressInfo;
        return new Promise<void>((resolve) => awaited.set(own, resolve));
      });
      socket.on('error', () => undefined);
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, patienceMs);
      });
      await Promise.race([arrived, late]).catch(() => undefined);
      clearTimeout(timer);
      awaited.clear();
      socket.destroy();
    },
  };
}
