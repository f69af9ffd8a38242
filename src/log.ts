/** The log: JSON lines on standard output. Nothing waits for a reader of it that has stopped. */
import { type Logger, pino } from 'pino';

/** What the reader has not taken yet is kept up to this size; further lines are dropped. */
const mostWaiting = 4_000_000;

export interface Log {
  log: Logger;
  /** Waits until everything was read, for a second at most. */
  flush(): Promise<void>;
}

export function openLog(level: string, output: NodeJS.WriteStream = process.stdout): Log {
  // A reader that is gone must not end the program.
  output.on('error', () => undefined);
  let dropped = 0;
  const write = (line: string) => {
    if (output.writableLength > mostWaiting) return void dropped++;
    output.write(line);
    if (dropped === 0) return;
    const lines = dropped;
    dropped = 0;
    log.warn({ lines }, 'log lines were dropped: nobody read them');
  };
  const log = pino({ level }, { write });
  return {
    log,
    flush: () =>
      new Promise((resolve) => {
        output.write('', () => resolve());
        setTimeout(resolve, 1_000);
      }),
  };
}
