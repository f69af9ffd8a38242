/** Starting and stopping: binds the port before anything else happens, and closes it without losing a request. */
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
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
  /** It closes each connection with its next answer. */
  isClosing(): boolean;
}

export interface Listener extends Stage {
  url: string;
  /** Sets the handlers. Before that every request is refused with 503. */
  serve(handlers: Handlers): void;
  /**
   * Answers as before for `delayMs`, so that a load balancer can notice that it should send no new requests. Then answers with
   * `Connection: close` for at most `lingerMs`, accepts no new connections, waits up to 25 s for running requests, and closes.
   */
  stop(how?: Stopping): Promise<void>;
}

export interface Stopping {
  /** Default: 0. */
  delayMs?: number;
  /** Default: 1,000. */
  lingerMs?: number;
  sharers?: Sharers;
}

/** Other processes that accept connections on the same port and stop at the same time. */
export interface Sharers {
  /** Waits until all have reached this step. */
  together(step: 'announced' | 'held' | 'closed'): Promise<void>;
  /** Called with the client's port of each connection that is accepted shortly before the port is closed. */
  accepted(clientPort: number | undefined): void;
}

const nobody: Sharers = { together: async () => undefined, accepted: () => undefined };

const mostMs = 25_000;
/** If there was no connection for this long, no client has to be notified that the server is stopping. */
const quietMs = 200;
/** A new connection sends its request within this time. */
const unusedMs = 500;

const startingReplies: Record<string, TextReply> = {
  '/healthz': textReply('ok'),
  '/readyz': textReply('not ready', 503),
};
const starting = errorReply(503, 'LIMITED', 'The server is starting. Try again in a second.', { 'Retry-After': '1' });

/** Answers before the server is ready. */
const handlersAtStart = (strict: Record<string, string>): Handlers => ({
  request: ({ url = '' }, outgoing) => {
    const { status, headers, body } = startingReplies[url.split('?', 1)[0] as string] ?? starting;
    outgoing.writeHead(status, { ...strict, ...headers }).end(body);
  },
  unreadable: answerUnreadable(Object.entries(strict).flat(), () => undefined),
});

export async function listen({
  HOST: hostname,
  PORT: port,
  PUBLIC_URL: publicUrl,
}: Pick<Config, 'HOST' | 'PORT' | 'PUBLIC_URL'>): Promise<Listener> {
  let handlers = handlersAtStart(strictHeaders(publicUrl));
  let draining = false;
  let closing = false;
  let held: Promise<void> | undefined;
  let others = nobody;
  const handle: RequestListener = (incoming, outgoing) => {
    if (held) held.then(() => handlers.request(incoming, outgoing));
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
    if (held) others.accepted(socket.remotePort);
    socket.once('close', () => connections.delete(socket));
  });

  /**
   * Notifies clients in their next answer that the connection ends. New connections are still accepted, since refusing
   * them would make their requests fail.
   */
  async function announceClosing(lingerMs: number): Promise<void> {
    const end = performance.now() + lingerMs;
    let quietSince = performance.now();
    while (performance.now() < Math.min(end, quietSince + quietMs)) {
      await sleep(20);
      if (connections.size > 0) quietSince = performance.now();
    }
  }

  /**
   * When the port is closed, the kernel drops connections that were not accepted yet, and their requests are lost. So
   * no request is answered around that moment: clients that wait for an answer do not open another connection.
   */
  async function closePort(holdMs: number): Promise<void> {
    let release = () => {};
    held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await sleep(holdMs);
    await others.together('held');
    // Right after reading what has arrived: a connection whose request has just arrived is not idle.
    await nextTurn();
    server.close();
    await others.together('closed');
    release();
  }

  const { port: actual } = server.address() as AddressInfo;
  return {
    url: urlOf(hostname, actual),
    isDraining: () => draining,
    isClosing: () => closing,
    serve: (given) => {
      handlers = given;
    },
    stop: async ({ delayMs = 0, lingerMs = 1_000, sharers = nobody } = {}) => {
      draining = true;
      others = sharers;
      await sleep(delayMs);
      closing = true;
      const closed = new Promise<void>((resolve) => server.once('close', () => resolve()));
      const timeout = setTimeout(() => {
        for (const socket of connections) socket.destroy();
      }, mostMs);
      await announceClosing(lingerMs);
      await others.together('announced');
      await closePort(Math.min(lingerMs, 100));
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
