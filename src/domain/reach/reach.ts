/** The reach of a role, a token or a person: what it may do, and what permitted acts lead to. */
import { roles as table } from '../../../schema/roles.ts';
import type { Db } from '../../db/database.ts';
import type { Permission } from '../access/permissions.ts';
import { accountPermissions } from '../access/viewer.ts';
import * as policies from '../tokens/policy.ts';
import type { Actor } from './act-texts.ts';
import type { Capabilities } from './capabilities.ts';
import { type Escalation, escalations } from './escalations.ts';
import { type Account, type Facts, type Holder, unlimited } from './search-state.ts';

export interface Reach extends Capabilities {
  /** Whether it may give itself a new secret. */
  rotates: boolean;
  escalations: Escalation[];
  /** Whether anything leads to more, in a sentence for people who decide about it. */
  statement: string;
}

/** The reach of a power. A role's counts for people in it and for a token of theirs without limits. */
export async function reachOf(db: Db, mailed: boolean, capabilities: Capabilities): Promise<Reach> {
  const facts = await factsOf(db, mailed);
  const found = escalationsOf(capabilities, facts);
  const rotates = facts.tokensMayRotateThemselves && capabilities.of === 'TOKEN';
  return { ...capabilities, rotates, escalations: found, statement: statementOf(found) };
}

/** The shortest escalation of each kind. */
const escalationsOf = (capabilities: Capabilities, facts: Facts): Escalation[] => follow(startsOf(capabilities, facts));

/** The facts besides the power, for a power that may act on other existing users. */
export async function factsOf(db: Db, mailed: boolean): Promise<Facts> {
  const { tokensMayRotateThemselves } = await policies.read(db);
  const granted = await db.selectDistinct({ permissions: table.appliedPermissions }).from(table);
  const roles = granted.map(({ permissions }) => accountPermissions(false, permissions));
  return { mailed, tokensMayRotateThemselves, roles, owner: null, others: true };
}

/** An actor with whom the search for escalations begins. */
export interface Start {
  actor: Actor;
  holder: Holder;
  facts: Facts;
}

/** From whom on a power is followed. */
export function startsOf(capabilities: Capabilities, facts: Facts): Start[] {
  if (capabilities.of === 'ROLE') return startsOfRole(capabilities, facts);
  return [{ actor: capabilities.of, holder: capabilities, facts: { ...facts, owner: capabilities.owner } }];
}

function startsOfRole({ everywhere, onProjects }: Account, facts: Facts): Start[] {
  const anybody = { everywhere, gives: everywhere, onProjects, ...unlimited };
  return [
    { actor: 'MEMBER', holder: { ...anybody, person: true }, facts },
    {
      actor: 'TOKEN_OF_MEMBER',
      holder: { ...anybody, person: false },
      facts: { ...facts, owner: { ...anybody, inRole: everywhere } },
    },
  ];
}

/** The first escalation of each kind. */
export const firstOfEach = (found: readonly Escalation[]): Escalation[] =>
  found.filter(({ leadsTo }, at) => found.findIndex((one) => one.leadsTo === leadsTo) === at);

/**
 * The actors with whom the search begins for the warnings of a role, by its permissions alone. Warnings leave out acts
 * on other existing users, roles and projects: that UPDATE_USER and the like lead to more is obvious from their names,
 * and `reach` reports it.
 */
export function startsOfWarned(permissions: readonly string[], mailed: boolean): Start[] {
  const facts = { mailed, tokensMayRotateThemselves: false, roles: [], owner: null, others: false };
  return startsOfRole({ everywhere: accountPermissions(false, permissions), onProjects: new Set<Permission>() }, facts);
}

/** The escalations of a selection of permissions for a new role, or for a new token whose owner has them all. */
export function escalationsOfSelection(
  permissions: readonly Permission[],
  forToken: boolean,
  mailed: boolean,
): Escalation[] {
  const warned = startsOfWarned(permissions, mailed);
  if (!forToken) return follow(warned);
  const ofToken = warned.filter(({ actor }) => actor === 'TOKEN_OF_MEMBER');
  return follow(
    ofToken.map((start) => ({ ...start, actor: 'TOKEN', holder: { ...start.holder, cap: start.holder.everywhere } })),
  );
}

/** The warnings of a role with these permissions, a sentence each. */
export const warningsOf = (permissions: readonly string[], mailed: boolean): string[] =>
  follow(startsOfWarned(permissions, mailed)).map(sentence);

const follow = (starts: readonly Start[]): Escalation[] =>
  firstOfEach(starts.flatMap(({ holder, facts, actor }) => escalations(holder, facts, actor)));

/** An escalation with its steps. */
export const sentence = ({ words, steps }: Escalation): string =>
  `It leads to ${words}, through ${steps.map(({ method }) => method).join(', ')}. ${steps.map(({ words }) => words).join(' ')}`;

const statementOf = (found: readonly Escalation[]): string =>
  found.length === 0
    ? 'No sequence of permitted acts leads to more.'
    : `A sequence of permitted acts leads to ${found.map(({ words }) => words).join('; and to ')}.`;
