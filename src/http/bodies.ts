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
/** A client that takes longer to send a body that is too large gets the answer while it is still sending. */
const patienceMs = 5_000;

/** Sets the body of an exchange. Throws Refused with 413 if it is too large. */
export async function readBody(exchange: Exchange): Promise<void> {
  const { incoming, header } = exchange;
  const length = header('content-length');
  if (length === undefined && header('transfer-encoding') === undefined) return;
  const most = largestFor(exchange);
  const chunks: Buffer[] = [];
  let size = 0;
  await new Promise<void>((resolve, reject) => {
    let impatient: NodeJS.Timeout | undefined;
    const refuse = () => reject(new Refused(413, `The body is larger than ${most} bytes.`));
    const tooLarge = () => {
      impatient ??= setTimeout(refuse, patienceMs).unref();
      chunks.length = 0;
    };
    if (Number(length) > most) tooLarge();
    incoming.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > most) tooLarge();
      if (!impatient) chunks.push(chunk);
    });
    incoming.on('end', () => (impatient ? refuse() : resolve()));
    // After the end, this changes nothing.
    incoming.on('close', () => {
      clearTimeout(impatient);
      reject(new Refused(400, 'The request ended before its whole body was sent.'));
    });
    incoming.on('error', () => undefined);
  });
  exchange.body = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
}

const largestFor = ({ path, header }: Exchange): number =>
  path === graphqlPath && (header('authorization') ?? header('cookie')) !== undefined ? largest : largestOthers;
