/** Measurements that last: latency below the full load, also of the minimal server, and memory over minutes. */
import { type Contestant, type Instruments, measure } from './cell.ts';
import { contestantsOf } from './comparison.ts';
import type { Filled } from './databases.ts';
import { median } from './figures.ts';
import type { Plan } from './rounds.ts';
import { type Server, startBare } from './servers.ts';
import { workloads } from './workloads.ts';

export interface Latency {
  workload: string;
  server: string;
  /** Requests in a second at 32 connections. */
  most: number;
  /** At a part of that, in milliseconds. */
  p50: number;
  p99: number;
}

/** The load at which latency is measured, as a part of the most requests in a second. */
export const share = 0.7;
const connections = 32;
/** Enough that a request seldom has to wait for a connection. */
const manyConnections = 128;

export async function measureLatency(filled: Filled, instruments: Instruments, plan: Plan): Promise<Latency[]> {
  const bare = await startBare(filled.url);
  try {
    const found: Latency[] = [];
    for (const workload of ['w1', 'w2', 'w3', 'w4']) {
      const contestants = await contestantsFor(workload, [bare, filled.own], filled);
      const cells = contestants.map((): Pick<Latency, 'most' | 'p50' | 'p99'>[] => []);
      for (const contestant of contestants) await measure(contestant, instruments, connections, 2 * plan.seconds);
      for (let round = 0; round < plan.rounds; round++)
        for (const [place, contestant] of contestants.entries()) {
          const { perSecond: most } = await measure(contestant, instruments, connections, plan.seconds);
          const { p50, p99 } = await measure(contestant, instruments, manyConnections, 3 * plan.seconds, share * most);
          cells[place]?.push({ most, p50, p99 });
        }
      for (const [place, { name: server }] of contestants.entries()) {
        const of = (key: 'most' | 'p50' | 'p99') => median((cells[place] ?? []).map((cell) => cell[key]));
        found.push({ workload, server, most: of('most'), p50: of('p50'), p99: of('p99') });
      }
    }
    return found;
  } finally {
    await bare.stop();
  }
}

const tenths = 10;

/** Lasts 60 times as long as all rounds: ten minutes with the usual ones. */
export async function measureMemory(filled: Filled, instruments: Instruments, { rounds, seconds }: Plan) {
  const [contestant] = await contestantsFor('documents', [filled.own], filled);
  const tenth = (60 * rounds * seconds) / tenths;
  const megabytes: number[] = [];
  for (let count = 0; count < tenths; count++)
    megabytes.push((await measure(contestant as Contestant, instruments, connections, tenth)).memory);
  return { minutes: (tenths * tenth) / 60, megabytes };
}

async function contestantsFor(name: string, servers: Server[], { size }: Filled): Promise<Contestant[]> {
  const workload = workloads.find((each) => each.name === name);
  if (!workload) throw new Error(`There is no workload ${name}.`);
  return contestantsOf(workload, servers, size);
}
