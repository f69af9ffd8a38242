/** Single times of Latchkey that are not compared with another server, as Markdown. */

import type { Instruments } from './cell.ts';
import type { Filled } from './databases.ts';
import { measureEmbedded } from './embedded.ts';
import { figure } from './figures.ts';
import { measureInventory } from './inventory.ts';
import { measureLatency, measureMemory, share } from './lasting.ts';
import type { ReportName } from './options.ts';
import { measurePlanning } from './planning.ts';
import { tokenOf } from './requests.ts';
import type { Plan } from './rounds.ts';
import { settingsFor } from './servers.ts';
import { measureEmbeddedStart, measureStart } from './start.ts';
import type { DatabaseName } from './workloads.ts';

interface Report {
  database: DatabaseName;
  make(filled: Filled, instruments: Instruments, plan: Plan): Promise<string>;
}

export const reports: Record<ReportName, Report> = {
  filters: {
    database: 'tokens',
    make: async ({ own }) => {
      const rows = (await measureInventory(own.url)).map(
        ({ name, milliseconds, rows }) => `| ${name} | ${figure(milliseconds, 1)} | ${figure(rows)} |`,
      );
      const title = "### filters: a page of 25 tokens with its count, of a user's hundred and of all";
      return `${title}\n\n| filter | median ms | tokens found |\n| --- | --: | --: |\n${rows.join('\n')}`;
    },
  },
  planning: {
    database: 'usual',
    make: async ({ own }) => {
      const { plan, parsed, asked } = await measurePlanning(own.url, tokenOf(1));
      const times = `in ${figure(plan, 2)} ms, in ${figure(parsed, 2)} ms with parsing, and \`required_permissions\` answers in ${figure(asked, 1)} ms`;
      return `### planning: the permissions that a document needs\n\nA document of 100 fields and 13 levels is planned ${times}.`;
    },
  },
  start: {
    database: 'usual',
    make: async ({ url }) => {
      const started = {
        PGlite: await measureEmbeddedStart(),
        PostgreSQL: await measureStart(settingsFor(url), tokenOf(1)),
      };
      const rows = Object.entries(started).map(
        ([kind, { milliseconds, megabytes }]) => `| ${kind} | ${figure(milliseconds)} | ${figure(megabytes)} |`,
      );
      const title = '### start: until the first answer, on an existing database';
      return `${title}\n\n| database | median ms | memory MB |\n| --- | --: | --: |\n${rows.join('\n')}`;
    },
  },
  embedded: {
    database: 'usual',
    make: async ({ size }, { load }, plan) => {
      const rows = (await measureEmbedded(size, load, plan)).map(
        ({ workload, perSecond, p50, p99, blockedMs, healthMs }) =>
          `| ${workload} | ${figure(perSecond)} | ${[p50, p99, blockedMs, healthMs].map((ms) => figure(ms, 1)).join(' | ')} |`,
      );
      const title = '### embedded: on the embedded database, 32 connections';
      const columns = 'requests/s | p50 ms | p99 ms | event loop blocked, at most ms | `/healthz` meanwhile, p50 ms';
      return `${title}\n\n| workload | ${columns} |\n| --- | --: | --: | --: | --: | --: |\n${rows.join('\n')}`;
    },
  },
  latency: {
    database: 'usual',
    make: async (filled, instruments, plan) => {
      const rows = (await measureLatency(filled, instruments, plan)).map(
        ({ workload, server, most, p50, p99 }) =>
          `| ${workload} | ${server} | ${figure(most)} | ${figure(p50, 2)} | ${figure(p99, 2)} | ${figure(p99 / p50, 1)} |`,
      );
      const title = `### latency: with requests that arrive at ${share * 100} % of the most that each server answers`;
      return `${title}\n\n| workload | server | most requests/s | p50 ms | p99 ms | p99 / p50 |\n| --- | --- | --: | --: | --: | --: |\n${rows.join('\n')}`;
    },
  },
  memory: {
    database: 'usual',
    make: async (filled, instruments, plan) => {
      const { minutes, megabytes } = await measureMemory(filled, instruments, plan);
      const title = '### memory: of the process, during requests with 1,000 different documents';
      return `${title}\n\nAt the end of each tenth of ${figure(minutes, 1)} minutes, in MB: ${megabytes.map((each) => figure(each)).join(', ')}.`;
    },
  },
};
