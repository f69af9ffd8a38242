/** Writes large JSON in chunks, so that other requests do not wait while it is written. */
import { Readable } from 'node:stream';

type Turn = (cost: number) => Promise<void> | undefined;

/** Characters that are written at once. */
const chunkSize = 100_000;
/** A character costs little compared to a resolved value. */
const costOf = (text: string) => text.length / 100;

export interface Chunks {
  stream: Readable;
  /** Resolves when the last chunk was taken, or the client stopped reading. */
  sent: Promise<void>;
}

/** `head` is a JSON object, to which `data` is added as the last field, with this name. */
export function inChunks(head: object, name: string, data: unknown, turn: Turn): Chunks {
  const encoder = new TextEncoder();
  const start = JSON.stringify(head).slice(0, -1);
  let over = () => {};
  const sent = new Promise<void>((resolve) => {
    over = resolve;
  });
  async function* whole() {
    try {
      yield encoder.encode(`${start}${start === '{' ? '' : ','}${JSON.stringify(name)}:`);
      for (const text of written(data)) {
        await turn(costOf(text));
        yield encoder.encode(text);
      }
      yield encoder.encode('}');
    } finally {
      over();
    }
  }
  return { stream: Readable.from(whole(), { objectMode: false }), sent };
}

function* written(data: unknown): Generator<string> {
  const out = { text: '' };
  yield* write(data, out);
  yield out.text;
}

function* write(value: unknown, out: { text: string }): Generator<string> {
  if (typeof value !== 'object' || value === null || 'toJSON' in value) {
    out.text += JSON.stringify(value) ?? 'null';
  } else if (Array.isArray(value)) {
    let before = '[';
    for (const item of value) {
      out.text += before;
      before = ',';
      yield* write(item, out);
    }
    out.text += before === '[' ? '[]' : ']';
  } else {
    let before = '{';
    for (const [name, item] of Object.entries(value)) {
      if (item === undefined) continue;
      out.text += `${before}${JSON.stringify(name)}:`;
      before = ',';
      yield* write(item, out);
    }
    out.text += before === '{' ? '{}' : '}';
  }
  if (out.text.length < chunkSize) return;
  const { text } = out;
  out.text = '';
  yield text;
}
