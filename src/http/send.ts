/** How answers are sent: each with the same headers, unless it sets them itself. */
import { STATUS_CODES } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { linger, lingers } from './bodies.ts';
import type { Exchange } from './exchange.ts';
import type { Reply, TextReply } from './reply.ts';

/** Headers as a list in which each name is followed by its value: the form that Node writes fastest. */
export type Head = string[];

/** Sends an answer. Returns undefined if the whole answer was sent at once. `commonHeaders` are those of every answer. */
export function send(reply: Reply, exchange: Exchange, commonHeaders: Head): Promise<void> | undefined {
  const { status, body } = reply;
  const { outgoing, headers, cookies } = exchange;
  const head = headOf(reply, commonHeaders, headers);
  for (const cookie of cookies) head.push('Set-Cookie', cookie);
  outgoing.writeHead(status, head);
  if (typeof body !== 'string' || lingers(exchange)) return sendInParts(body, exchange);
  outgoing.end(body);
  return undefined;
}

async function sendInParts(body: Reply['body'], exchange: Exchange): Promise<void> {
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

/** An answer as text, for a request that Node could not read, so that there is no response object. It closes the connection. */
export function rawResponse(reply: TextReply, commonHeaders: Head): string {
  const { status, body } = reply;
  const head = headOf(reply, commonHeaders, { Date: new Date().toUTCString(), Connection: 'close' });
  const lines = head.map((text, place) => (place % 2 === 0 ? `${text}: ` : `${text}\r\n`));
  return `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`;
}

/** Has no body, because the client has it already, and therefore no Content-Length. */
const notModified = 304;

/** Later headers replace earlier ones of the same name. */
function headOf({ status, headers, body }: Reply, commonHeaders: Head, more: Record<string, string>): Head {
  const head = commonHeaders.slice();
  for (const name in more) set(head, name, more[name] as string);
  for (const name in headers) set(head, name, headers[name] as string);
  if (typeof body === 'string' && status !== notModified) set(head, 'Content-Length', String(Buffer.byteLength(body)));
  return head;
}

function set(head: Head, name: string, value: string): void {
  for (let at = 0; at < head.length; at += 2) {
    if (head[at] !== name) continue;
    head[at + 1] = value;
    return;
  }
  head.push(name, value);
}
