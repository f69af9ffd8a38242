/**
 * The policy `refuse_escalations`: an edit that opens a way to more is refused, and the refusal tells the way. What could be
 * come to before the edit is compared with what can be after it, inside the transaction that makes it.
 */
import { and, eq, isNull } from 'drizzle-orm';
import { permissionSets } from '../../../schema/permission-sets.ts';
import { personalAccessTokens as tokens } from '../../../schema/tokens.ts';
import { users } from '../../../schema/users.ts';
import type { Db } from '../../db/database.ts';
import { isPermission } from '../access/permissions.ts';
import { forbidden } from '../base/errors.ts';
import { because } from '../base/reasons.ts';
import { type NeedsOf, ofToken } from '../tokens/operations.ts';
import * as policies from '../tokens/policy.ts';
import { type Power, powerOfRole, powersOfTokens } from './capabilities.ts';
import { type Escalation, escalations } from './escalations.ts';
import { type Holder, unlimited } from './holder.ts';
import { factsOf, type Start, sentence, startsOf, startsOfWarned } from './reach.ts';

/** What decides where acts lead, besides what is stored. */
export interface Setting {
  /** Whether one-time links are mailed. */
  mailed: boolean;
  needsOf: NeedsOf;
}

type Edited = 'ROLE' | 'SET' | 'TOKEN';

/**
 * Runs an edit and answers what it does, the id of what it made or changed among it. Under the policy it is refused when
 * something leads to more than what `before` names led to; null where nothing was there. Errors: FORBIDDEN.
 */
export async function withoutOpening<T extends { id: string }>(
  tx: Db,
  setting: Setting,
  edited: Edited,
  before: string | null,
  edit: () => Promise<T>,
): Promise<T> {
  if (!(await policies.read(tx)).refuseEscalations) return edit();
  const known = before === null ? new Map<string, Start>() : await followed[edited](tx, setting, before);
  const done = await edit();
  for (const [key, start] of await followed[edited](tx, setting, done.id)) {
    const [opened] = opening(known.get(key), start);
    if (!opened) continue;
    const methods = opened.steps.map(({ method }) => method);
    throw forbidden(because('OPENS_ESCALATION', { methods }, sentence(opened)));
  }
  return done;
}

/** What leads to more after an edit and did not before: limits that are new, and what is simply granted, open nothing. */
function opening(before: Start | undefined, after: Start): Escalation[] {
  if (!before) return escalations(after.holder, after.facts, after.actor);
  const known = escalations(before.holder, before.facts, before.actor);
  const isKnown = ({ leadsTo, permissions }: Escalation) =>
    known.some((one) => one.leadsTo === leadsTo && permissions.every((one) => known.some(tells(one))));
  const than = together(before.holder, after.holder);
  return escalations(after.holder, after.facts, after.actor, than).filter((one) => !isKnown(one));
}

const tells =
  (permission: Escalation['permissions'][number]) =>
  ({ permissions }: Escalation) =>
    permissions.includes(permission);

/** All that either may do, under the limits that both have. */
const together = (one: Holder, other: Holder): Holder => ({
  ...one,
  everywhere: new Set([...one.everywhere, ...other.everywhere]),
  onProjects: new Set([...one.onProjects, ...other.onProjects]),
  methods: one.methods && other.methods,
  bound: one.bound && other.bound,
  expires: one.expires && other.expires,
  placed: one.placed && other.placed,
});

type Followed = (tx: Db, setting: Setting, id: string) => Promise<Map<string, Start>>;

/** From whom on acts are followed, by what tells them apart before and after: what is edited, and each token it reaches. */
const followed: Record<Edited, Followed> = {
  ROLE: async (tx, setting, id) => {
    const role = await powerOfRole(tx, id);
    const warned = role ? startsOfWarned([...role.everywhere], setting.mailed) : [];
    const ids = tx
      .select({ id: tokens.id })
      .from(tokens)
      .innerJoin(users, eq(users.id, tokens.userId))
      .where(and(eq(users.roleId, id), isNull(tokens.revokedAt)));
    return new Map([
      ...warned.map((start) => [start.actor, start] as const),
      ...(await ofTokens(tx, setting, await ids)),
    ]);
  },
  SET: async (tx, setting, id) => {
    const [set] = await tx.select().from(permissionSets).where(eq(permissionSets.id, id));
    const cap = new Set((set?.permissions ?? []).filter(isPermission));
    // A token of it whose owner may do all that is in it.
    const account = { everywhere: cap, onProjects: new Set<never>(), inRole: cap };
    const facts = { ...(await factsOf(tx, setting.mailed)), owner: account };
    const holder = { ...unlimited, everywhere: cap, gives: cap, onProjects: account.onProjects, cap, person: false };
    const ofSet = and(eq(tokens.permissionSetId, id), isNull(tokens.revokedAt));
    const ids = await tx.select({ id: tokens.id }).from(tokens).where(ofSet);
    return new Map([['SET', { actor: 'TOKEN', holder, facts }], ...(await ofTokens(tx, setting, ids))]);
  },
  TOKEN: async (tx, setting, id) =>
    new Map([...(await ofTokens(tx, setting, [{ id }]))].map(([, start]) => ['TOKEN', start])),
};

async function ofTokens(tx: Db, setting: Setting, ids: { id: string }[]): Promise<Map<string, Start>> {
  const facts = await factsOf(tx, setting.mailed);
  const powers = await powersOfTokens(
    tx,
    ids.map(({ id }) => id),
  );
  const starts = new Map<string, Start>();
  for (const [id, power] of powers)
    for (const start of startsOf(await withinDocuments(tx, setting.needsOf, power), facts)) starts.set(id, start);
  return starts;
}

/** Bound to operations that are all known by their text, a token calls no other root fields than theirs. */
export async function withinDocuments(db: Db, needsOf: NeedsOf, power: Power): Promise<Power> {
  const needs = power.boundToken && needsOf(await ofToken(db, power.boundToken));
  if (!needs) return power;
  return { ...power, methods: new Set(needs.methods.filter((name) => power.methods?.has(name) ?? true)) };
}
