/** The results of a workload as a Markdown table: medians over the rounds. */
import type { Cell } from './cell.ts';
import { figure, median } from './figures.ts';

export interface Measured {
  connections: number;
  name: string;
  cells: Cell[];
  /** The cells of the first contestant, in the same rounds. */
  compared: Cell[];
}

/** Above this share of other processes a figure says little. */
export const mostOthers = 0.15;

const columns = [
  'clients',
  'server',
  'requests/s',
  'ratio (of each round)',
  'node ms',
  'PostgreSQL ms',
  'statements',
  'p50 ms',
  'p99 ms',
  'refused',
  'memory MB',
  'load generator',
  'other processes',
];

export function tableOf(measured: Measured[]): string {
  const rows = measured.map(({ connections, name, cells, compared }) => {
    const of = (key: keyof Cell) => median(cells.map((cell) => cell[key]));
    const ratios = cells.map((cell, round) => cell.perSecond / (compared[round] as Cell).perSecond);
    const each = ratios.map((ratio) => figure(ratio, 2)).join(' ');
    return [
      String(connections),
      name,
      figure(of('perSecond'), of('perSecond') < 100 ? 1 : 0),
      cells === compared ? '1' : `**${figure(median(ratios), 2)}** (${each})`,
      figure(of('node'), 3),
      figure(of('postgres'), 3),
      figure(of('statements'), 2),
      figure(of('p50'), 2),
      figure(of('p99'), 2),
      percent(of('refused')),
      figure(of('memory')),
      percent(of('client')),
      percent(of('others')) + (of('others') > mostOthers ? ' (!)' : ''),
    ];
  });
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  const rules = columns.map((_, place) => (place === 1 ? '---' : '--:'));
  const table = [line(columns), line(rules), ...rows.map(line)].join('\n');
  const warning = warningOf(measured.flatMap(({ cells }) => cells));
  return warning ? `${table}\n\n${warning}` : table;
}

/** What to say about measurements during which the machine was busy. */
export function warningOf(cells: Cell[]): string | null {
  const busy = cells.filter(({ others }) => others > mostOthers);
  if (busy.length === 0) return null;
  const most = percent(Math.max(...busy.map(({ others }) => others)));
  return `**The machine was busy:** other processes used more than ${percent(mostOthers)} of it in ${busy.length} of ${cells.length} measurements, up to ${most}.`;
}

const percent = (share: number) => (Number.isFinite(share) ? `${figure(share * 100)} %` : '–');
