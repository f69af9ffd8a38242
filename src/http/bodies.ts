/** No larger bodies than anybody needs. One that is refused is read to its end first, so that its client hears why. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Context as HonoContext, MiddlewareHandler } from 'hono';
import { graphqlPath } from './graphql.ts';
import { told } from './refusals.ts';

const largest = 1_000_000;
/** Of whoever sends no credential, and of all that is no GraphQL: a name, a password, a query of what is public. */
const largestOthers = 64_000;
/** Who takes longer to send a body that is too large gets the answer while sending it. */
const patienceMs = 5_000;

type Reader = ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>;

/**
 * A connection that is closed with a part of its request unread is reset, and the answer lost with it. Proxies such as
 * nginx send a whole request before they read, and ask that the connection be closed after it.
 */
export const limitedBody: MiddlewareHandler = async (c, next) => {
  const length = c.req.header('content-length');
  if (length === undefined && c.req.header('transfer-encoding') === undefined) return next();
  const most = largestFor(c);
  // Node holds a client to the length it declares; looking into the body here would cost more than many answers do.
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

/** A body whose length was not declared; null when it is too large. */
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
  return told(c, 413, 'LIMITED', `The body is larger than ${most} bytes.`);
}

async function readAway(reader: Reader): Promise<void> {
  try {
    while (!(await reader.read()).done);
  } catch {
    // The client has gone.
  }
}
