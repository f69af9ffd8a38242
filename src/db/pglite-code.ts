/** The compiled code of PGlite, which all threads of a process share: compiling it takes a third of the processor time of a start. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setFlagsFromString } from 'node:v8';

export interface PgliteCode {
  pgliteWasmModule: WebAssembly.Module;
  initdbWasmModule: WebAssembly.Module;
}

let compiled: Promise<PgliteCode> | undefined;

/** Compiles it when the first thread of this process starts. */
export const pgliteCode = (): Promise<PgliteCode> => (compiled ??= compile());

async function compile(): Promise<PgliteCode> {
  // The optimizing compiler would make most statements a third faster, and those that sort much up to twice as fast, for
  // 50 MB of memory and half of the processor time of each start.
  setFlagsFromString('--liftoff-only');
  const folder = dirname(createRequire(import.meta.url).resolve('@electric-sql/pglite'));
  const code = async (name: string) => WebAssembly.compile(await readFile(join(folder, name)));
  const [pgliteWasmModule, initdbWasmModule] = await Promise.all([code('pglite.wasm'), code('initdb.wasm')]);
  return { pgliteWasmModule, initdbWasmModule };
}
