/** Requests and the credentials in them, the same in every process and for every server. */
import { createHash } from 'node:crypto';
import { checksum, type TokenPrefix } from '../src/domain/base/secrets.ts';

export interface Size {
  users: number;
  roles: number;
  tokens: number;
  /** How many permissions each role has; without it, all. */
  permissions?: number;
}

/** An HTTP request without its host. */
export interface Asked {
  path: string;
  headers: Record<string, string>;
  /** Sent as JSON with POST; without it and a form the request is a GET. */
  body?: object;
  /** Sent as a form with POST. */
  form?: Record<string, string>;
}

export const rowsPerPage = 25;

/** The number of projects, each with a token of the owner of the plain token with the same number. */
export const projectTokens = 500;

/** Stands in a request for a number that differs each time. */
export const placeholder = '##########';

/** The secret of the token with this number, in the form of real secrets. */
export function tokenOf(number: number, prefix: TokenPrefix = 'lku_'): string {
  const random = createHash('sha256').update(`${prefix}${number}`).digest('hex').slice(0, 30);
  return `${prefix}${random}${checksum(random)}`;
}

/** The secret of the service account's token. The others have numbers from 1. */
export const serviceToken = tokenOf(0);

/** The secret of the session of the user with this number. */
export const sessionOf = (number: number) =>
  createHash('sha256').update(`session ${number}`).digest('hex').slice(0, 30);

/** A number from 1 to `most` that looks random and is the same for the same `n`. */
export const spread = (n: number, most: number) => 1 + ((n * 7919) % most);

export const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });

export const byToken = (n: number, { tokens }: Size) => bearer(tokenOf(spread(n, tokens)));

export const graphql = (
  operationName: string,
  query: string,
  variables: object,
  headers: Record<string, string>,
): Asked => ({
  path: '/api/graphql',
  headers,
  body: { query, operationName, variables },
});

/** The body that is sent with POST, and its type; null: the request is a GET. */
export function sentBody({ body, form }: Asked): { type: string; text: string } | null {
  if (form) return { type: 'application/x-www-form-urlencoded', text: new URLSearchParams(form).toString() };
  return body ? { type: 'application/json', text: JSON.stringify(body) } : null;
}

/** One HTTP message. */
export function messageOf(host: string, asked: Asked): string {
  const { path, headers } = asked;
  const body = sentBody(asked);
  const sent = {
    Host: host,
    ...headers,
    ...(body ? { 'Content-Type': body.type, 'Content-Length': Buffer.byteLength(body.text) } : {}),
  };
  const lines = Object.entries(sent).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${body ? 'POST' : 'GET'} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body?.text ?? ''}`;
}
