/** How answers are sent: each with the same headers, unless it sets them itself. */
import { STATUS_CODES } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { linger, lingers } from './bodies.ts';
import type { Exchange } from './exchange.ts';
import type { Reply, TextReply } from './reply.ts';

type Head = Record<string, string | number | string[]>;

/** `strict`: the headers of every answer. Undefined: the whole answer was sent at once. */
export function send(reply: Reply, exchange: Exchange, strict: Record<string, string>): Promise<void> | undefined {
  const { status, body } = reply;
  const { outgoing, headers, cookies } = exchange;
  const head: Head = headOf(reply, strict, headers);
  if (cookies.length > 0) head['Set-Cookie'] = cookies;
  outgoing.writeHead(status, head);
  if (typeof body !== 'string' || lingers(exchange)) return sendSlowly(body, exchange);
  outgoing.end(body);
  return undefined;
}

async function sendSlowly(body: Reply['body'], exchange: Exchange): Promise<void> {
  const { outgoing } = exchange;
  if (typeof body === 'string') {
    outgoing.flushHeaders();
    outgoing.write(body);
    await linger(exchange);
    outgoing.end();
  } else if (exchange.method === 'HEAD') {
    // Node would read the whole body only to drop it.
    body.destroy();
    outgoing.end();
  } else {
    // The client may have disconnected.
    await pipeline(body, outgoing).catch(() => outgoing.destroy());
  }
}

/** The last answer of a connection, as text: for requests for which Node makes no answer that could be sent. */
export function written(reply: TextReply, headers: Record<string, string>): string {
  const { status, body } = reply;
  const head = { ...headOf(reply, headers, {}), Date: new Date().toUTCString(), Connection: 'close' };
  const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`;
}

/** An answer without a body because the client has it already also has no length. */
const notModified = 304;

function headOf({ status, headers, body }: Reply, strict: Record<string, string>, more: Record<string, string>): Head {
  const head: Head = { ...strict, ...more, ...headers };
  if (typeof body === 'string' && status !== notModified) head['Content-Length'] = Buffer.byteLength(body);
  return head;
}
