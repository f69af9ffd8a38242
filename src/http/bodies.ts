/**
 * Limits the size of request bodies. A body that is too large is read to its end before the answer, so that the client
 * receives the reason.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Context as HonoContext, MiddlewareHandler } from 'hono';
import { errorAnswer } from './refusals.ts';
import { graphqlPath } from './yoga.ts';

const largest = 1_000_000;
/** For requests without a credential and those outside GraphQL: a name, a password, a query of public fields. */
const largestOthers = 64_000;
/** A client that takes longer to send a body that is too large gets the answer while it is still sending. */
const patienceMs = 5_000;

type Reader = ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>;

/**
 * If the server closed the connection before it had read the whole body, the client would get a reset instead of the
 * answer. So the rest of the body is read. Proxies such as nginx send the whole request before they read, and request that the connection be closed.
 */
export const limitedBody: MiddlewareHandler = async (c, next) => {
  const length = c.req.header('content-length');
  if (length === undefined && c.req.header('transfer-encoding') === undefined) return next();
  const most = largestFor(c);
  // Node enforces the declared length; counting the body here would cost more than many answers do.
  if (Number(length) > most) return tooLarge(c, most, readerOf(c.req.raw));
  if (length === undefined) {
    const reader = readerOf(c.req.raw);
    const body = await counted(reader, most);
    if (!body) return tooLarge(c, most, reader);
    c.req.raw = new Request(c.req.raw, { body });
  }
  await next();
  if (!c.req.raw.bodyUsed) await c.req.raw.arrayBuffer().catch(() => undefined);
};

const largestFor = ({ req }: HonoContext): number =>
  req.path === graphqlPath && (req.header('authorization') ?? req.header('cookie')) !== undefined
    ? largest
    : largestOthers;

const readerOf = ({ body }: Request) => (body ?? new Blob().stream()).getReader() as Reader;

/** A body without a declared length; null when it is too large. */
async function counted(reader: Reader, most: number): Promise<Blob | null> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    size += read.value.length;
    if (size > most) return null;
    chunks.push(read.value);
  }
  return new Blob(chunks);
}

async function tooLarge(c: HonoContext, most: number, reader: Reader): Promise<Response> {
  await Promise.race([readAway(reader), sleep(patienceMs, undefined, { ref: false })]);
  return errorAnswer(c, 413, 'LIMITED', `The body is larger than ${most} bytes.`);
}

async function readAway(reader: Reader): Promise<void> {
  try {
    while (!(await reader.read()).done);
  } catch {
    // The client has disconnected.
  }
}
