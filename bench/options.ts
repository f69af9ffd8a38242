/** What a run measures, from the command line. */
import { parseArgs } from 'node:util';
import type { Plan } from './rounds.ts';
import { workloads } from './workloads.ts';

export interface Options extends Plan {
  /** Names of workloads and reports. */
  names: string[];
  connections: number[];
  /** The sizes of the databases, as a share of the usual ones. */
  scale: number;
  nothingShared: boolean;
  /** Numbers of workers with which Latchkey is measured too. */
  workers: number[];
  peers: boolean;
  write: boolean;
}

/** Besides workloads: single times of Latchkey. */
export const reportNames = ['filters', 'planning', 'start', 'embedded', 'latency', 'memory'] as const;
export type ReportName = (typeof reportNames)[number];

const usage = `npm run bench -- [names] [options]

  names                  ${workloads.map(({ name }) => name).join(' ')} ${reportNames.join(' ')}
                         Without names: ${byDefault().join(' ')}
  --all                  all names
  --connections 32,4     how many clients send requests at the same time
  --rounds 5             how often each server is measured, after warming up
  --seconds 2            how long each time
  --nothing-shared       also measures Latchkey without lookups that requests share
  --workers 2,4          also measures Latchkey with so many workers
  --peers                installs and measures other servers too
  --quick                small databases and short rounds, for a first look
  --write                writes the tables to docs/performance.md, unless the machine was busy`;

export function readOptions(args: string[]): Options {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      all: { type: 'boolean', default: false },
      connections: { type: 'string', default: '32,4' },
      rounds: { type: 'string' },
      seconds: { type: 'string' },
      'nothing-shared': { type: 'boolean', default: false },
      workers: { type: 'string', default: '' },
      peers: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
    },
  });
  const every = [...workloads.map(({ name }) => name), ...reportNames];
  const unknown = positionals.filter((name) => !every.includes(name));
  const usual = values.quick ? { rounds: 3, seconds: 0.3, scale: 0.02 } : { rounds: 5, seconds: 2, scale: 1 };
  const rounds = Number(values.rounds ?? usual.rounds);
  const seconds = Number(values.seconds ?? usual.seconds);
  const connections = values.connections.split(',').map(Number);
  const workers = values.workers.split(',').filter(Boolean).map(Number);
  const numbers = [rounds, seconds, ...connections, ...workers];
  if (unknown.length > 0 || !numbers.every((number) => number > 0)) throw new Error(usage);
  return {
    names: values.all ? every : positionals.length > 0 ? positionals : byDefault(),
    connections,
    rounds,
    seconds,
    scale: usual.scale,
    nothingShared: values['nothing-shared'],
    workers,
    peers: values.peers,
    write: values.write,
  };
}

function byDefault(): string[] {
  return workloads.filter(({ onlyNamed }) => !onlyNamed).map(({ name }) => name);
}
