/** What the machine and its processes used so far, as Linux reports it. Elsewhere the numbers are NaN, shown as "–". */
import { readdirSync, readFileSync } from 'node:fs';

const millisecondsPerTick = 10;

/** The processor time of a process in milliseconds. */
export function processorTime(pid: number): number {
  const stat = statOf(pid);
  return stat ? stat.own : Number.NaN;
}

/** The processor time of a process, its running children, and its children that have ended. */
export function processorTimeWithChildren(pid: number): number {
  const parent = statOf(pid);
  if (!parent) return Number.NaN;
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => statOf(Number(name)))
    .filter((stat) => stat?.parent === pid);
  return parent.own + parent.ended + children.reduce((sum, stat) => sum + (stat?.own ?? 0), 0);
}

export const parentOf = (pid: number) => statOf(pid)?.parent ?? Number.NaN;

/** Resident memory in megabytes. */
export const memory = (pid: number) =>
  Number(/VmRSS:\s+(\d+) kB/.exec(proc(`${pid}/status`))?.[1] ?? Number.NaN) / 1024;

/**
 * The time of all cores in milliseconds, and how much of it processes used, or other virtual machines on the same host.
 * Interrupts are left out, since most of them are network packets of the benchmark itself.
 */
export function machineTime(): { used: number; total: number } {
  const [line = ''] = proc('stat').split('\n', 1);
  const ticks = line.split(/\s+/).slice(1).map(Number);
  const [user = Number.NaN, nice = 0, system = 0, idle = 0, waiting = 0, irq = 0, softIrq = 0, stolen = 0] = ticks;
  const used = user + nice + system + stolen;
  const total = used + idle + waiting + irq + softIrq;
  return { used: used * millisecondsPerTick, total: total * millisecondsPerTick };
}

function statOf(pid: number): { parent: number; own: number; ended: number } | null {
  const stat = proc(`${pid}/stat`);
  if (!stat) return null;
  // The name of the program, in parentheses, can contain anything.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = fields.slice(11, 15).map(Number);
  return {
    parent: Number(fields[1]),
    own: (user + system) * millisecondsPerTick,
    ended: (endedUser + endedSystem) * millisecondsPerTick,
  };
}

function proc(path: string): string {
  try {
    return readFileSync(`/proc/${path}`, 'utf8');
  } catch {
    return '';
  }
}
