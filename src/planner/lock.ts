/**
 * The lock file, `permissions.lock`: what the documents need, committed to the repository, so that reviewers see a
 * change that needs more.
 */
import { readFile, writeFile } from 'node:fs/promises';
import * as z from 'zod';
import type { Report } from './plan.ts';

const shape = z.object({
  /** Each permission with the operations that need it, as `file operation`. */
  permissions: z.record(z.string(), z.array(z.string())),
  /** The root fields that are called. */
  methods: z.array(z.string()),
});

type Lock = z.infer<typeof shape>;

/** What the operations of the report need, in a stable order. */
export function lockOf({ operations }: Report): Lock {
  const permissions = new Map<string, Set<string>>();
  for (const { file, operation, needs } of operations)
    for (const { permission } of needs)
      permissions.set(permission, (permissions.get(permission) ?? new Set()).add(`${file} ${operation}`));
  return {
    permissions: Object.fromEntries([...permissions].sort(byName).map(([name, users]) => [name, [...users].sort()])),
    methods: [...new Set(operations.flatMap(({ methods }) => methods))].sort(),
  };
}

const byName = ([one]: [string, unknown], [other]: [string, unknown]) => (one < other ? -1 : 1);

const written = (lock: Lock) => `${JSON.stringify(lock, null, 2)}\n`;

export async function writeLock(file: string, report: Report): Promise<void> {
  await writeFile(file, written(lockOf(report))).catch(({ message }: Error) => {
    throw new Error(`${file} cannot be written: ${message}`);
  });
}

/** Reads the file. Errors say what is wrong with it. */
export async function readLock(file: string): Promise<Lock> {
  const text = await readFile(file, 'utf8').catch(({ code, message }: NodeJS.ErrnoException) => {
    if (code !== 'ENOENT') throw new Error(`${file} cannot be read: ${message}`);
    throw new Error(`There is no ${file}. Write it with --update-lock, and commit it.`);
  });
  try {
    return shape.parse(JSON.parse(text));
  } catch {
    throw new Error(`${file} was not written by --update-lock.`);
  }
}

/** The differences, a line each, as in a diff: what is needed and not allowed, and what is allowed and not needed. */
export function compare(lock: Lock, report: Report): { more: string[]; less: string[] } {
  const now = lockOf(report);
  const added = (one: Lock, other: Lock, sign: string) => [
    ...Object.entries(one.permissions)
      .filter(([name]) => !Object.hasOwn(other.permissions, name))
      .map(([name, users]) => `${sign} ${name}  ${users.join(', ')}`),
    ...one.methods.filter((name) => !other.methods.includes(name)).map((name) => `${sign} root field ${name}`),
  ];
  return { more: added(now, lock, '+'), less: added(lock, now, '-') };
}
