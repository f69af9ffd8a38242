/** Prints a plan, for people and for programs. It never contains a secret. */
import { linesOf, visibleJson } from '../files/lines.ts';
import { type Act, acts, type Change, type Difference, kinds, outcomes } from './change.ts';
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

type Stage = 'planned' | 'done' | 'failed';

export function inWords({ changes, left, fenced }: Plan, stage: Stage): string {
  const lines = [
    ...changes.flatMap(changeInWords),
    ...left.map(
      ({ kind, name, act }) => `! ${kinds[kind]} ${name} is no longer in the file. With --prune it ${acts[act]}.`,
    ),
    ...fenced.map((name) => `! token ${name} is blocked since the database was restored, until somebody confirms it.`),
  ];
  return linesOf([...lines, ...(lines.length > 0 ? [''] : []), summary(changes, stage)]);
}

function summary(changes: readonly Change[], stage: Stage): string {
  if (changes.length === 0) return stage === 'failed' ? 'No change was made.' : 'Nothing is to be changed.';
  const what = changes.length === 1 ? '1 change' : `${changes.length} changes`;
  if (stage === 'planned') return `${what} to make.`;
  const complete = changes.filter(({ delivery = 'delivered' }) => delivery === 'delivered').length;
  return complete === changes.length ? `${what} made.` : `${complete} of ${what} made.`;
}

const changeInWords = ({ act, kind, name, fields, delivery = 'delivered' }: Change): string[] => [
  `${signs[act]} ${kinds[kind]} ${name} ${acts[act]}${outcomes[delivery]}`,
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

/** `isDone`: whether everything is as the file says now. */
export const asJson = ({ file, name }: Wanted, { changes, left, fenced }: Plan, isDone: boolean): string =>
  visibleJson({ file, name, done: isDone, changes: changes.map(described), left: left.map(described), fenced });

const described = ({ act, kind, name, place, fields, delivery }: Change) => ({
  act,
  kind,
  name,
  place,
  fields,
  delivery,
});
