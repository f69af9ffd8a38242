/** How answers are sent: each with the same headers, unless it sets them itself. */
import { STATUS_CODES } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { linger, lingers } from './bodies.ts';
import type { Exchange } from './exchange.ts';
import type { Reply, TextReply } from './reply.ts';

type Head = Record<string, string | number | string[]>;

export async function send(reply: Reply, exchange: Exchange): Promise<void> {
  const { status, body } = reply;
  const { outgoing, headers, cookies } = exchange;
  const head: Head = headOf(reply, headers);
  if (cookies.length > 0) head['Set-Cookie'] = cookies;
  outgoing.writeHead(status, head);
  if (typeof body === 'string') {
    if (!lingers(exchange)) return void outgoing.end(body);
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
  const head = { ...headOf(reply, headers), Date: new Date().toUTCString(), Connection: 'close' };
  const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`;
}

/** An answer without a body because the client has it already also has no length. */
const notModified = 304;

function headOf({ status, headers, body }: Reply, ofAll: Record<string, string>): Head {
  const head: Head = { ...ofAll, ...headers };
  if (typeof body === 'string' && status !== notModified) head['Content-Length'] = Buffer.byteLength(body);
  return head;
}
