/** Reads a password or a code: a line of the standard input, which a terminal does not show while it is typed. */
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';

export interface Prompt {
  /** Errors: when the input has ended. */
  line(question: string): Promise<string>;
  close(): void;
}

export function openPrompt(): Prompt {
  let opened: { close(): void; lines: AsyncIterator<string> } | undefined;
  const openedOnce = () => {
    if (opened) return opened;
    // Nothing is written, so nothing that is typed appears.
    const output = new Writable({ write: (_part, _encoding, done) => done() });
    const reading = createInterface({ input: process.stdin, output, terminal: process.stdin.isTTY });
    opened = { close: () => reading.close(), lines: reading[Symbol.asyncIterator]() };
    return opened;
  };
  return {
    line: async (question) => {
      const { lines } = openedOnce();
      if (process.stdin.isTTY) process.stderr.write(`${question}: `);
      const { value, done } = await lines.next();
      if (process.stdin.isTTY) process.stderr.write('\n');
      if (done) throw new Error(`${question} is missing: type it, or send it as a line of the standard input.`);
      return value;
    },
    close: () => opened?.close(),
  };
}
