/** The version of Latchkey before this one, built from the history of the repository with the packages that are installed. */
import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

export interface Previous {
  commit: string | undefined;
  /** Which version it is, or why there is none. */
  what: string;
}

/**
 * The commit that `UPGRADE_FROM` names; otherwise the last release before this commit, or, before the first release, the last state
 * without the newest migration. There is none outside of a repository and in a clone that does not reach so far back.
 */
export function findPrevious(): Previous {
  const asked = process.env.UPGRADE_FROM;
  if (asked) return { commit: git('rev-parse', '--verify', `${asked}^{commit}`), what: asked };
  try {
    git('rev-parse', '--git-dir');
  } catch {
    return { commit: undefined, what: 'this is no git repository' };
  }
  try {
    const release = lastRelease();
    if (release) return { commit: git('rev-parse', `${release}^{commit}`), what: release };
    const before = `${git('rev-parse', beforeNewestMigration())}`;
    return { commit: before, what: `commit ${before.slice(0, 7)}` };
  } catch {
    return { commit: undefined, what: 'the history of this clone does not reach back to the previous version' };
  }
}

function lastRelease(): string | undefined {
  try {
    return git('describe', '--tags', '--abbrev=0', '--match', 'v[0-9]*', 'HEAD^');
  } catch {
    return undefined;
  }
}

function beforeNewestMigration(): string {
  const newest = readdirSync('migrations')
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .at(-1);
  const [added] = git(
    'log',
    '--first-parent',
    '-m',
    '--diff-filter=A',
    '--format=%H',
    '--',
    `migrations/${newest}`,
  ).split('\n');
  // A migration that is not committed yet.
  return added ? `${added}^1` : 'HEAD';
}

/** Builds the server of a commit in a folder, and returns its program. Its pages are those of this version. */
export async function buildVersion(commit: string, folder: string): Promise<string> {
  const files = ['src', 'schema', 'migrations', 'scripts', 'package.json', 'package-lock.json', 'tsconfig.json'];
  const archive = join(folder, 'source.tar');
  git('archive', '--output', archive, commit, ...files);
  await promisify(execFile)('tar', ['-xf', archive, '-C', folder]);
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  mkdirSync(join(folder, 'dist'));
  symlinkSync(resolve('dist/web'), join(folder, 'dist/web'));
  const script = "await (await import('./scripts/bundle.js')).bundle('dist/src')";
  await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], { cwd: folder });
  return join(folder, 'dist/src/main.js');
}

export const migrationsOf = (folder: string): string[] =>
  readdirSync(join(folder, 'migrations')).filter((name) => name.endsWith('.sql'));

function git(...args: string[]): string {
  return execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
}
