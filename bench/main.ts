/**
 * The speed of Latchkey compared with a minimal server: both use one PostgreSQL and get the same requests alternately.
 * Compare the ratios, since the numbers depend on the machine and its load.
 */
import { availableParallelism, cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { startPostgres } from '../test/kit/postgres.ts';
import {
  type Both,
  compare,
  compareCapped,
  everyName,
  type Measured,
  type Plan,
  requireSameAnswers,
} from './compare.ts';
import { figure, median, table } from './figures.ts';
import { measureInventory } from './inventory.ts';
import { measurePlanning } from './planning.ts';
import { type Server, startFloor, startLoad, startOurs } from './processes.ts';
import { names, tokenOf } from './requests.ts';
import { seed } from './seed.ts';
import { measureEmbeddedStart, measureStart, type Start } from './start.ts';

const usual = {
  size: { users: 10_000, roles: 100, tokens: 50_000 },
  rounds: 3,
  seconds: 5,
  connections: 32,
  inventory: 1_000_000,
};
const quick = {
  size: { users: 500, roles: 20, tokens: 1_000 },
  rounds: 3,
  seconds: 0.5,
  connections: 32,
  inventory: 10_000,
};

async function bench(plan: Plan & { inventory: number }): Promise<void> {
  // In an external PostgreSQL a database is created, and dropped at the end.
  if (process.env.DATABASE_URL) process.env.TEST_DATABASE_URL = process.env.DATABASE_URL;
  const postgres = await startPostgres();
  const load = startLoad();
  const running: Server[] = [];
  const keep = async (starting: Promise<Server>) => {
    const server = await starting;
    running.push(server);
    return server;
  };
  try {
    const url = await postgres.createDatabase();
    const settings = { DATABASE_URL: url, SECRET_KEY: 'a key that only the benchmark uses' };
    const ours = await keep(startOurs(settings));
    const { users, roles, tokens } = plan.size;
    console.log(`Filling a database: ${figure(users)} users, ${figure(roles)} roles, ${figure(tokens)} tokens.`);
    await seed(url, plan.size);
    const servers = { ours, floor: await keep(startFloor(url)) };
    await requireSameAnswers(servers, plan.size);
    console.log(
      `Both servers return the same answers. ${plan.rounds} rounds of ${plan.seconds} s with ${plan.connections} connections, after one to warm up.`,
    );
    const results = await compare(servers, load, plan);
    const capped = await compareCapped(ours, load, plan);
    const inventory = await measureInventory(url, ours.url, plan.inventory);
    const planning = await measurePlanning(ours.url, tokenOf(1));
    for (const server of running.splice(0)) await server.stop();

    console.log(`\n${cpus()[0]?.model}, ${availableParallelism()} cores, Node ${process.version}\n`);
    console.log(table([header, ...everyName.flatMap((name) => lines(names[name], results.get(name) ?? []))]));
    const each = capped.map((ratio) => figure(ratio, 2)).join(' ');
    console.log(
      `\nA request with a project token takes ${figure(median(capped), 2)} times as long as with a plain token (${each}).`,
    );
    console.log(
      `\nA page of 25 tokens with its count, of a user's hundred and of ${figure(plan.inventory)} in total, median ms:`,
    );
    console.log(table(inventory.map(({ name, milliseconds, rows }) => [name, figure(milliseconds, 1), figure(rows)])));
    console.log(
      `\nA document of 100 fields and 13 levels is planned in ${figure(planning.plan, 2)} ms, ${figure(planning.parsed, 2)} with parsing, and \`required_permissions\` answers in ${figure(planning.asked, 1)} ms.`,
    );
    console.log('\nFrom the start to the first answer on an existing database, and the memory of the process then:');
    console.log(startLine('PGlite', await measureEmbeddedStart()));
    console.log(startLine('PostgreSQL', await measureStart(settings, tokenOf(1))));
  } finally {
    for (const server of running) await server.stop();
    await load.stop();
    await postgres.stop();
  }
}

const header = ['', '', 'requests/s', 'p50 ms', 'p99 ms', 'CPU ms', 'ratio', 'of each round'];

function lines(title: string, rounds: Both<Measured>[]): string[][] {
  const medians = (which: keyof Both<Measured>) => {
    const of = (key: keyof Measured) => median(rounds.map((round) => round[which][key]));
    return [figure(of('perSecond')), figure(of('p50'), 1), figure(of('p99'), 1), figure(of('cpu'), 2)];
  };
  const ratios = rounds.map(({ ours, floor }) => ours.perSecond / floor.perSecond);
  const ratio = [figure(median(ratios), 2), ratios.map((each) => figure(each, 2)).join(' ')];
  return [
    [title, 'floor', ...medians('floor'), '', ''],
    ['', 'ours', ...medians('ours'), ...ratio],
  ];
}

const startLine = (kind: string, { milliseconds, megabytes }: Start) =>
  `  ${kind.padEnd(10)} ${figure(milliseconds).padStart(6)} ms ${figure(megabytes).padStart(5)} MB`;

const { values: options } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
await bench(options.quick ? quick : usual);
