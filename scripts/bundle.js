/**
 * Bundles the server, its threads and the command line with the packages that they use: a start that reads a few files instead of two
 * thousand takes half of the processor time. Packages with native code, which find their own files, are not included.
 */
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';

const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));

export async function bundle(folder) {
  const { metafile } = await build({
    entryPoints: {
      main: 'src/main.ts',
      cli: 'src/cli.ts',
      'pglite-worker': 'src/db/pglite-worker.js',
      'password-strength': 'src/domain/sign-in/password-strength.js',
    },
    outdir: folder,
    bundle: true,
    // What only some starts need, such as the sender of emails, stays in files of its own, which are read when needed.
    splitting: true,
    platform: 'node',
    target: 'node20.19',
    format: 'esm',
    // Packages as ES modules, from which unused parts can be left out.
    mainFields: ['module', 'main'],
    external: Object.keys(dependencies),
    // CommonJS packages load Node's own modules with `require`.
    banner: { js: "const require = process.getBuiltinModule('module').createRequire(import.meta.url);" },
    // GraphQL's check for a second copy of itself costs time, and there is only one.
    define: { 'process.env.NODE_ENV': '"production"' },
    sourcemap: 'linked',
    sourcesContent: false,
    metafile: true,
    logLevel: 'silent',
  });
  copyDatabase(folder);
  writeFileSync(join(folder, 'licenses.json'), JSON.stringify(licenses(Object.keys(metafile.inputs)), null, 2));
}

/** The files that PGlite reads beside its code. The rest of its package, which is the larger part, is not needed. */
function copyDatabase(folder) {
  const from = dirname(createRequire(import.meta.url).resolve('@electric-sql/pglite'));
  for (const name of ['pglite.wasm', 'pglite.data', 'initdb.wasm']) copyFileSync(join(from, name), join(folder, name));
}

/**
 * The included packages with their licenses, which ask to be passed on with every copy. `vite.config.ts` writes the same for the
 * pages, and `scripts/release.js` reads both.
 */
function licenses(files) {
  const folders = new Set(files.map((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0]).filter(Boolean));
  return [...folders].sort().map(license);
}

function license(folder) {
  const { name, version, license: identifier } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const [file] = readdirSync(folder).filter((entry) => /^licen[cs]e/i.test(entry));
  return { name, version, identifier, text: file ? readFileSync(join(folder, file), 'utf8') : '' };
}
