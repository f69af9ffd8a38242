/** How far somebody reaches: what they may do, and what acts they may do lead to. */
import { roles as table } from '../../../schema/roles.ts';
import type { Db } from '../../db/database.ts';
import type { Permission } from '../access/permissions.ts';
import { accountPermissions } from '../access/viewer.ts';
import * as policies from '../tokens/policy.ts';
import type { Capabilities } from './capabilities.ts';
import { type Escalation, escalations } from './escalations.ts';
import { type Account, type Facts, type Holder, unlimited } from './holder.ts';
import type { Actor } from './words.ts';

export interface Reach extends Capabilities {
  /** Whether it may give itself a new secret. */
  rotates: boolean;
  escalations: Escalation[];
  /** For whoever decides: whether anything leads further. */
  statement: string;
}

/** The reach of a power. A role's counts for people in it and for a token of theirs without limits. */
export async function reachOf(db: Db, mailed: boolean, capabilities: Capabilities): Promise<Reach> {
  const facts = await factsOf(db, mailed);
  const found = follow(startsOf(capabilities, facts));
  const rotates = facts.tokensMayRotateThemselves && capabilities.of === 'TOKEN';
  return { ...capabilities, rotates, escalations: found, statement: statementOf(found) };
}

/** What decides besides the power, for whoever may act on others that exist. */
export async function factsOf(db: Db, mailed: boolean): Promise<Facts> {
  const { tokensMayRotateThemselves } = await policies.read(db);
  const granted = await db.selectDistinct({ permissions: table.appliedPermissions }).from(table);
  const roles = granted.map(({ permissions }) => accountPermissions(false, permissions));
  return { mailed, tokensMayRotateThemselves, roles, owner: null, others: true };
}

/** Somebody from whom acts are followed. */
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

/** Of each kind what was found first. */
export const firstOfEach = (found: readonly Escalation[]): Escalation[] =>
  found.filter(({ leadsTo }, at) => found.findIndex((one) => one.leadsTo === leadsTo) === at);

/**
 * From whom on a role is followed that is to be warned of: its permissions alone. Whoever may change users, roles or projects
 * gives others what they have, which those permissions say themselves; that is told by `reach`, and by no warning.
 */
export function startsOfWarned(permissions: readonly string[], mailed: boolean): Start[] {
  const facts = { mailed, tokensMayRotateThemselves: false, roles: [], owner: null, others: false };
  return startsOfRole({ everywhere: accountPermissions(false, permissions), onProjects: new Set<Permission>() }, facts);
}

/** What a role with these permissions warns of, a sentence each. */
export const warningsOf = (permissions: readonly string[], mailed: boolean): string[] =>
  follow(startsOfWarned(permissions, mailed)).map(sentence);

const follow = (starts: readonly Start[]): Escalation[] =>
  firstOfEach(starts.flatMap(({ holder, facts, actor }) => escalations(holder, facts, actor)));

/** An escalation with its way. */
export const sentence = ({ words, steps }: Escalation): string =>
  `It leads to ${words}: ${steps.map(({ method }) => method).join(', ')}. ${steps.map(({ words }) => words).join(' ')}`;

const statementOf = (found: readonly Escalation[]): string =>
  found.length === 0
    ? 'Nothing it may do leads to more.'
    : `What it may do leads to ${found.map(({ words }) => words).join('; and to ')}.`;
