/** Passes on the output of a worker in whole lines, so that lines of several workers never mix. */
import type { Readable } from 'node:stream';

export function passLines(input: Readable, write: (lines: string) => void): void {
  let rest = '';
  input.setEncoding('utf8');
  input.on('data', (chunk: string) => {
    const end = chunk.lastIndexOf('\n') + 1;
    if (end > 0) write(rest + chunk.slice(0, end));
    rest = end > 0 ? chunk.slice(end) : rest + chunk;
  });
  // What a killed worker wrote last may be cut off.
  input.on('end', () => {
    if (rest) write(`${rest}\n`);
  });
}
