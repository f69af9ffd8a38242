/** Asks the worker for the strength of passwords. It starts with the first one, because it loads a megabyte of dictionaries. */

export interface Question {
  password: string;
  /** Words that count as common. */
  own: string[];
}

interface Waiting extends Question {
  resolve(score: number): void;
  isOutdated(): boolean;
}

/** As on the server: the time of an estimate grows with the square of the length. */
const mostCharacters = 72;

const queue: Waiting[] = [];
let worker: Worker | undefined;
let running: Waiting | undefined;

/** The score from 0 to 4. It never comes if the signal is aborted before its turn, or if the browser cannot run the worker. */
export function strengthOf(password: string, own: string[], signal: AbortSignal): Promise<number> {
  return new Promise((resolve) => {
    const text = password.normalize('NFC').slice(0, mostCharacters);
    queue.push({ password: text, own, resolve, isOutdated: () => signal.aborted });
    if (!running) next();
  });
}

function next(): void {
  running = queue.shift();
  while (running?.isOutdated()) running = queue.shift();
  if (!running) return;
  worker ??= start();
  const { password, own } = running;
  worker.postMessage({ password, own } satisfies Question);
}

function start(): Worker {
  const started = new Worker(new URL('./strength-worker.ts', import.meta.url), { type: 'module' });
  started.addEventListener('message', ({ data }: MessageEvent<number>) => {
    running?.resolve(data);
    next();
  });
  return started;
}
