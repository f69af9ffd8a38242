/** How far somebody reaches: what they may do, and what acts they may do lead to. */
import { roles as table } from '../../schema/roles.ts';
import type { Db } from '../db/open.ts';
import { type Escalation, escalations, type Facts, type Holder, unlimited } from './escalation.ts';
import type { Permission } from './permissions.ts';
import type { Power } from './power.ts';
import * as policies from './token-policy.ts';
import { grantedTo } from './viewer.ts';

export interface Reach extends Power {
  /** Whether it may give itself a new secret. */
  rotates: boolean;
  escalations: Escalation[];
  /** For whoever decides: whether anything leads further. */
  statement: string;
}

/** The reach of a power. A role's counts for people in it and for a token of theirs without limits. */
export async function reachOf(db: Db, mailed: boolean, power: Power): Promise<Reach> {
  const { tokensMayRotateThemselves } = await policies.read(db);
  const granted = await db.selectDistinct({ permissions: table.appliedPermissions }).from(table);
  const roles = granted.map(({ permissions }) => grantedTo(false, permissions));
  const actor = power.of === 'TOKEN' ? 'TOKEN' : 'PERSON';
  const found =
    power.of === 'ROLE'
      ? ofRole(power, mailed)
      : escalations(power, { mailed, tokensMayRotateThemselves, roles }, actor);
  const rotates = tokensMayRotateThemselves && power.of === 'TOKEN';
  return { ...power, rotates, escalations: found, statement: statementOf(found) };
}

/** What a role leads to: of its permissions alone, since whoever is in it is limited by nothing else. */
export function ofRole(
  { everywhere, onProjects }: Pick<Holder, 'everywhere' | 'onProjects'>,
  mailed: boolean,
): Escalation[] {
  const anybody = { everywhere, onProjects, ...unlimited };
  const facts: Facts = { mailed, tokensMayRotateThemselves: false, roles: [] };
  const ofPeople = escalations({ ...anybody, person: true }, facts, 'MEMBER');
  const ofTokens = escalations({ ...anybody, person: false }, facts, 'TOKEN_OF_MEMBER');
  return [...ofPeople, ...ofTokens.filter(({ leadsTo }) => !ofPeople.some((one) => one.leadsTo === leadsTo))];
}

/** What a role with these permissions warns of, a sentence each. */
export const warningsOf = (permissions: readonly string[], mailed: boolean): string[] =>
  ofRole({ everywhere: grantedTo(false, permissions), onProjects: new Set<Permission>() }, mailed).map(sentence);

const sentence = ({ words, steps }: Escalation) =>
  `It leads to ${words}: ${steps.map(({ method }) => method).join(', ')}. ${steps.map(({ words }) => words).join(' ')}`;

const statementOf = (found: readonly Escalation[]): string =>
  found.length === 0
    ? 'Nothing it may do leads to more.'
    : `What it may do leads to ${found.map(({ words }) => words).join('; and to ')}.`;
