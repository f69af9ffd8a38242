/** `latchkey plan`: what the documents in files need, compared with permissions, a role, a token or a lock file. */
import { isPermission, type Permission } from '../domain/access/permissions.ts';
import { type Check, checkAt, checkHere } from './check.ts';
import { compare, readLock, writeLock } from './lock.ts';
import { planFiles } from './plan.ts';
import { exitCodeOf, formats } from './report.ts';

export interface PlanOptions {
  permissions?: string;
  role?: string;
  url?: string;
  token?: string;
  lock?: string;
  updateLock?: string;
  format: keyof typeof formats;
}

/** The permissions of the role with this name, in the database. */
type PermissionsOfRole = (name: string) => Promise<ReadonlySet<Permission>>;

/** Prints the report and returns the exit code. Throws if it cannot start, which is exit code 2 as well. */
export async function planCommand(
  patterns: readonly string[],
  options: PlanOptions,
  permissionsOfRole: PermissionsOfRole,
): Promise<0 | 1 | 2> {
  const check = await checkFor(options, permissionsOfRole);
  const lock = options.lock === undefined ? null : await readLock(options.lock);
  const report = await planFiles(patterns, check);
  console.log(formats[options.format](report));
  const code = exitCodeOf(report);
  if (code === 2) return 2;
  if (options.updateLock !== undefined) await writeLock(options.updateLock, report);
  const { more, less } = lock ? compare(lock, report) : { more: [], less: [] };
  // To standard error, because a program may read the report.
  if (more.length > 0) console.error([`${options.lock} allows less than the documents need:`, ...more].join('\n'));
  if (less.length > 0) console.error([`${options.lock} allows more than the documents need:`, ...less].join('\n'));
  return more.length > 0 ? 1 : code;
}

async function checkFor({ permissions, role, url, token }: PlanOptions, ofRole: PermissionsOfRole): Promise<Check> {
  if (permissions !== undefined && (role !== undefined || url !== undefined))
    throw new Error('--permissions cannot be combined with --role or --url.');
  if (url !== undefined) {
    if (!token) throw new Error('--url requires a token: use --token, or set LATCHKEY_TOKEN.');
    return checkAt({ url, token, role });
  }
  if (role !== undefined) return checkHere(await ofRole(role));
  return checkHere(permissions === undefined ? null : named(permissions));
}

function named(list: string): ReadonlySet<Permission> {
  const names = list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const unknown = names.filter((name) => !isPermission(name));
  if (unknown.length > 0) throw new Error(`There is no permission ${unknown.join(', ')}.`);
  return new Set(names.filter(isPermission));
}
