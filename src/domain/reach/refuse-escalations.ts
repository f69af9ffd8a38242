/** The policy `refuse_escalations`: compares escalations before and after an edit, in its transaction, and refuses new ones. */
import { and, eq, isNull } from 'drizzle-orm';
import { permissionSets } from '../../../schema/permission-sets.ts';
import { personalAccessTokens as tokens } from '../../../schema/tokens.ts';
import { users } from '../../../schema/users.ts';
import type { Db } from '../../db/database.ts';
import { isPermission } from '../access/permissions.ts';
import type { SchemaFacts } from '../access/schema-facts.ts';
import { forbidden } from '../base/errors.ts';
import { because } from '../base/reasons.ts';
import { ofToken } from '../tokens/operations.ts';
import * as policies from '../tokens/policy.ts';
import { type Capabilities, capabilitiesOfRole, capabilitiesOfTokens } from './capabilities.ts';
import { newEscalations } from './new-escalations.ts';
import { factsOf, type Start, sentence, startsOf, startsOfWarned } from './reach.ts';
import { unlimited } from './search-state.ts';

type Edited = 'ROLE' | 'SET' | 'TOKEN';

/**
 * Runs `edit` and returns its result, which contains the id of what it created or changed. `before` is the id of what is
 * edited or copied, null for something new. Errors: FORBIDDEN when the policy is on and the edit opens an escalation.
 */
export async function refusingEscalations<T extends { id: string }>(
  tx: Db,
  schemaFacts: SchemaFacts,
  edited: Edited,
  before: string | null,
  edit: () => Promise<T>,
): Promise<T> {
  if (!(await policies.read(tx)).refuseEscalations) return edit();
  const known = before === null ? new Map<string, Start>() : await followed[edited](tx, schemaFacts, before);
  const done = await edit();
  for (const [key, start] of await followed[edited](tx, schemaFacts, done.id)) {
    const [opened] = newEscalations(known.get(key), start);
    if (!opened) continue;
    const methods = opened.steps.map(({ method }) => method);
    throw forbidden(because('OPENS_ESCALATION', { methods }, sentence(opened)));
  }
  return done;
}

type Followed = (tx: Db, schemaFacts: SchemaFacts, id: string) => Promise<Map<string, Start>>;

/** Where escalations may start: at what is edited and at each token that it affects. The keys are the same before and after. */
const followed: Record<Edited, Followed> = {
  ROLE: async (tx, schemaFacts, id) => {
    const role = await capabilitiesOfRole(tx, id);
    const warned = role ? startsOfWarned([...role.everywhere], schemaFacts.mailed) : [];
    const ids = tx
      .select({ id: tokens.id })
      .from(tokens)
      .innerJoin(users, eq(users.id, tokens.userId))
      .where(and(eq(users.roleId, id), isNull(tokens.revokedAt)));
    return new Map([
      ...warned.map((start) => [start.actor, start] as const),
      ...(await ofTokens(tx, schemaFacts, await ids)),
    ]);
  },
  SET: async (tx, schemaFacts, id) => {
    const [set] = await tx.select().from(permissionSets).where(eq(permissionSets.id, id));
    const cap = new Set((set?.permissions ?? []).filter(isPermission));
    // Represents a token with this set whose owner has all its permissions.
    const account = { everywhere: cap, onProjects: new Set<never>(), inRole: cap };
    const facts = { ...(await factsOf(tx, schemaFacts.mailed)), owner: account };
    const holder = { ...unlimited, everywhere: cap, gives: cap, onProjects: account.onProjects, cap, person: false };
    const ofSet = and(eq(tokens.permissionSetId, id), isNull(tokens.revokedAt));
    const ids = await tx.select({ id: tokens.id }).from(tokens).where(ofSet);
    return new Map([['SET', { actor: 'TOKEN', holder, facts }], ...(await ofTokens(tx, schemaFacts, ids))]);
  },
  TOKEN: async (tx, schemaFacts, id) =>
    new Map([...(await ofTokens(tx, schemaFacts, [{ id }]))].map(([, start]) => ['TOKEN', start])),
};

async function ofTokens(tx: Db, schemaFacts: SchemaFacts, ids: { id: string }[]): Promise<Map<string, Start>> {
  const facts = await factsOf(tx, schemaFacts.mailed);
  const found = await capabilitiesOfTokens(
    tx,
    ids.map(({ id }) => id),
  );
  const starts = new Map<string, Start>();
  for (const [id, capabilities] of found)
    for (const start of startsOf(await withinDocuments(tx, schemaFacts, capabilities), facts)) starts.set(id, start);
  return starts;
}

/** Limits the root fields of a bound token to those of its operations, if the documents of all of them are stored. */
export async function withinDocuments(
  db: Db,
  { needsOf }: Pick<SchemaFacts, 'needsOf'>,
  capabilities: Capabilities,
): Promise<Capabilities> {
  const needs = capabilities.boundToken && needsOf(await ofToken(db, capabilities.boundToken));
  if (!needs) return capabilities;
  return { ...capabilities, methods: new Set(needs.methods.filter((name) => capabilities.methods?.has(name) ?? true)) };
}
