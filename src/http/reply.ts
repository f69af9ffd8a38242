/** Answers: what endpoints return, and how it is sent. */
import type { ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Exchange } from './exchange.ts';

export interface Reply {
  status: number;
  headers: Record<string, string>;
  body: string | Readable;
}

export type Endpoint = (exchange: Exchange) => Reply | Promise<Reply>;

/** An endpoint for GET and HEAD; with other methods there is nothing. */
export const onGet =
  (endpoint: Endpoint): Endpoint =>
  (exchange) =>
    exchange.method === 'GET' || exchange.method === 'HEAD' ? endpoint(exchange) : notFound();

export const textReply = (text: string, status = 200): Reply => ({
  status,
  headers: { 'Content-Type': 'text/plain; charset=UTF-8' },
  body: text,
});

export const jsonReply = (value: unknown, status = 200): Reply => ({
  status,
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(value),
});

/** An error as GraphQL reports it, for clients whose request never reached GraphQL. */
export const errorReply = (
  status: 400 | 401 | 403 | 404 | 405 | 413 | 415 | 421 | 429 | 500 | 503,
  code: string,
  message: string,
  headers: Record<string, string> = {},
): Reply => withHeader(jsonReply({ errors: [{ message, extensions: { code } }] }, status), headers);

export const notFound = (): Reply => errorReply(404, 'NOT_FOUND', 'There is nothing here.');

export const withHeader = (reply: Reply, headers: Record<string, string>): Reply => ({
  ...reply,
  headers: { ...reply.headers, ...headers },
});

/** Sends an answer with the headers of its exchange, unless it sets them itself. */
export async function send(
  outgoing: ServerResponse,
  { status, headers, body }: Reply,
  exchange: Exchange,
): Promise<void> {
  const head: Record<string, string | number | string[]> = { ...exchange.headers, ...headers };
  if (exchange.cookies.length > 0) head['Set-Cookie'] = exchange.cookies;
  if (typeof body === 'string') {
    head['Content-Length'] = Buffer.byteLength(body);
    outgoing.writeHead(status, head).end(body);
    return;
  }
  outgoing.writeHead(status, head);
  if (exchange.method === 'HEAD') {
    // Node would read the whole body only to drop it.
    body.destroy();
    outgoing.end();
    return;
  }
  // The client may have disconnected.
  await pipeline(body, outgoing).catch(() => outgoing.destroy());
}

/** An answer whose body is text, in the form that Hono sends. */
export const responseOf = ({ status, headers, body }: Reply): Response =>
  new Response(body as string, { status, headers });

/** The answer with the headers of its exchange, unless it sets them itself. */
export function withExchange(response: Response, { headers, cookies }: Exchange): Response {
  for (const [name, value] of Object.entries(headers))
    if (!response.headers.has(name)) response.headers.set(name, value);
  for (const cookie of cookies) response.headers.append('Set-Cookie', cookie);
  return response;
}
