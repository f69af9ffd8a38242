/** `latchkey reach --diff`: what an access file would make possible that is not possible now. */

import { visibleJson } from '../files/lines.ts';
import type { Connect, ConnectOptions } from './connect.ts';
import { inWords, isMore, reachDifferences } from './reach-diff.ts';
import { readAccessFile } from './read-file.ts';

export interface ReachOptions extends ConnectOptions {
  /** The access file. */
  diff: string;
  json?: boolean;
}

/** Returns the exit code: 1 if more would be possible. Throws if that cannot be found out. */
export async function reachCommand({ diff, json = false, ...options }: ReachOptions, connect: Connect): Promise<0 | 1> {
  const wanted = await readAccessFile(diff);
  const found = await connect(options, true, (driver) => reachDifferences(driver, wanted));
  console.log(json ? visibleJson(found) : inWords(found));
  return found.some(isMore) ? 1 : 0;
}
