/** Connects the driver `pg` to the thread of the embedded database, in place of a network. */
import { Duplex } from 'node:stream';
import type { Worker } from 'node:worker_threads';

/** The thread is gone, and with it what was not committed. The codes are those of PostgreSQL for such cases. */
export class DatabaseEndedError extends Error {
  readonly code: '57P02' | '57014';

  constructor(message: string, code: DatabaseEndedError['code']) {
    super(message);
    this.code = code;
  }
}

/**
 * The stream and the thread end each other. If a statement takes longer than `statementMs` while `isTimed`, the thread
 * is ended, because PGlite cannot cancel a statement.
 */
export function streamTo(worker: Worker, statementMs: number, isTimed: () => boolean): Duplex {
  let sent = 0;
  let answered = 0;
  const timer = setTimeout(() => {
    if (sent === answered || !isTimed()) return void timer.refresh();
    const before = answered;
    // After a pause of the whole process an answer may be there and not be read yet.
    setImmediate(() => {
      if (answered === before) end('The embedded database was ended, because a statement took too long.', '57014');
    });
  }, statementMs).unref();

  function send(chunks: Buffer[]): void {
    if (sent++ === answered) timer.refresh();
    const message = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
    let at = 0;
    for (const chunk of chunks) {
      message.set(chunk, at);
      at += chunk.length;
    }
    worker.postMessage(message, [message.buffer]);
  }

  const stream = new Duplex({
    allowHalfOpen: false,
    read: () => undefined,
    write: (chunk, _, done) => {
      send([chunk]);
      done();
    },
    writev: (chunks, done) => {
      send(chunks.map(({ chunk }) => chunk));
      done();
    },
    destroy: (error, done) => {
      clearTimeout(timer);
      void worker.terminate().then(() => done(error));
    },
  });
  const end = (message: string, code: DatabaseEndedError['code']) =>
    stream.destroy(new DatabaseEndedError(message, code));

  worker.on('message', (answer: Uint8Array<ArrayBuffer>) => {
    answered++;
    timer.refresh();
    stream.push(Buffer.from(answer.buffer));
  });
  worker.on('exit', (code) => {
    if (code === 0) stream.push(null);
    else end('The embedded database ended unexpectedly.', '57P02');
  });
  return asSocket(stream);
}

/** What `pg` calls besides the methods of a stream. */
function asSocket(stream: Duplex): Duplex {
  return Object.assign(stream, {
    setNoDelay: () => stream,
    connect: () => void process.nextTick(() => stream.emit('connect')),
  });
}
