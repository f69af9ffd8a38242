/**
 * Sends a POST request to a URL that a user has configured. The host name is resolved once and only these addresses are
 * connected to, so that a name cannot lead elsewhere after it was checked. Redirects are not followed.
 */
import { lookup as lookUp } from 'node:dns/promises';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isPublic } from './public-address.ts';

export interface Post {
  url: URL;
  headers: Record<string, string>;
  body: string;
  /** Whether private, loopback and link-local addresses are allowed. */
  allowPrivate: boolean;
  /** For the whole request, from the look-up of the name to the headers of the answer. */
  timeoutMs: number;
  resolve?: Resolve;
}

export interface Answered {
  status: number;
  /** How long the receiver wants no further request. */
  retryAfterSeconds: number | null;
}

/** Why there is no answer. */
export const noAnswers = {
  TIMEOUT: 'The receiver did not answer in time.',
  PRIVATE_ADDRESS: 'The host has a private address, to which nothing is sent.',
  NOT_RESOLVED: 'The host name could not be resolved.',
  CERTIFICATE: 'The certificate of the receiver is not valid.',
  CONNECTION: 'The connection could not be made or broke.',
};

export type NoAnswer = keyof typeof noAnswers;

export class NoAnswerError extends Error {
  readonly why: NoAnswer;

  constructor(why: NoAnswer, cause?: unknown) {
    super(noAnswers[why], { cause });
    this.why = why;
  }
}

interface Address {
  address: string;
  family: number;
}

export type Resolve = (host: string) => Promise<Address[]>;

const resolveName: Resolve = (host) => lookUp(host, { all: true });

/** Errors: NoAnswerError. */
export async function post({ resolve = resolveName, ...given }: Post): Promise<Answered> {
  const timeout = AbortSignal.timeout(given.timeoutMs);
  try {
    const found = await Promise.race([addressesOf(given.url, resolve), rejectedBy(timeout)]);
    if (!given.allowPrivate && !found.every(({ address }) => isPublic(address)))
      throw new NoAnswerError('PRIVATE_ADDRESS');
    // Node's own timeout does not cover every way in which an exchange can end.
    return await Promise.race([send(given, found, timeout), rejectedBy(timeout)]);
  } catch (error) {
    if (error instanceof NoAnswerError) throw error;
    throw new NoAnswerError(timeout.aborted ? 'TIMEOUT' : whyOf(error), error);
  }
}

async function addressesOf({ hostname }: URL, resolve: Resolve): Promise<Address[]> {
  const host = hostname.replace(/^\[|\]$/g, '');
  const family = isIP(host);
  const found = family === 0 ? await resolve(host) : [{ address: host, family }];
  if (found.length === 0) throw new NoAnswerError('NOT_RESOLVED');
  return found;
}

const rejectedBy = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });

function send({ url, headers, body }: Post, found: Address[], signal: AbortSignal): Promise<Answered> {
  const [first] = found as [Address];
  const lookup: LookupFunction = (_host, { all }, callback) =>
    all ? callback(null, found) : callback(null, first.address, first.family);
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    // Without an agent each request has its own connection, to the addresses that were checked for it.
    const sent = request(url, {
      method: 'POST',
      agent: false,
      signal,
      lookup,
      headers: { ...headers, ...lengthOf(body) },
    });
    sent.on('error', reject);
    // An answer 101, after which the connection would belong to another protocol.
    sent.on('upgrade', ({ statusCode = 101 }, socket) => {
      socket.destroy();
      resolve({ status: statusCode, retryAfterSeconds: null });
    });
    sent.on('response', (response) => {
      response.on('error', () => undefined);
      // The body is not read, however long it is.
      response.destroy();
      resolve({ status: response.statusCode ?? 0, retryAfterSeconds: secondsIn(response.headers['retry-after']) });
    });
    sent.end(body);
  });
}

const lengthOf = (body: string) => ({ 'Content-Length': String(Buffer.byteLength(body)) });

/** The header contains seconds or a date. */
function secondsIn(header: string | undefined): number | null {
  if (header === undefined) return null;
  const seconds = /^\d{1,9}$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return seconds > 0 ? seconds : null;
}

function whyOf(error: unknown): NoAnswer {
  const { code = '', syscall } = error as NodeJS.ErrnoException;
  if (syscall === 'getaddrinfo') return 'NOT_RESOLVED';
  return /^(ERR_TLS|CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|HOSTNAME)/.test(code) ? 'CERTIFICATE' : 'CONNECTION';
}
