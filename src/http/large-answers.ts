/** Writes large JSON in pieces, so that nobody waits while it is written. */
import { ReadableStream } from 'node:stream/web';

type Turn = (cost: number) => Promise<void> | undefined;

/** Characters that are written in one go. */
const piece = 100_000;
/** A character costs so little beside a value that is resolved. */
const costOf = (text: string) => text.length / 100;

export interface Pieces {
  stream: globalThis.ReadableStream<Uint8Array>;
  /** When the last piece was taken, or nobody reads on. */
  sent: Promise<void>;
}

/** `head` is a JSON object, which gets `data` as its last name. */
export function inPieces(head: object, data: unknown, turn: Turn): Pieces {
  const encoder = new TextEncoder();
  const start = JSON.stringify(head).slice(0, -1);
  let over = () => {};
  const sent = new Promise<void>((resolve) => {
    over = resolve;
  });
  async function* whole() {
    try {
      yield encoder.encode(`${start}${start === '{' ? '' : ','}"data":`);
      for (const text of written(data)) {
        await turn(costOf(text));
        yield encoder.encode(text);
      }
      yield encoder.encode('}');
    } finally {
      over();
    }
  }
  return { stream: ReadableStream.from(whole()) as Pieces['stream'], sent };
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
  if (out.text.length < piece) return;
  const { text } = out;
  out.text = '';
  yield text;
}
