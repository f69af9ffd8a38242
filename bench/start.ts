/** How long a start takes until the first answer, and how much memory the process uses then. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from './figures.ts';
import { memory } from './machine.ts';
import { startLatchkey } from './processes.ts';

export interface Start {
  milliseconds: number;
  megabytes: number;
}

const times = 3;

/** Medians of repeated starts on an existing database. */
export async function measureStart(settings: Record<string, string>, token: string): Promise<Start> {
  const starts: Start[] = [];
  for (let time = 0; time < times; time++) {
    const before = performance.now();
    const server = await startLatchkey(settings);
    await firstAnswer(server.url, token);
    starts.push({ milliseconds: performance.now() - before, megabytes: memory(server.pid) });
    await server.stop();
  }
  return {
    milliseconds: median(starts.map(({ milliseconds }) => milliseconds)),
    megabytes: median(starts.map(({ megabytes }) => megabytes)),
  };
}

/** The same on the embedded database, in a separate folder. */
export async function measureEmbeddedStart(): Promise<Start> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-bench-'));
  try {
    const settings = { DATA_DIR: join(folder, 'data') };
    const first = await startLatchkey(settings, /shown only once/);
    const [token = ''] = /lku_\w+/.exec(first.printed) ?? [];
    await first.stop();
    return await measureStart(settings, token);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function firstAnswer(url: string, token: string): Promise<void> {
  const response = await fetch(`${url}/api/graphql`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: '{ me { id } }' }),
  });
  const text = await response.text();
  if (!text.startsWith('{"data":{"me":{"id":')) throw new Error(`The first answer was ${text}`);
}
