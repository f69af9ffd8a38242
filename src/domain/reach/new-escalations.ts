/** The escalations that a change opens. */
import { type Escalation, escalations } from './escalations.ts';
import { firstOfEach, type Start } from './reach.ts';
import type { Holder } from './search-state.ts';

/** Of a start that was the same actor before; undefined: it is new. New limits and the permissions that the change itself gives do not count. */
export function newEscalations(before: Start | undefined, after: Start): Escalation[] {
  if (!before) return escalations(after.holder, after.facts, after.actor);
  const known = escalations(before.holder, before.facts, before.actor);
  const than = together(before.holder, after.holder);
  return escalations(after.holder, after.facts, after.actor, than).filter((one) => !isAmong(one, known));
}

/** The first of each kind, of all starts. */
export const newEscalationsOf = (before: readonly Start[], after: readonly Start[]): Escalation[] =>
  firstOfEach(
    after.flatMap((start) =>
      newEscalations(
        before.find(({ actor }) => actor === start.actor),
        start,
      ),
    ),
  );

/** Whether others lead to as much. The acts on the way may be others. */
function isAmong({ leadsTo, permissions }: Escalation, others: readonly Escalation[]): boolean {
  const alike = others.filter((other) => other.leadsTo === leadsTo);
  return alike.length > 0 && permissions.every((one) => alike.some((other) => other.permissions.includes(one)));
}

const together = (one: Holder, other: Holder): Holder => ({
  ...one,
  everywhere: new Set([...one.everywhere, ...other.everywhere]),
  onProjects: new Set([...one.onProjects, ...other.onProjects]),
  methods: one.methods && other.methods,
  bound: one.bound && other.bound,
  expires: one.expires && other.expires,
  limits: new Set([...one.limits].filter((limit) => other.limits.has(limit))),
});
