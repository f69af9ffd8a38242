/** One measurement: one server gets the requests of one workload for some seconds. */
import type { Observed } from './database.ts';
import type { Loaded } from './load.ts';
import { machineTime, memory, processorTime, processorTimeWithChildren } from './machine.ts';
import type { Load } from './processes.ts';

export interface Cell extends Loaded {
  /** Processor time per request in milliseconds, of the server's processes and of PostgreSQL's. */
  node: number;
  postgres: number;
  statements: number;
  /** The share of the machine that processes used that do not belong to the benchmark. */
  others: number;
  /** The resident memory of the server's process at the end, in megabytes. */
  memory: number;
}

/** A server with the requests that it gets. */
export interface Contestant {
  name: string;
  url: string;
  pid: number;
  messages: string[];
}

export interface Instruments {
  load: Load;
  database: Observed;
}

/** More than the requests of one measurement. */
const numbersOfEach = 1_000_000;
let measurements = 0;

export async function measure(
  { url, pid, messages }: Contestant,
  { load, database }: Instruments,
  connections: number,
  seconds: number,
  rate?: number,
): Promise<Cell> {
  const read = () => ({
    node: processorTimeWithChildren(pid),
    postgres: processorTimeWithChildren(database.pid),
    own: processorTime(load.pid) + processorTime(process.pid),
    machine: machineTime(),
  });
  const statementsBefore = await database.statements();
  const before = read();
  const firstNumber = measurements++ * numbersOfEach;
  const loaded = await load.run({ url, messages, connections, seconds, firstNumber, ...(rate ? { rate } : {}) });
  const after = read();
  const [node, postgres] = [after.node - before.node, after.postgres - before.postgres];
  const benchmark = node + postgres + after.own - before.own;
  const used = after.machine.used - before.machine.used;
  return {
    ...loaded,
    node: node / loaded.requests,
    postgres: postgres / loaded.requests,
    statements: ((await database.statements()) - statementsBefore) / loaded.requests,
    others: Math.max(0, (used - benchmark) / (after.machine.total - before.machine.total)),
    memory: memory(pid),
  };
}
