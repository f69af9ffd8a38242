/**
 * Loads test files with the loader of Node instead of Jest's. A process then loads the modules of the server once and not
 * for each of its test files again, and keeps the code that is already optimized.
 */
const { readFileSync } = require('node:fs');
const { register } = require('node:module');
const { dirname, join } = require('node:path');
const { fileURLToPath, pathToFileURL } = require('node:url');
const { default: Runtime } = require('jest-runtime');
const { compiledFile } = require('./compiled-file.cjs');

const framework = join(dirname(require.resolve('jest-circus/package.json')), 'build/jestAdapterInit.js');

let globals;
let files = 0;

module.exports = class ProcessRuntime extends Runtime {
  constructor(...given) {
    super(...given);
    const [{ cacheDirectory }] = given;
    const { watch, watchAll } = given.at(-1);
    if (watch || watchAll)
      throw new Error('A process keeps the modules that it has loaded, so tests cannot be watched.');
    this.folder = join(cacheDirectory, 'latchkey');
    if (!globals) register('./hooks.js', { parentURL: pathToFileURL(__filename), data: { folder: this.folder } });
    globals ??= import('./globals.js');
  }

  unstable_shouldLoadAsEsm() {
    return true;
  }

  async unstable_importModule(path) {
    const { renew } = await globals;
    renew({ ...this.given, jest: this.jestGlobals.jestObjectFor(path) });
    // A file that runs again in the same process is another module.
    await import(`${pathToFileURL(path)}?file=${++files}`);
  }

  setGlobalsForRuntime(given) {
    this.given = given;
  }

  requireInternalModule(path) {
    if (path === framework) forgetFile();
    return require(path);
  }

  /** Errors name the lines of the sources. */
  getSourceMaps() {
    return { get: (file) => sourceMap(this.folder, file), [Symbol.iterator]: () => [].values() };
  }
};

/** Jest's framework keeps the tests of a file in its module and in globals, and so what the file sets with `jest.setTimeout`. */
const ofOneFile = new Set(['JEST_STATE_SYMBOL', 'EVENT_HANDLERS', 'TEST_TIMEOUT_SYMBOL', 'RETRY_TIMES_SETTER']);

function forgetFile() {
  delete require.cache[framework];
  for (const key of Object.getOwnPropertySymbols(globalThis))
    if (ofOneFile.has(key.description)) delete globalThis[key];
}

function sourceMap(folder, file) {
  const path = file.startsWith('file:') ? fileURLToPath(file.split('?')[0]) : file;
  const isCompiled = path.endsWith('.ts') && !path.includes('node_modules');
  return isCompiled ? `${compiledFile(folder, path, readFileSync(path))}.map` : undefined;
}
