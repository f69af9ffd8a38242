/** Starting and stopping: binds the port before anything else happens, and closes it without losing a request. */
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, Server as NetServer, type Socket } from 'node:net';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '../config.ts';
import { errorReply, type TextReply, textReply } from './reply.ts';
import { strictHeaders } from './strict-headers.ts';
import { answerUnreadable, connectMethod, type Unreadable } from './unreadable.ts';

export interface Handlers {
  request: RequestListener;
  /** Answers requests that Node's parser cannot read. */
  unreadable: Unreadable;
}

/** How far the server has stopped. */
export interface Stage {
  /** It should get no new requests. */
  isDraining(): boolean;
  /** Its port is closed, and each answer closes its connection. */
  isClosing(): boolean;
}

export interface Listener extends Stage {
  url: string;
  /** Sets the handlers. Requests that come before wait for them, for 10 s at most; then they are refused with 503. */
  serve(handlers: Handlers): void;
  /**
   * Answers as before for `delayMs`, so that a load balancer can notice that it should send no new requests. Then closes the
   * port, answers on the open connections with `Connection: close` for at most `lingerMs`, and waits for running requests. 25 s
   * after `delayMs`, connections that are still open are cut off.
   */
  stop(how?: Stopping): Promise<void>;
}

export interface Stopping {
  /** How long it answers as before. Default: 0. */
  delayMs?: number;
  /** How long it waits for a last request on each open connection. Default: 1,000. */
  lingerMs?: number;
  sharers?: Sharers;
}

/** Other processes that accept connections on the same port and stop at the same time. */
export interface Sharers {
  /** Waits until all have reached this step. */
  together(step: 'held' | 'closed'): Promise<void>;
  /** Called with the client's port of each connection that is accepted shortly before the port is closed. */
  accepted(clientPort: number | undefined): void;
}

const nobody: Sharers = { together: async () => undefined, accepted: () => undefined };

const mostMs = 25_000;
/** The port is closed when nobody has opened a connection for this time. */
const quietMs = 100;
/** If connections are opened all the time, the port is closed after this time. */
const mostHeldMs = 1_000;
/** A new connection sends its request within this time. */
const unusedMs = 500;
/** For how long requests wait until the server has started. */
const startMs = 10_000;

const startingReplies: Record<string, TextReply> = {
  '/healthz': textReply('ok'),
  '/readyz': textReply('not ready', 503),
};
const notNow = (what: string) =>
  errorReply(503, 'LIMITED', `The server is ${what}. Try again in a second.`, { 'Retry-After': '1' });
const starting = notNow('starting');
const stopping = notNow('stopping');

/** Answers before the server is ready. `started` resolves with the handlers, or with null if it stops before. */
const handlersAtStart = (strict: Record<string, string>, started: Promise<Handlers | null>): Handlers => ({
  request: async (incoming, outgoing) => {
    const reply = startingReplies[incoming.url?.split('?', 1)[0] as string];
    const handlers = reply ? undefined : await Promise.race([started, sleep(startMs, undefined, { ref: false })]);
    if (handlers) return handlers.request(incoming, outgoing);
    const { status, headers, body } = reply ?? (handlers === null ? stopping : starting);
    outgoing.writeHead(status, { ...strict, ...headers }).end(body);
  },
  unreadable: answerUnreadable(Object.entries(strict).flat(), () => undefined),
});

export async function listen({
  HOST: hostname,
  PORT: port,
  PUBLIC_URL: publicUrl,
}: Pick<Config, 'HOST' | 'PORT' | 'PUBLIC_URL'>): Promise<Listener> {
  let start: (handlers: Handlers | null) => void = () => undefined;
  const started = new Promise<Handlers | null>((resolve) => {
    start = resolve;
  });
  let handlers = handlersAtStart(strictHeaders(publicUrl), started);
  let draining = false;
  let closing = false;
  /** While the port is closed, the requests on new connections wait. */
  let hold: { earlier: Set<Socket>; lastAt: number; released: Promise<void> } | undefined;
  let others = nobody;
  const handle: RequestListener = (incoming, outgoing) => {
    if (hold && !hold.earlier.has(incoming.socket)) void hold.released.then(() => handlers.request(incoming, outgoing));
    else handlers.request(incoming, outgoing);
  };
  const server = await bindServer(handle, { hostname, port, setting: 'PORT' });
  server
    .on('checkContinue', handle)
    .on('checkExpectation', handle)
    .on('clientError', (error, socket) => handlers.unreadable(error, socket as Socket))
    .on('connect', (_incoming, socket) => {
      // Node has removed its own listeners from the connection.
      socket.on('error', () => socket.destroy()).resume();
      handlers.unreadable(Object.assign(new Error('CONNECT'), { code: connectMethod }), socket as Socket);
    });
  const connections = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    connections.add(socket);
    if (hold) {
      hold.lastAt = performance.now();
      others.accepted(socket.remotePort);
    }
    socket.once('close', () => connections.delete(socket));
  });

  /**
   * When the port is closed, the kernel drops connections that were not accepted yet, and their requests are lost. Clients
   * that keep their connection open none. To the others nothing is answered around that moment: who waits for an answer does
   * not open another connection.
   */
  async function closePort(most: number): Promise<void> {
    const start = performance.now();
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    hold = { earlier: new Set(connections), lastAt: start, released };
    while (performance.now() < Math.min(start + most, hold.lastAt + quietMs)) await sleep(10);
    await others.together('held');
    // Right after the event loop has accepted what has arrived.
    await nextTurn();
    // Closes the port only. `close` of node:http also closes idle connections, perhaps just when a request arrives.
    NetServer.prototype.close.call(server);
    await others.together('closed');
    closing = true;
    hold = undefined;
    release();
  }

  /** Waits until each connection had an answer that closes it, for `lingerMs` at most, since some are never used again. */
  async function closeConnections(lingerMs: number): Promise<void> {
    const end = performance.now() + lingerMs;
    while (connections.size > 0 && performance.now() < end) await sleep(20);
    // Right after reading what has arrived: a connection whose request has just arrived is not idle.
    await nextTurn();
    // The port is closed already. This closes the idle connections.
    server.close();
  }

  const { port: actual } = server.address() as AddressInfo;
  return {
    url: urlOf(hostname, actual),
    isDraining: () => draining,
    isClosing: () => closing,
    serve: (given) => {
      handlers = given;
      start(given);
    },
    stop: async ({ delayMs = 0, lingerMs = 1_000, sharers = nobody } = {}) => {
      draining = true;
      others = sharers;
      start(null);
      await sleep(delayMs);
      const closed = new Promise<void>((resolve) => server.once('close', () => resolve()));
      const timeout = setTimeout(() => {
        for (const socket of connections) socket.destroy();
      }, mostMs);
      await closePort(Math.min(lingerMs, mostHeldMs));
      await closeConnections(lingerMs);
      // Browsers open connections that they never use; the server counts these as busy.
      const unused = setTimeout(() => {
        for (const socket of connections) if (socket.bytesRead === 0) socket.destroy();
      }, unusedMs);
      await closed;
      clearTimeout(unused);
      clearTimeout(timeout);
    },
  };
}

export const urlOf = (hostname: string, port: number) =>
  `http://${hostname.includes(':') ? `[${hostname}]` : hostname}:${port}`;

interface Binding {
  hostname: string;
  port: number;
  /** The setting of the port, for the error when it is in use. */
  setting: string;
}

export function bindServer(listener: RequestListener, { hostname, port, setting }: Binding): Promise<Server> {
  return new Promise((resolve, reject) => {
    // Idle connections last longer than those of load balancers and clients: if the server closed first, it could do so
    // just when a request arrives.
    const timeouts = {
      requestTimeout: 30_000,
      headersTimeout: 10_000,
      keepAliveTimeout: 75_000,
      connectionsCheckingInterval: 5_000,
    };
    // Requests without a Host header are refused like others, with a line in the log.
    const options = { ...timeouts, requireHostHeader: false };
    const server = createServer(options, listener).listen(port, hostname, () => resolve(server));
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE') return reject(error);
      reject(
        new Error(
          `Port ${port} on ${hostname} is in use. Stop the program that uses it, or choose another port with ${setting}.`,
        ),
      );
    });
  });
}
