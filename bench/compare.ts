/** Measures both servers alternately with the same requests, after checking that their answers are equal. */
import type { Result } from './load.ts';
import { processorTime, type Server, type startLoad } from './processes.ts';
import { type Compared, type Name, names, request, type Size } from './requests.ts';

/** `cpu` is the processor time of the server's process for one request, in milliseconds. */
export type Measured = Result & { cpu: number };

export type Both<T> = Record<'floor' | 'ours', T>;

export interface Plan {
  size: Size;
  rounds: number;
  seconds: number;
  connections: number;
}

export const everyName = Object.keys(names) as Compared[];

/** The minimal server is a fair comparison only if it returns the same bytes. */
export async function requireSameAnswers(servers: Both<Server>, size: Size): Promise<void> {
  for (const name of everyName.flatMap((each) => Array<Compared>(20).fill(each))) {
    const { token, body } = request(name, size);
    const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` };
    const ask = async ({ url }: Server) =>
      (await fetch(`${url}/api/graphql`, { method: 'POST', headers, body })).text();
    const [floor, ours] = [await ask(servers.floor), await ask(servers.ours)];
    if (floor !== ours || ours.includes('"errors"')) throw new Error(`The answers differ:\n${floor}\n${ours}`);
  }
}

/** The rounds of each kind of request, without the first, which warms up. */
export async function compare(servers: Both<Server>, load: ReturnType<typeof startLoad>, plan: Plan) {
  const results = new Map(everyName.map((name) => [name, [] as Both<Measured>[]]));
  for (const name of everyName) await oneRound(servers, load, { ...plan, seconds: plan.seconds / 2 }, name, 0);
  for (let round = 1; round <= plan.rounds; round++)
    for (const name of everyName) results.get(name)?.push(await oneRound(servers, load, plan, name, round));
  return results;
}

/**
 * The time of a request with a token capped to a project, relative to the same request of the same owner with a plain
 * token, for each round.
 */
export async function compareCapped(server: Server, load: ReturnType<typeof startLoad>, plan: Plan): Promise<number[]> {
  const perSecond = async (name: Name, seconds = plan.seconds) =>
    (await load.run({ url: server.url, name, size: plan.size, connections: plan.connections, seconds })).perSecond;
  const ratios: number[] = [];
  for (const name of ['Plain', 'Capped'] as const) await perSecond(name, plan.seconds / 2);
  for (let round = 1; round <= plan.rounds; round++) {
    const first = round % 2 === 0 ? await perSecond('Plain') : 0;
    const capped = await perSecond('Capped');
    ratios.push((first || (await perSecond('Plain'))) / capped);
  }
  return ratios;
}

/** One after the other, starting with another in each round, so that neither has an advantage. */
async function oneRound(
  servers: Both<Server>,
  load: ReturnType<typeof startLoad>,
  { size, connections, seconds }: Plan,
  name: Name,
  round: number,
): Promise<Both<Measured>> {
  const measure = async (server: Server) => {
    const before = processorTime(server);
    const result = await load.run({ url: server.url, name, size, connections, seconds });
    return { ...result, cpu: (processorTime(server) - before) / result.requests };
  };
  if (round % 2 === 0) return { floor: await measure(servers.floor), ours: await measure(servers.ours) };
  const ours = await measure(servers.ours);
  return { floor: await measure(servers.floor), ours };
}
