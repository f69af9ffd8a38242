/** Prints a plan, for people and for programs. It never contains a secret. */
import { type Act, acts, type Change, type Difference, kinds } from './change.ts';
import { linesOf, visibleJson } from '../commands/lines.ts';
import type { Plan } from './plan.ts';
import type { Wanted } from './wanted.ts';

const signs: Record<Act, string> = {
  create: '+',
  update: '~',
  renew: '~',
  redeliver: '~',
  remove: '-',
  retire: '-',
  disable: '-',
  revoke: '-',
};

export function inWords({ changes, left }: Plan, isDone: boolean): string {
  const lines = [
    ...changes.flatMap(changeInWords),
    ...left.map(
      ({ kind, name, act }) => `! ${kinds[kind]} ${name} is no longer in the file. With --prune it ${acts[act]}.`,
    ),
  ];
  return linesOf([...lines, ...(lines.length > 0 ? [''] : []), summary(changes.length, isDone)]);
}

function summary(count: number, isDone: boolean): string {
  if (count === 0) return 'Nothing is to be changed.';
  const what = count === 1 ? '1 change' : `${count} changes`;
  return isDone ? `${what} made.` : `${what} to make.`;
}

const changeInWords = ({ act, kind, name, fields }: Change): string[] => [
  `${signs[act]} ${kinds[kind]} ${name} ${acts[act]}`,
  ...fields.map((field) => `    ${field.field}: ${differenceInWords(field, act)}`),
];

function differenceInWords({ before, after }: Difference, act: Act): string {
  if (act === 'create') return shown(after);
  if (!Array.isArray(before) || !Array.isArray(after)) return `${shown(before)} → ${shown(after)}`;
  const added = after.filter((one) => !before.includes(one)).map((one) => `+ ${one}`);
  const removed = before.filter((one) => !after.includes(one)).map((one) => `- ${one}`);
  return [...added, ...removed].join(', ');
}

const shown = (value: unknown): string => {
  if (value === null || value === '') return 'none';
  return Array.isArray(value) ? value.join(', ') || 'none' : String(value);
};

export const asJson = ({ file, name }: Wanted, { changes, left }: Plan, isDone: boolean): string =>
  visibleJson({ file, name, done: isDone, changes: changes.map(described), left: left.map(described) });

const described = ({ act, kind, name, place, fields }: Change) => ({ act, kind, name, place, fields });
