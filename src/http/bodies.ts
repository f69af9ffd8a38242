/**
 * Reads request bodies up to their limit. A body that is too large is read to its end before the answer, so that the
 * client receives the reason: if the server closed the connection before, the client would get a reset instead.
 */
import type { Exchange } from './exchange.ts';
import { Refused } from './refusals.ts';
import { graphqlPath } from './yoga.ts';

const largest = 1_000_000;
/** For requests without a credential and those outside GraphQL: a name, a password, a query of public fields. */
const largestOthers = 64_000;
/** A client that takes longer to send a body that is not read gets the answer while it is still sending. */
const patienceMs = 5_000;

/**
 * Refuses a body that is too large. One that does not declare its length is read to find out; others are read when an
 * endpoint needs them, so that requests that wait for their turn hold none. Throws Refused with 413.
 */
export async function limitBody(exchange: Exchange): Promise<void> {
  if (!hasBody(exchange)) return;
  const length = exchange.header('content-length');
  if (length === undefined) return readBody(exchange);
  const most = largestFor(exchange);
  if (Number(length) <= most) return;
  await dropBody(exchange);
  throw tooLarge(most);
}

/** Sets the body of the exchange. Throws Refused with 413 if it is too large, and with 400 if it is cut off. */
export async function readBody(exchange: Exchange): Promise<void> {
  const { incoming } = exchange;
  if (!hasBody(exchange) || incoming.readableEnded) return;
  if (incoming.destroyed) throw cutOff();
  const most = largestFor(exchange);
  const chunks: Buffer[] = [];
  let size = 0;
  await new Promise<void>((resolve, reject) => {
    incoming.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= most) chunks.push(chunk);
      else resolve();
    });
    incoming.on('end', resolve);
    // After the end, this changes nothing.
    incoming.on('close', () => reject(cutOff()));
    incoming.on('error', () => undefined);
  });
  if (size > most) {
    await dropBody(exchange);
    throw tooLarge(most);
  }
  exchange.body = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
}

/** Waits for the rest of a body that no endpoint needed. */
export async function dropBody(exchange: Exchange): Promise<void> {
  const { incoming } = exchange;
  if (!hasBody(exchange) || incoming.readableEnded || incoming.destroyed) return;
  await new Promise<void>((resolve) => {
    const impatient = setTimeout(resolve, patienceMs).unref();
    const done = () => {
      clearTimeout(impatient);
      resolve();
    };
    incoming
      .on('end', done)
      .on('close', done)
      .on('error', () => undefined)
      .resume();
  });
}

const cutOff = () => new Refused(400, 'The request ended before its whole body was sent.');

const tooLarge = (most: number) => new Refused(413, `The body is larger than ${most} bytes.`);

const hasBody = ({ header }: Exchange): boolean =>
  header('content-length') !== undefined || header('transfer-encoding') !== undefined;

const largestFor = ({ path, header }: Exchange): number =>
  path === graphqlPath && (header('authorization') ?? header('cookie')) !== undefined ? largest : largestOthers;
