/** Measurements of Latchkey alone that last: latency below the full load, and memory over minutes. */
import { type Instruments, measure } from './cell.ts';
import { contestantsOf } from './comparison.ts';
import type { Filled } from './databases.ts';
import { median } from './figures.ts';
import type { Plan } from './rounds.ts';
import { workloads } from './workloads.ts';

export interface Latency {
  name: string;
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
  const found: Latency[] = [];
  for (const name of ['w1', 'w2', 'w3', 'w4']) {
    const contestant = await own(name, filled);
    await measure(contestant, instruments, connections, 2 * plan.seconds);
    const cells: { most: number; p50: number; p99: number }[] = [];
    for (let round = 0; round < plan.rounds; round++) {
      const { perSecond: most } = await measure(contestant, instruments, connections, plan.seconds);
      const { p50, p99 } = await measure(contestant, instruments, manyConnections, 3 * plan.seconds, share * most);
      cells.push({ most, p50, p99 });
    }
    const of = (key: 'most' | 'p50' | 'p99') => median(cells.map((cell) => cell[key]));
    found.push({ name, most: of('most'), p50: of('p50'), p99: of('p99') });
  }
  return found;
}

const tenths = 10;

/** Lasts 60 times as long as all rounds: ten minutes with the usual ones. */
export async function measureMemory(filled: Filled, instruments: Instruments, { rounds, seconds }: Plan) {
  const contestant = await own('documents', filled);
  const tenth = (60 * rounds * seconds) / tenths;
  const megabytes: number[] = [];
  for (let count = 0; count < tenths; count++)
    megabytes.push((await measure(contestant, instruments, connections, tenth)).memory);
  return { minutes: (tenths * tenth) / 60, megabytes };
}

async function own(name: string, filled: Filled) {
  const workload = workloads.find((each) => each.name === name);
  const [contestant] = workload ? await contestantsOf(workload, [filled.own], filled.size) : [];
  if (!contestant) throw new Error(`There is no workload ${name}.`);
  return contestant;
}
