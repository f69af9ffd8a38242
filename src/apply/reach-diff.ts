/** What an access file would make possible: the permissions and escalations that would be gained and lost. */

import { everyPermission, type Permission } from '../domain/access/permissions.ts';
import { newEscalationsOf } from '../domain/reach/new-escalations.ts';
import { sentence, startsOf } from '../domain/reach/reach.ts';
import type { Facts } from '../domain/reach/search-state.ts';
import { linesOf } from '../files/lines.ts';
import { type Kind, kinds } from './change.ts';
import type { Driver } from './driver.ts';
import { requireSound } from './references.ts';
import { readState } from './state.ts';
import type { Wanted } from './wanted.ts';
import { factsIn, learnPermissions, type Subject, subjectsIn, worldNow, worldWith } from './world.ts';

export interface ReachDifference {
  kind: Kind;
  name: string;
  isNew: boolean;
  gained: Permission[];
  lost: Permission[];
  /** A sentence for each escalation. */
  opened: string[];
  closed: string[];
}

/** Only those that would differ. */
export async function reachDifferences(driver: Driver, wanted: Wanted): Promise<ReachDifference[]> {
  const state = await readState(driver.ask, wanted);
  await requireSound(driver.ask, wanted, state);
  const { token_policy } = await driver.ask<{ token_policy: { tokens_may_rotate_themselves: boolean } }>(
    '{ token_policy { tokens_may_rotate_themselves } }',
  );
  // Last, because each document may read the custom permissions again.
  learnPermissions(wanted, state);
  const [now, then] = [worldNow(state), worldWith(wanted, worldNow(state))];
  const [factsNow, factsThen] = [now, then].map((world) =>
    factsIn(world, driver.mailed, token_policy.tokens_may_rotate_themselves),
  ) as [Facts, Facts];
  const before = subjectsIn(now);
  return [...subjectsIn(then)]
    .map(([key, subject]) => compare(subject, factsThen, before.get(key), factsNow))
    .filter(({ gained, lost, opened, closed }) => [gained, lost, opened, closed].some(({ length }) => length > 0));
}

function compare(then: Subject, factsThen: Facts, now: Subject | undefined, factsNow: Facts): ReachDifference {
  const [had, has] = [now?.permissions ?? new Set<Permission>(), then.permissions];
  const starts = (subject: Subject | undefined, facts: Facts) =>
    subject?.capabilities ? startsOf(subject.capabilities, facts) : [];
  const [before, after] = [starts(now, factsNow), starts(then, factsThen)];
  const only = (some: ReadonlySet<Permission>, others: ReadonlySet<Permission>) =>
    [...everyPermission].filter((permission) => some.has(permission) && !others.has(permission));
  return {
    kind: then.kind,
    name: then.name,
    isNew: now === undefined,
    gained: only(has, had),
    lost: only(had, has),
    opened: newEscalationsOf(before, after).map(sentence),
    closed: newEscalationsOf(after, before).map(sentence),
  };
}

export const isMore = ({ gained, opened }: ReachDifference) => gained.length + opened.length > 0;

export function inWords(differences: readonly ReachDifference[]): string {
  const blocks = differences.map(({ kind, name, isNew, gained, lost, opened, closed }) =>
    linesOf([
      `${kinds[kind]} ${name}${isNew ? ' (new)' : ''}`,
      ...[...gained, ...opened].map((line) => `  + ${line}`),
      ...[...lost, ...closed].map((line) => `  - ${line}`),
    ]),
  );
  const more = differences.filter(isMore).length;
  const last = more === 0 ? 'Nothing more would be possible.' : `More would be possible for ${more} of them.`;
  return [...blocks, last].join('\n\n');
}
