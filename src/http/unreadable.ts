/**
 * Answers requests that Node's parser cannot read, and those with the method CONNECT: with the headers of all answers, after
 * those to earlier requests of the connection.
 */
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { failBody } from './bodies.ts';
import { Refused, refusalReply } from './refusals.ts';
import { type Head, rawResponse } from './send.ts';

export type Unreadable = (error: NodeJS.ErrnoException, socket: Socket) => void;

/** `code`: how Node calls the error. */
type LogUnreadable = (status: number, code: string) => void;

/** The code of a request with the method CONNECT, which Node hands over without a way to answer it. */
export const connectMethod = 'METHOD_CONNECT';

/** The time in which the client may read the answer. */
const patienceMs = 2_000;

export function answerUnreadable(strict: Head, log: LogUnreadable): Unreadable {
  const answered = new WeakSet<Socket>();
  return ({ code = '' }, socket) => {
    const refused = refusalOf(code);
    // A connection on which nothing was sent, as browsers open them for later, needs no answer.
    if (!refused || !socket.writable || socket.bytesRead === 0) return void socket.destroy();
    if (answered.has(socket)) return;
    answered.add(socket);
    const answerLast = () => {
      const running = runningOn(socket);
      if (running && !running.req.complete) return failBody(running.req, refused);
      if (running) return void running.once('finish', answerLast);
      if (!socket.writable) return;
      log(refused.status, code);
      socket.end(rawResponse(refusalReply(refused), strict));
      setTimeout(() => socket.destroy(), patienceMs).unref();
    };
    answerLast();
  };
}

function refusalOf(code: string): Refused | undefined {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return new Refused(408, 'The request did not arrive in time.');
  if (code === connectMethod)
    return new Refused(405, 'The method CONNECT is not supported: this server is no proxy.', {
      Allow: 'GET, HEAD, POST',
    });
  if (code === 'HPE_HEADER_OVERFLOW') return new Refused(431, 'The headers are larger than 16 KB.');
  if (code === 'HPE_CHUNK_EXTENSIONS_OVERFLOW') return new Refused(413, 'The chunk extensions are larger than 16 KB.');
  return code.startsWith('HPE_') ? new Refused(400, 'The request is not valid HTTP.') : undefined;
}

/** The answer that is being made. Node has no public name for it, and its own handler reads it so. */
const runningOn = (socket: Socket) => (socket as { _httpMessage?: ServerResponse | null })._httpMessage;
