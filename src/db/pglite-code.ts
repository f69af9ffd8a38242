/** The compiled code of PGlite, which all threads of a process share: compiling it takes a third of the processor time of a start. */
import { readFile } from 'node:fs/promises';
import { setFlagsFromString } from 'node:v8';

export interface PgliteCode {
  pgliteWasmModule: WebAssembly.Module;
  initdbWasmModule: WebAssembly.Module;
}

/** Where the build put it: as far from here as from the built program in `dist/src`. */
const folder = new URL('../../dist/src/', import.meta.url);

let compiled: Promise<PgliteCode> | undefined;

/** Compiles it when the first thread of this process starts. */
export const pgliteCode = (): Promise<PgliteCode> => (compiled ??= compile());

async function compile(): Promise<PgliteCode> {
  // The optimizing compiler would make most statements a third faster, and those that sort much up to twice as fast, for
  // 50 MB of memory and half of the processor time of each start.
  setFlagsFromString('--liftoff-only');
  const code = async (name: string) => WebAssembly.compile(await readFile(new URL(name, folder)));
  const [pgliteWasmModule, initdbWasmModule] = await Promise.all([code('pglite.wasm'), code('initdb.wasm')]);
  return { pgliteWasmModule, initdbWasmModule };
}
