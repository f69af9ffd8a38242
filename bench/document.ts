/** Writes the measured tables to docs/performance.md, between its two marks. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { root } from './processes.ts';

const path = 'docs/performance.md';
const [begin, end] = ['<!-- measured -->', '<!-- end of measured -->'];

export function write(measured: string): void {
  const file = join(root, path);
  writeFileSync(file, replaceMeasured(readFileSync(file, 'utf8'), measured));
}

export function replaceMeasured(text: string, measured: string): string {
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${path} lacks the marks between which the tables are written.`);
  return `${text.slice(0, from)}${begin}\n\n${measured}\n\n${text.slice(to)}`;
}

/** Where and when it was measured. */
export function conditions(postgres: string): string {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
  const changed = git('status', '--porcelain', '--untracked-files=no') ? ' with uncommitted changes' : '';
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  return [
    `Measured on ${new Date().toISOString().slice(0, 10)}, with Latchkey at commit ${git('rev-parse', '--short', 'HEAD')}${changed},`,
    `Node ${process.versions.node} and PostgreSQL ${postgres.split(' ')[0]},`,
    `on ${cpus()[0]?.model.trim()}, ${availableParallelism()} cores, ${gigabytes} GB of memory.`,
  ].join('\n');
}
