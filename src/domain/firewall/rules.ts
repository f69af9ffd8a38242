/** The rules of the application firewall: an allow-list of subnets. No change may lock out the caller who makes it. */
import { eq, sql } from 'drizzle-orm';
import { applicationFirewallRules as table } from '../../../schema/application-firewall.ts';
import type { Db } from '../../db/database.ts';
import type { LockedViewer, Viewer } from '../access/viewer.ts';
import * as notes from '../audit/notes.ts';
import * as logs from '../audit/record.ts';
import { checkAll, conflict, invalid, notFound } from '../base/errors.ts';
import { requireDescription } from '../base/names.ts';
import { because } from '../base/reasons.ts';
import { subnetOf } from '../base/subnets.ts';
import { transact, unique } from '../base/transact.ts';
import { admits, type RulesInForce, rulesInForce } from './admission.ts';

interface RuleInput {
  subnet: string;
  description: string;
}

type Noted = { note?: notes.NoteInput | null };
export type CreateRuleInput = RuleInput & Noted;
export type UpdateRuleInput = { [Key in keyof RuleInput]?: RuleInput[Key] | null } & Noted;

type Rule = typeof table.$inferSelect;

const entity = 'ApplicationFirewallRule';
const mostRules = 200;

/** Changes of rules and settings run one after the other, so that none is checked against rules that another removes. */
export const firewallLock = 'application firewall';

/** Adds a rule. Errors: INVALID_INPUT, CONFLICT (subnet, too many), FORBIDDEN (note). */
export function create(db: Db, viewer: Viewer, input: CreateRuleInput): Promise<{ id: string }> {
  const values = checked(input);
  return changing(db, viewer, async (tx, viewer) => {
    if ((await tx.$count(table)) >= mostRules) throw conflict(because('MOST_FIREWALL_RULES', { most: mostRules }));
    const [rule] = await unique(tx.insert(table).values(values).returning(), clashes);
    const { id, subnet } = rule as Rule;
    const message = `The firewall rule for ${subnet} was created.`;
    await logs.record(tx, viewer, { type: 'CREATED', entity, id, message, current: loggedColumns(rule as Rule) });
    await notes.attach(tx, viewer, entity, id, input.note);
    return { id };
  });
}

/** Changes a rule. Errors: INVALID_INPUT, CONFLICT (subnet, lock-out), FORBIDDEN (note), NOT_FOUND. */
export function update(db: Db, viewer: Viewer, id: string, input: UpdateRuleInput): Promise<{ id: string }> {
  const changes = checked(input);
  return changing(db, viewer, async (tx, viewer) => {
    const before = await requireRule(tx, id);
    const written = tx
      .update(table)
      .set({ ...changes, id })
      .where(eq(table.id, id))
      .returning();
    const [after] = await unique(written, clashes);
    const message = `The firewall rule for ${(after as Rule).subnet} was changed.`;
    const change = { previous: loggedColumns(before), current: loggedColumns(after as Rule) };
    await logs.record(tx, viewer, { type: 'UPDATED', entity, id, message, ...change });
    await notes.attach(tx, viewer, entity, id, input.note);
    return { id };
  });
}

/** Deletes a rule. Errors: NOT_FOUND, CONFLICT (lock-out). */
export function remove(db: Db, viewer: Viewer, id: string): Promise<void> {
  return changing(db, viewer, async (tx, viewer) => {
    const rule = await requireRule(tx, id);
    await tx.delete(table).where(eq(table.id, id));
    await notes.removeOf(tx, 'ApplicationFirewallRule', [id]);
    const message = `The firewall rule for ${rule.subnet} was deleted.`;
    await logs.record(tx, viewer, { type: 'DELETED', entity, id, message, previous: loggedColumns(rule) });
  });
}

function changing<T>(db: Db, viewer: Viewer, work: (tx: Db, viewer: LockedViewer) => Promise<T>): Promise<T> {
  const whole = async (tx: Db, viewer: LockedViewer) => {
    const result = await work(tx, viewer);
    await requireStillAdmitted(tx, viewer);
    return result;
  };
  return transact(db, viewer, whole, firewallLock);
}

/** Requires that the rules, as this transaction leaves them, admit the caller. Errors: CONFLICT on the field. */
export async function requireStillAdmitted(tx: Db, { credential }: Viewer, field?: string): Promise<void> {
  const rules = await readRules(tx);
  if (rules === '') throw conflict(because('FIREWALL_WITHOUT_RULES'), field);
  const address = credential.ip ?? '';
  if (rules !== null && !admits(rules, address)) throw conflict(because('LOCKED_OUT', { address }), field);
}

async function readRules(db: Db): Promise<RulesInForce> {
  const [row] = await db.select({ rules: rulesInForce }).from(sql`(values (1)) as one`);
  return row?.rules ?? null;
}

/** What the operator is shown: all subnets, in the order in which they were added. */
export const subnets = async (db: Db): Promise<string[]> =>
  (await db.select({ subnet: table.subnet }).from(table).orderBy(table.id)).map(({ subnet }) => subnet);

const clashes = { application_firewall_rules_subnet_unique: 'subnet' };

/** The given values as columns. Errors: INVALID_INPUT on each wrong field. */
function checked({ subnet, description }: CreateRuleInput): RuleInput;
function checked({ subnet, description }: UpdateRuleInput): Partial<RuleInput>;
function checked({ subnet, description }: UpdateRuleInput): Partial<RuleInput> {
  const columns = checkAll<Partial<RuleInput>>(
    () => (subnet == null ? {} : { subnet: requireSubnet(subnet) }),
    () => (description == null ? {} : { description: requireNotBlank(description) }),
  );
  return Object.assign({}, ...columns);
}

function requireSubnet(given: string): string {
  const subnet = subnetOf(given);
  if (!subnet) throw invalid('subnet', because('NOT_A_SUBNET'));
  return subnet;
}

function requireNotBlank(given: string): string {
  const description = requireDescription(given);
  if (description === '') throw invalid('description', because('BLANK'));
  return description;
}

async function requireRule(tx: Db, id: string): Promise<Rule> {
  const [rule] = await tx.select().from(table).where(eq(table.id, id)).for('update');
  if (!rule) throw notFound('firewall rule', id);
  return rule;
}

const loggedColumns = ({ subnet, description }: Rule) => ({ subnet, description });
