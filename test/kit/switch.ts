/** An address that leads to one server and later to another one, as the address of the primary does after a failover. */
import { type Forwarder, openForwarder } from './forwarder.ts';

export interface Switch extends Forwarder {
  /** Leads new connections to the server of this address. Those that exist stay. */
  to(url: string): void;
  /** Called for each new connection, whose server is already chosen. */
  onConnection: () => void;
}

export async function openSwitch(url: string): Promise<Switch> {
  let target = new URL(url);
  const forwarder = await openForwarder(url, {
    target: () => {
      const chosen = target;
      made.onConnection();
      return chosen;
    },
  });
  const made: Switch = {
    ...forwarder,
    to: (url) => {
      target = new URL(url);
    },
    onConnection: () => undefined,
  };
  return made;
}
