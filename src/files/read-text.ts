/** Reads a text file of limited size. Each error says what is wrong, in words that follow the name of the file. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';

interface Allowed {
  mostCharacters: number;
  /** Whether it may be a pipe, such as the `<(…)` of a shell. */
  pipe?: boolean;
}

/** A character of JavaScript has at most this many bytes in UTF-8. */
const bytesPerCharacter = 3;

export async function readText(path: string, { mostCharacters, pipe = false }: Allowed): Promise<string> {
  const tooLong = () => new Error(`must be at most ${mostCharacters} characters.`);
  const found = await stat(path).catch(unreadable);
  // Reading a device may never end.
  if (!found.isFile() && !(pipe && found.isFIFO())) throw new Error(`must be a file${pipe ? ' or a pipe' : ''}.`);

  const mostBytes = bytesPerCharacter * mostCharacters;
  // `end` is the last byte that is read, so this is one more than allowed.
  const bytes = await buffer(createReadStream(path, { end: mostBytes })).catch(unreadable);
  if (bytes.length > mostBytes) throw tooLong();

  const text = decoded(bytes);
  if (text.length > mostCharacters) throw tooLong();
  return text;
}

export const unreadable = ({ message }: Error): never => {
  throw new Error(`cannot be read: ${message}`);
};

function decoded(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Error('must be text in UTF-8.');
  }
}
