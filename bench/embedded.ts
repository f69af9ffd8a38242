/** The speed of Latchkey on the embedded database, and for how long requests block its event loop. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import type { Db } from '../src/db/database.ts';
import { contestantsOf } from './comparison.ts';
import { blocked, startObserved } from './cost/observed.ts';
import { median } from './figures.ts';
import { type Load, startLatchkey } from './processes.ts';
import type { Size } from './requests.ts';
import type { Plan } from './rounds.ts';
import { fill } from './seed.ts';
import { latchkey } from './servers.ts';
import { workloads } from './workloads.ts';

/** Medians over the rounds, and the longest time of all for which the event loop was blocked. */
export interface Embedded {
  workload: string;
  perSecond: number;
  p50: number;
  p99: number;
  blockedMs: number;
  /** How long a request waits that needs no database. */
  healthMs: number;
}

const connections = 32;

export async function measureEmbedded(size: Size, load: Load, { rounds, seconds }: Plan): Promise<Embedded[]> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-bench-'));
  const settings = { DATA_DIR: join(folder, 'data'), REQUESTS_PER_MINUTE: '0', REQUESTS_AT_ONCE: '1000' };
  try {
    await (await startLatchkey(settings)).stop();
    const database = await PGlite.create(join(settings.DATA_DIR, 'pglite'));
    await fill(drizzle(database, { casing: 'snake_case' }) as unknown as Db, size).finally(() => database.close());
    const server = await startObserved(settings);
    try {
      const found: Embedded[] = [];
      for (const workload of workloads.filter(({ name }) => ['w1', 'w2', 'w3', 'w4'].includes(name))) {
        const [contestant] = await contestantsOf(workload, [{ ...server, name: latchkey }], size);
        const { url, messages = [] } = contestant ?? { url: server.url };
        const task = { url, messages, connections, firstNumber: 0 };
        await load.run({ ...task, seconds: 2 * seconds });
        const cells: Embedded[] = [];
        for (let round = 0; round < rounds; round++) {
          await blocked(server);
          const [{ perSecond, p50, p99 }, healthMs] = await Promise.all([
            load.run({ ...task, seconds }),
            waitForHealth(url, seconds),
          ]);
          cells.push({ workload: workload.name, perSecond, p50, p99, blockedMs: await blocked(server), healthMs });
        }
        const of = (key: 'perSecond' | 'p50' | 'p99' | 'healthMs') => median(cells.map((cell) => cell[key]));
        const blockedMs = Math.max(...cells.map((cell) => cell.blockedMs));
        const medians = { perSecond: of('perSecond'), p50: of('p50'), p99: of('p99'), healthMs: of('healthMs') };
        found.push({ workload: workload.name, ...medians, blockedMs });
      }
      return found;
    } finally {
      await server.stop();
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function waitForHealth(url: string, seconds: number): Promise<number> {
  const times: number[] = [];
  const end = performance.now() + seconds * 1_000;
  while (performance.now() < end) {
    const before = performance.now();
    await (await fetch(`${url}/healthz`)).text();
    times.push(performance.now() - before);
    await sleep(20);
  }
  return median(times);
}
