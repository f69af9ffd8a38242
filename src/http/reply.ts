/** Answers, as endpoints return them. */
import type { Readable } from 'node:stream';
import type { Exchange } from './exchange.ts';

export interface Reply {
  status: number;
  headers: Record<string, string>;
  body: string | Readable;
}

export type TextReply = Reply & { body: string };

export type Endpoint = (exchange: Exchange) => Reply | Promise<Reply>;

export const textReply = (text: string, status = 200): TextReply => ({
  status,
  headers: { 'Content-Type': 'text/plain; charset=UTF-8' },
  body: text,
});

export const jsonReply = (value: unknown, status = 200): TextReply => ({
  status,
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(value),
});

/** An error as GraphQL reports it, for clients whose request never reached GraphQL. */
export const errorReply = (
  status: 400 | 401 | 403 | 404 | 405 | 406 | 408 | 412 | 413 | 415 | 417 | 421 | 429 | 431 | 500 | 503,
  code: string,
  message: string,
  headers: Record<string, string> = {},
): TextReply => withHeader(jsonReply({ errors: [{ message, extensions: { code } }] }, status), headers);

export const notFound = (): TextReply => errorReply(404, 'NOT_FOUND', 'There is nothing here.');

export const withHeader = <T extends Reply>(reply: T, headers: Record<string, string>): T => ({
  ...reply,
  headers: { ...reply.headers, ...headers },
});
