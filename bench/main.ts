/**
 * The speed of Latchkey beside a minimal server and other products: all use one PostgreSQL and get requests of the same
 * meaning alternately. Compare the ratios, since the numbers depend on the machine.
 */
import type { Postgres } from '../test/kit/postgres.ts';
import type { Cell } from './cell.ts';
import { compare } from './comparison.ts';
import { observe, startDatabaseServer } from './database.ts';
import { startFilled } from './databases.ts';
import { conditions, write } from './document.ts';
import { median } from './figures.ts';
import { type Options, type ReportName, readOptions } from './options.ts';
import { startPeers } from './peers/peers.ts';
import { type Load, startLoad } from './processes.ts';
import { reports } from './reports.ts';
import { type Server, startBare, startUnshared, startWorkers } from './servers.ts';
import { mostOthers, warningOf } from './table.ts';
import { type DatabaseName, workloads } from './workloads.ts';

interface Results {
  sections: string[];
  cells: Cell[];
  postgres: string;
}

async function bench(options: Options): Promise<void> {
  const postgres = await startDatabaseServer();
  const load = startLoad();
  const results: Results = { sections: [], cells: [], postgres: '' };
  try {
    for (const name of ['usual', 'users', 'tokens'] as const) await onDatabase(name, options, postgres, load, results);
  } finally {
    await load.stop();
    await postgres.stop();
  }
  const { sections, cells } = results;
  const warning = warningOf(cells);
  const head = conditions(results.postgres) + (warning ? `\n\n${warning}` : '');
  const measured = [head, ...sections].join('\n\n');
  console.log(measured);
  if (!options.write) return;
  if (median(cells.map(({ others }) => others)) > mostOthers)
    throw new Error('docs/performance.md was not written, because other processes kept the machine busy.');
  write(measured);
}

/** Runs what was chosen of the workloads and reports that use this database. */
async function onDatabase(name: DatabaseName, options: Options, postgres: Postgres, load: Load, results: Results) {
  const chosen = workloads.filter((each) => each.database === name && options.names.includes(each.name));
  const chosenReports = (Object.keys(reports) as ReportName[]).filter(
    (each) => reports[each].database === name && options.names.includes(each),
  );
  if (chosen.length + chosenReports.length === 0) return;
  const filled = await startFilled(postgres, name, options.scale);
  const running: Server[] = [filled.own];
  const database = await observe(filled.url);
  results.postgres = database.version;
  try {
    running.unshift(await startBare(filled.url));
    if (options.nothingShared) running.push(await startUnshared(filled.url));
    for (const count of options.workers) running.push(await startWorkers(filled.url, count));
    if (options.peers && name === 'usual') await startPeers(filled, chosen, (server) => running.push(server));
    for (const workload of chosen) {
      const { markdown, cells } = await compare(workload, running, filled.size, { load, database }, options);
      results.sections.push(markdown);
      results.cells.push(...cells);
    }
    for (const report of chosenReports)
      results.sections.push(await reports[report].make(filled, { load, database }, options));
  } finally {
    for (const server of running) await server.stop();
    await database.close();
  }
}

await bench(readOptions(process.argv.slice(2))).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
