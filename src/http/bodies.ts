/**
 * Reads request bodies up to their limit. A body that is too large is refused at once, and the connection is closed after
 * the answer.
 */
import type { IncomingMessage } from 'node:http';
import type { Exchange } from './exchange.ts';
import { Refused } from './refusals.ts';
import { graphqlPath } from './yoga.ts';

const largest = 1_000_000;
/** For requests without a credential and those outside GraphQL: a name, a password, a query of public fields. */
const largestOthers = 64_000;
/** The time in which a client may send the rest of a body that no endpoint reads. */
const patienceMs = 5_000;
/** What is read of a refused body, so that the client receives the answer: after a reset it could lose it. */
const mostLingering = 4_000_000;

/** Refuses a body that declares a length above the limit, or that is compressed or otherwise coded. */
export function requireReadableBody(exchange: Exchange): void {
  if (!hasBody(exchange)) return;
  if (declaresTooMuch(exchange)) throw tooLarge(exchange);
  const transfer = exchange.header('transfer-encoding');
  if (transfer !== undefined && !/^chunked$/i.test(transfer))
    throw new Refused(415, 'The only Transfer-Encoding that is supported is chunked.');
  const encoding = exchange.header('content-encoding');
  if (encoding !== undefined && !/^identity$/i.test(encoding))
    throw new Refused(415, 'Send the body without Content-Encoding.', { 'Accept-Encoding': 'identity' });
}

/** Sets the body of the exchange. Throws Refused with 413 if it is too large, and with 400 if it is cut off. */
export async function readBody(exchange: Exchange): Promise<void> {
  const { incoming, outgoing } = exchange;
  if (!hasBody(exchange) || incoming.readableEnded) return;
  const failed = failures.get(incoming) ?? (incoming.destroyed ? cutOff() : undefined);
  if (failed) throw failed;
  if (waitsToContinue(exchange)) outgoing.writeContinue();
  const most = largestFor(exchange);
  let chunks: Buffer[] = [];
  let size = 0;
  await new Promise<void>((resolve, reject) => {
    const take = (chunk: Buffer) => {
      size += chunk.length;
      if (size <= most) return void chunks.push(chunk);
      chunks = [];
      incoming.off('data', take).pause();
      reject(tooLarge(exchange));
    };
    incoming
      .on('data', take)
      .on('end', resolve)
      .on(failure, reject)
      .on('close', () => {
        if (!incoming.complete) reject(cutOff());
      })
      .on('error', () => undefined);
  });
  exchange.body = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
}

/** Whether the body is a form, in the encoding that browsers and OAuth use. */
export const sendsForm = ({ header }: Pick<Exchange, 'header'>): boolean =>
  /^application\/x-www-form-urlencoded\s*(;|$)/i.test(header('content-type') ?? '');

/** Whether a body was not read to its end. */
export const leavesBody = (exchange: Exchange): boolean =>
  hasBody(exchange) && !exchange.incoming.readableEnded && !exchange.incoming.destroyed;

/**
 * Reads the rest of a body that no endpoint needed, so that the connection can be used again. It is closed after the
 * answer if the body is too large or too slow.
 */
export async function dropBody(exchange: Exchange): Promise<void> {
  const { incoming, headers } = exchange;
  const isRefused =
    declaresTooMuch(exchange) || waitsToContinue(exchange) || incoming.isPaused() || failures.has(incoming);
  if (!isRefused) await discard(incoming, largestFor(exchange));
  if (!incoming.complete) headers.Connection = 'close';
}

/** After the answer: reads a part of a refused body before the connection is closed. */
export const lingers = ({ incoming, headers }: Exchange) => headers.Connection === 'close' && !incoming.complete;
export const linger = ({ incoming }: Exchange) => discard(incoming, mostLingering);

const failure = 'failure';
const failures = new WeakMap<IncomingMessage, Refused>();

/** Ends the reading of a body that cannot be read to its end. */
export function failBody(incoming: IncomingMessage, refused: Refused): void {
  failures.set(incoming, refused);
  incoming.emit(failure, refused);
}

/** Reads at most this many bytes, for as long as the patience lasts. */
function discard(incoming: IncomingMessage, most: number): Promise<void> {
  if (incoming.destroyed) return Promise.resolve();
  let left = most;
  return new Promise((resolve) => {
    const stop = () => {
      clearTimeout(impatient);
      incoming.off('data', count).pause();
      resolve();
    };
    const count = (chunk: Buffer) => {
      left -= chunk.length;
      if (left < 0) stop();
    };
    const impatient = setTimeout(stop, patienceMs).unref();
    incoming
      .on('data', count)
      .on('end', stop)
      .on(failure, stop)
      .on('close', stop)
      .on('error', () => undefined)
      .resume();
  });
}

const cutOff = () => new Refused(400, 'The request ended before its whole body was sent.');

const tooLarge = (exchange: Exchange) => new Refused(413, `The body is larger than ${largestFor(exchange)} bytes.`);

const hasBody = ({ header }: Exchange): boolean =>
  header('content-length') !== undefined || header('transfer-encoding') !== undefined;

const declaresTooMuch = (exchange: Exchange): boolean => {
  const length = exchange.header('content-length');
  return length !== undefined && Number(length) > largestFor(exchange);
};

/** Whether the client waits for `100 Continue` before it sends its body. Nothing has read from the body then. */
const waitsToContinue = ({ incoming, header }: Exchange): boolean =>
  incoming.readableFlowing === null && incoming.httpVersion === '1.1' && header('expect') !== undefined;

const largestFor = ({ path, header }: Exchange): number =>
  path === graphqlPath && (header('authorization') ?? header('cookie')) !== undefined ? largest : largestOthers;
