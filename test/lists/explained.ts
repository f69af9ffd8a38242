/** How PostgreSQL would run the statements that a server sent. */
import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '../../src/db/database.ts';

export interface Sent {
  text: string;
  values: unknown[];
}

export interface Step {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Index Cond'?: string;
  Plans?: Step[];
}

/** All steps of the plan for these values, and of the plan that PostgreSQL would keep for all values. */
export async function stepsFor(db: Db, { text, values }: Sent): Promise<Step[]> {
  const own = await explained(db, sql`explain (format json) ${bound(text, values)}`);
  // Searches are planned for their values each time.
  return / like lower\(/.test(text) ? own : [...own, ...(await generalPlan(db, text, values.length))];
}

const generalPlan = (db: Db, text: string, values: number): Promise<Step[]> =>
  db.transaction(async (tx) => {
    const nulls = Array.from({ length: values }, () => 'null').join(', ');
    await tx.execute('set local plan_cache_mode = force_generic_plan');
    await tx.execute(sql.raw(`prepare explained as ${text}`));
    const steps = await explained(tx, sql.raw(`explain (format json) execute explained ${nulls && `(${nulls})`}`));
    await tx.execute('deallocate explained');
    return steps;
  });

async function explained(db: Db, statement: SQL): Promise<Step[]> {
  const { rows } = (await db.execute(statement)) as unknown as { rows: { 'QUERY PLAN': { Plan: Step }[] }[] };
  return rows.flatMap((row) => row['QUERY PLAN'].flatMap(({ Plan }) => below(Plan)));
}

const below = (step: Step): Step[] => [step, ...(step.Plans ?? []).flatMap(below)];

/** The statement with its values in place of `$1`, `$2` and so on. */
const bound = (text: string, values: unknown[]) =>
  sql.join(
    text
      .split(/\$(\d+)/)
      .map((part, place) => (place % 2 === 0 ? sql.raw(part) : sql`${sql.param(values[Number(part) - 1])}`)),
  );
