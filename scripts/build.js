/**
 * Builds what is out of date: the server (esbuild into dist/src), the client for services (tsc into dist/client), the pages
 * (vite into dist/web) and the empty database from which PGlite starts. It runs before every start, so a check without changes must take only milliseconds.
 * Simultaneous builds take turns. `--force` builds all from scratch.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const require = createRequire(import.meta.url);
const force = process.argv.includes('--force');
const shared = ['package.json', 'package-lock.json', 'scripts/build.js'];
const parts = [
  {
    name: 'server',
    inputs: ['src', 'schema', 'tsconfig.json', 'scripts/bundle.js', ...shared],
    except: ['src/web/', 'src/client/', 'schema/api.graphql'],
    output: 'dist/src/main.js',
    stamp: 'dist/.server-stamp',
    compiler: 'esbuild',
    build: buildServer,
  },
  {
    name: 'client',
    inputs: ['src/client', 'tsconfig.json', ...shared],
    except: [],
    output: 'dist/client/client.js',
    stamp: 'dist/.client-stamp',
    compiler: 'typescript',
    build: buildClient,
  },
  {
    name: 'pages',
    inputs: ['src/web', 'vite.config.ts', ...shared],
    except: [],
    output: 'dist/web/pages/index.html',
    stamp: 'dist/.web-stamp',
    compiler: 'vite',
    build: buildPages,
  },
  {
    name: 'empty database',
    inputs: shared,
    except: [],
    output: 'dist/pglite.tar.gz',
    stamp: 'dist/.database-stamp',
    compiler: 'esbuild',
    // Without it, PGlite creates the database in the folder.
    optional: true,
    build: buildDatabase,
  },
];

process.chdir(join(import.meta.dirname, '..'));
const stale = parts.filter(isStale).filter(canBuild);
if (stale.length > 0) await takeTurns(() => buildAll(stale.filter(isStale)));

/** Whether a file was added, removed or changed, by its size or time, since the last successful build. */
function isStale({ inputs, except, output, stamp }) {
  return force || !existsSync(output) || !existsSync(stamp) || readFileSync(stamp, 'utf8') !== mark(inputs, except);
}

function mark(inputs, except) {
  const files = inputs.flatMap((path) => filesUnder(path)).filter((file) => !except.some((e) => file.startsWith(e)));
  const facts = files.sort().map((file) => {
    const { size, mtimeMs } = statSync(file);
    return `${file} ${size} ${mtimeMs}`;
  });
  return createHash('sha256').update(facts.join('\n')).digest('hex');
}

/** An installation without development dependencies runs the build that it came with. */
function canBuild({ name, compiler, output, optional = false }) {
  if (home(compiler)) return true;
  if (optional || (existsSync(output) && !force)) return false;
  fail(`The ${name} cannot be built because ${compiler} is not installed: run \`npm ci\` first.`);
}

/** The lock is released when this process ends, for whatever reason. */
async function takeTurns(work) {
  mkdirSync('dist', { recursive: true });
  const { waitForLock } = await import('fs-native-extensions');
  await waitForLock(openSync('dist/.build-lock', 'a+'));
  await work();
}

async function buildAll(list) {
  if (list.length === 0) return;
  const startedAt = performance.now();
  process.stderr.write(`Building the ${list.map((part) => part.name).join(', the ')}… `);
  const results = await Promise.allSettled(list.map(buildPart));
  const failures = results.filter((result) => result.status === 'rejected').map(({ reason }) => reason.message);
  if (failures.length > 0) fail(`failed\n${failures.join('\n')}`);
  process.stderr.write(`${((performance.now() - startedAt) / 1000).toFixed(1)} s\n`);
}

async function buildPart({ inputs, except, stamp, build }) {
  // Read before the build, so that a file edited meanwhile makes the next start build again.
  const built = mark(inputs, except);
  rmSync(stamp, { force: true });
  await build();
  writeFileSync(stamp, built);
}

async function buildServer() {
  const { bundle } = await import('./bundle.js');
  remove('dist/.src');
  await bundle('dist/.src');
  replace('dist/src', 'dist/.src');
}

/** A file per module with its types, because services load only some of them. */
async function buildClient() {
  const next = join(process.cwd(), 'dist/.client');
  remove(next);
  await run(join(home('typescript'), 'bin/tsc'), ['-p', 'src/client', '--outDir', next]);
  replace('dist/client', next);
}

async function buildPages() {
  const next = join(process.cwd(), 'dist/.web');
  await run(join(home('vite'), 'bin/vite.js'), ['build', '--outDir', next, '--emptyOutDir']);
  await Promise.all(filesUnder(next).map(compress));
  replace('dist/web', next);
}

/** Built beside the old folder and moved to its place at the end, so that a running server never uses half of it. */
function replace(folder, next) {
  remove(folder);
  renameSync(next, folder);
}

/** What PGlite starts from in a new data folder: creating it there would take 2 s of CPU time. */
async function buildDatabase() {
  const { PGlite } = await import('@electric-sql/pglite');
  const pglite = await PGlite.create();
  const dump = await pglite.dumpDataDir('gzip');
  await pglite.close();
  const next = 'dist/pglite.tar.gz.next';
  writeFileSync(next, Buffer.from(await dump.arrayBuffer()), { flush: true });
  renameSync(next, 'dist/pglite.tar.gz');
}

/** Brotli 9 takes 0.4 s for all pages together; 11 would take 6 s to save another 8 %. */
async function compress(file) {
  const content = readFileSync(file);
  if (content.length <= 1024) return;
  // The best quality takes seconds for the large files of GraphiQL's editor.
  const quality = content.length < 250_000 ? 11 : 9;
  const params = { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
  const [br, gz] = await Promise.all([
    promisify(brotliCompress)(content, { params }),
    promisify(gzip)(content, { level: 9 }),
  ]);
  if (br.length < content.length) writeFileSync(`${file}.br`, br);
  if (gz.length < content.length) writeFileSync(`${file}.gz`, gz);
}

/** The build is for production, whatever NODE_ENV the caller has. */
async function run(script, args) {
  const env = { ...process.env, NODE_ENV: 'production' };
  await promisify(execFile)(process.execPath, [script, ...args], { env, maxBuffer: 64e6 }).catch((error) => {
    throw new Error(`${error.stdout}${error.stderr}`.trim() || error.message);
  });
}

function filesUnder(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  const entries = readdirSync(path, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

function home(packageName) {
  try {
    return dirname(require.resolve(`${packageName}/package.json`));
  } catch {
    return undefined;
  }
}

function remove(path) {
  rmSync(path, { recursive: true, force: true });
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
