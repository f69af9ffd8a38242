/** A search in a large file of lines `HASH:COUNT`, sorted by hash, that reads a few lines and not the file. */
import type { FileHandle } from 'node:fs/promises';

const format = /^([0-9A-F]{40}):(\d+)\r?$/i;
/** More than two lines, so that a whole one is among them. */
const atOnce = 160;
const samples = 100;

interface Line {
  hash: string;
  count: number;
  start: number;
  /** Where the next line starts. */
  end: number;
}

/** Whether the file has the hash (upper case), with a number above 0. Halves the range of bytes that remains until one line is left. */
export async function findHash(file: FileHandle, size: number, hash: string): Promise<boolean> {
  let [low, high] = [0, size];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const line = await lineFrom(file, size, middle);
    if (!line || line.start >= high || line.hash > hash) high = middle;
    else if (line.hash < hash) low = line.end;
    else return line.count > 0;
  }
  return false;
}

/** Throws unless a hundred lines, at even distances, have the format and are in order. */
export async function checkSorted(file: FileHandle, size: number): Promise<void> {
  if (size === 0) throw new Error('must not be an empty file.');
  let last: Line | null = null;
  for (let sample = 0; sample < samples; sample++) {
    const line = await lineFrom(file, size, Math.floor((size * sample) / samples));
    if (line && last && line.start > last.start && line.hash <= last.hash)
      throw new Error('must be sorted by hash (the file "ordered by hash", not "by prevalence").');
    last = line ?? last;
  }
}

/** The first line that starts at this byte or later; null if there is none. */
async function lineFrom(file: FileHandle, size: number, at: number): Promise<Line | null> {
  const from = Math.max(0, at - 1);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(atOnce), 0, atOnce, from);
  const text = buffer.toString('latin1', 0, bytesRead);
  const begin = at === 0 ? 0 : text.indexOf('\n') + 1;
  const isInLast = at > 0 && begin === 0;
  if (from + begin >= size || (isInLast && from + bytesRead >= size)) return null;
  const stop = text.indexOf('\n', begin);
  const isWhole = stop >= 0 || from + bytesRead >= size;
  const [, hash, count] = format.exec(text.slice(begin, stop < 0 ? undefined : stop)) ?? [];
  if (!hash || isInLast || !isWhole)
    throw new Error('must have lines of 40 hexadecimal digits (SHA-1), a colon and a number.');
  return {
    hash: hash.toUpperCase(),
    count: Number(count),
    start: from + begin,
    end: stop < 0 ? size : from + stop + 1,
  };
}
