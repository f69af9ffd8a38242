/**
 * A faulty network between a program and PostgreSQL: `openProxy` relays connections, reads the statements that the program
 * sends, and cuts or freezes the connection on which a chosen statement is sent.
 */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** When the fault happens: before the server receives the statement, or after it has answered and before the program receives the answer. */
export type Moment = 'before' | 'after';
export type Fault = 'cut' | 'freeze';

export interface Network {
  /** The address of the database through the proxy. */
  url: string;
  /** The texts of all statements that were sent. */
  seen: string[];
  /** Cuts or freezes the connection of the first statement for which `which` is true. */
  at(which: (text: string) => boolean, fault: Fault, moment: Moment): void;
  /** Lets everything pass again, and returns whether the fault has happened. */
  heal(): boolean;
  close(): Promise<void>;
}

export async function openProxy(url: string): Promise<Network> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  const seen: string[] = [];
  const thaws = new Set<() => void>();
  let armed: { which: (text: string) => boolean; fault: Fault; moment: Moment } | null = null;
  let happened = false;

  const server = createServer((client) => {
    const database = connect(Number(target.port), target.hostname);
    const both = [client, database];
    const names = new Map<string, string>();
    const messages = reader();
    const held: (() => void)[] = [];
    let frozen = false;
    const cut = () => {
      for (const socket of both) socket.destroy();
    };
    const fail = (fault: Fault) => {
      happened = true;
      if (fault === 'cut') return cut();
      frozen = true;
      thaws.add(() => {
        frozen = false;
        for (const pass of held.splice(0)) pass();
      });
    };
    /** What is sent while the network is frozen arrives afterwards. */
    const pass = (arrive: () => void) => {
      if (frozen) held.push(arrive);
      else arrive();
    };
    let afterwards: Fault | null = null;
    client.on('data', (data) => {
      for (const text of messages(data, names)) {
        seen.push(text);
        if (!armed?.which(text)) continue;
        const { fault, moment } = armed;
        armed = null;
        if (moment === 'before') fail(fault);
        else afterwards = fault;
      }
      pass(() => database.write(data));
    });
    database.on('data', (data) => {
      if (afterwards) fail(afterwards);
      afterwards = null;
      pass(() => client.write(data));
    });
    for (const socket of both) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        // A frozen network does not report a closed connection either.
        pass(cut);
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const through = new URL(url);
  through.hostname = '127.0.0.1';
  through.port = String((server.address() as AddressInfo).port);
  return {
    url: through.href,
    seen,
    at: (which, fault, moment) => {
      armed = { which, fault, moment };
      happened = false;
    },
    heal: () => {
      armed = null;
      for (const thaw of thaws) thaw();
      thaws.clear();
      return happened;
    },
    close: async () => {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    },
  };
}

/** Reads what a client sends, in pieces of any size, and returns the texts of the statements that it runs. */
function reader() {
  let rest = Buffer.alloc(0);
  let started = false;
  return (data: Buffer, names: Map<string, string>): string[] => {
    rest = Buffer.concat([rest, data]);
    const texts: string[] = [];
    for (;;) {
      // The first message has no type byte before its length.
      const typeBytes = started ? 1 : 0;
      if (rest.length < typeBytes + 4) return texts;
      const length = typeBytes + rest.readInt32BE(typeBytes);
      if (rest.length < length) return texts;
      const [kind, body] = [
        started ? String.fromCharCode(rest[0] as number) : '',
        rest.subarray(typeBytes + 4, length),
      ];
      rest = rest.subarray(length);
      started = true;
      const parts = body.toString('latin1').split('\0');
      if (kind === 'Q') texts.push(parts[0] as string);
      if (kind === 'P') names.set(parts[0] as string, parts[1] as string);
      if (kind === 'B') texts.push(names.get(parts[1] as string) ?? '');
    }
  };
}
