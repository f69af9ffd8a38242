/** A receiver of webhooks for tests: a real server that verifies signatures with the library of the Standard Webhooks specification. */
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';

export interface Received {
  id: string;
  type: string;
  timestamp: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into data of every shape
  data: any;
  headers: IncomingHttpHeaders;
  path: string;
}

export interface Receiver {
  url: string;
  /** What was accepted, in the order of arrival. */
  received: Received[];
  /** How many requests had a signature that was not valid. */
  forged: number;
  /** How many requests arrived, whatever was answered. */
  requests: number;
  /** Verifies with this secret from now on. */
  secret: string;
  /** The clock by which signatures are verified, in milliseconds. */
  clock(): number;
  /** Answers instead of 204. Requests that it answers are not counted as received, unless it returns false. */
  answer: ((response: ServerResponse, event: Received) => boolean | Promise<boolean>) | null;
  stop(): Promise<void>;
}

export async function startReceiver(): Promise<Receiver> {
  const server = createServer(async (request, response) => {
    const body = await text(request);
    receiver.requests++;
    const headers = request.headers as Record<string, string>;
    if (!verified(receiver, body, headers)) {
      receiver.forged++;
      response.writeHead(401).end();
      return;
    }
    const { type, timestamp, data } = JSON.parse(body);
    const event = { id: headers['webhook-id'] as string, type, timestamp, data, headers, path: request.url ?? '' };
    if (await receiver.answer?.(response, event)) return;
    receiver.received.push(event);
    response.writeHead(204).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/events`,
    received: [],
    forged: 0,
    requests: 0,
    secret: '',
    clock: () => Date.now(),
    answer: null,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return receiver;
}

/** The library compares with the clock of the process, which is replaced during the call. */
function verified({ secret, clock }: Receiver, body: string, headers: Record<string, string>): boolean {
  const now = clock();
  const real = Date.now;
  Date.now = () => now;
  try {
    new Webhook(secret).verify(body, headers);
    return true;
  } catch {
    return false;
  } finally {
    Date.now = real;
  }
}

/** A URL on which nothing listens. */
export async function deadUrl(): Promise<string> {
  const { url, stop } = await startReceiver();
  await stop();
  return url;
}
