/** Measures contestants alternately, so that whatever else the machine does affects all of them alike. */
import { type Cell, type Contestant, type Instruments, measure } from './cell.ts';

export interface Plan {
  rounds: number;
  seconds: number;
}

/** The cells of each contestant, in the order of rounds. */
export async function inRounds(
  contestants: Contestant[],
  instruments: Instruments,
  connections: number,
  { rounds, seconds }: Plan,
): Promise<Cell[][]> {
  const cells: Cell[][] = contestants.map(() => []);
  for (let round = 0; round <= rounds; round++)
    for (const place of contestants.keys()) {
      // Another one is first in each round.
      const which = (place + round) % contestants.length;
      const contestant = contestants[which] as Contestant;
      // The first round warms up: code is compiled, connections and prepared statements are made.
      const cell = await measure(contestant, instruments, connections, round === 0 ? 2 * seconds : seconds);
      if (round > 0) cells[which]?.push(cell);
    }
  return cells;
}
