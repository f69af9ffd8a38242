/** Measures one workload on all servers that have an equal of it, and shows the results as Markdown. */
import { requireSameAnswers } from './answers.ts';
import type { Cell, Contestant, Instruments } from './cell.ts';
import { messageOf, type Size } from './requests.ts';
import { inRounds, type Plan } from './rounds.ts';
import { minimal, type Server } from './servers.ts';
import { type Measured, tableOf } from './table.ts';
import type { Workload } from './workloads.ts';

/** How many different requests of a kind are sent, in turn. */
const different = 2000;

export interface Compared {
  markdown: string;
  cells: Cell[];
}

export async function compare(
  workload: Workload,
  servers: Server[],
  size: Size,
  instruments: Instruments,
  plan: Plan & { connections: number[] },
): Promise<Compared> {
  const chosen = servers.filter(({ name, requests }) =>
    requests ? requests[workload.name] : !workload.onlyLatchkey || name !== minimal,
  );
  const measured: Measured[] = [];
  for (const connections of workload.connections ?? plan.connections) {
    const contestants = await contestantsOf(workload, chosen, size);
    console.error(`${workload.name}, ${connections} connections: ${contestants.map(({ name }) => name).join(', ')}.`);
    const cells = await inRounds(contestants, instruments, connections, plan);
    for (const [place, { name }] of contestants.entries())
      measured.push({ connections, name, cells: cells[place] ?? [], compared: cells[0] ?? [] });
  }
  const parts = [`### ${workload.name}: ${workload.title}`, tableOf(measured)];
  if (workload.name === 'documents') parts.push(memoryOf(measured));
  return { markdown: parts.join('\n\n'), cells: measured.flatMap(({ cells }) => cells) };
}

/** Every server with every kind of request of the workload, after checking that their answers are equal. */
export async function contestantsOf(workload: Workload, servers: Server[], size: Size): Promise<Contestant[]> {
  const contestants: Contestant[] = [];
  const kinds = Object.entries(workload.requests);
  for (const [kind, own] of kinds) {
    const asking = servers.map((server) => {
      const { name, requests, content } = server;
      const ofWorkload = workload.content ?? ((answer: unknown) => answer);
      const request = requests?.[workload.name] ?? own;
      return {
        ...server,
        request: (n: number) => request(n, size),
        content: (answer: unknown) => ofWorkload((content ? content(workload.name, answer as never) : answer) as never),
        name: kind ? `${name}, ${kind}` : name,
      };
    });
    await requireSameAnswers(asking);
    for (const { name, url, pid, request } of asking) {
      const { host } = new URL(url);
      const messages = Array.from({ length: different }, (_, n) => messageOf(host, request(n)));
      contestants.push({ name, url, pid, messages });
    }
  }
  return contestants;
}

function memoryOf(measured: Measured[]): string {
  const lines = measured.map(({ connections, name, cells }) => {
    const megabytes = cells.map(({ memory }) => memory.toFixed(0)).join(', ');
    return `- ${name}, ${connections} connections: ${megabytes}`;
  });
  return `Resident memory in MB at the end of each round:\n\n${lines.join('\n')}`;
}
