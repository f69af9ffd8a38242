/**
 * The log: JSON lines on standard output. A reader that has stopped reading blocks nothing. The lines of one turn of the
 * event loop are written together, since each write to a pipe takes as long as a tenth of a small request.
 */
import { type Logger, pino } from 'pino';

/** Lines that were not read yet are kept up to this size; further lines are dropped. */
const mostWaiting = 4_000_000;

export interface Log {
  log: Logger;
  /** Writes lines that another process has logged. */
  pass(lines: string): void;
  /** Waits until everything was read, for at most a second. */
  flush(): Promise<void>;
}

export function openLog(level: string, output: NodeJS.WriteStream = process.stdout): Log {
  // The program continues when the reader has closed the pipe.
  output.on('error', () => undefined);
  let dropped = 0;
  let waiting = '';
  const writeWaiting = () => {
    const text = waiting;
    waiting = '';
    if (output.writableLength > mostWaiting) {
      dropped += text.split('\n').length - 1;
      return;
    }
    output.write(text);
    if (dropped === 0) return;
    const lines = dropped;
    dropped = 0;
    log.warn({ lines }, 'log lines were dropped because they were not read');
  };
  const write = (text: string) => {
    if (waiting === '') setImmediate(writeWaiting);
    waiting += text;
  };
  // Also the last lines of a process that ends in the middle of a turn.
  process.once('exit', writeWaiting);
  const log = pino({ level }, { write });
  return {
    log,
    pass: write,
    flush: () =>
      new Promise((resolve) => {
        writeWaiting();
        output.write('', () => resolve());
        setTimeout(resolve, 1_000);
      }),
  };
}
