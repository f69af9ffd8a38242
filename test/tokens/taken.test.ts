/**
 * What takes a right away is answered only when no change that was begun with it can be committed any more. On PostgreSQL,
 * where changes run side by side. Locks held by the test make the moments certain.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import type { Answer } from '../people.ts';
import {
  type Ask,
  analyse,
  cookieOf,
  freshName,
  grant,
  holding,
  inBrowser,
  made,
  project,
  rowsOf,
  world,
} from './acts.ts';

const at = world('postgres');

/** Waits until so many statements of this database wait for a lock. */
async function queued(count: number): Promise<void> {
  const waiting = sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  while ((await rowsOf(at.server, waiting)).length < count) await sleep(5);
}

interface Case {
  change: () => Promise<Answer>;
  /** Takes the right away and tells when that was answered. */
  take: () => Promise<unknown>;
  /** What the change waits for, once it has passed the check of its credential. */
  behind: ReturnType<typeof sql>;
}

const createRole = (by: Ask) =>
  by(`mutation { done: createRole(input: { name: "${freshName()}", applied_permissions: [] }) { id } }`);

const cases: Record<string, () => Promise<Case>> = {
  'signing out': async () => {
    const who = await at.as.having('CREATE_ROLE', 'READ_ROLE');
    const Cookie = await cookieOf(at.server, who);
    const by: Ask = (query) =>
      fetch(`${at.server.url}/api/graphql`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Cookie },
        body: JSON.stringify({ query }),
      }).then((response) => response.json() as Promise<Answer>);
    const take = () => fetch(`${at.server.url}/sign-out`, { method: 'POST', headers: { Cookie } });
    return { change: () => createRole(by), take, behind: sql`lock table roles in share mode` };
  },
  'taking back a grant on a project': async () => {
    const who = await at.as.having();
    const { key } = await project(at);
    await grant(at, 'grant', key, { user_id: who.id });
    const take = () => grant(at, 'revoke', key, { user_id: who.id });
    return { change: () => analyse(who.ask, key), take, behind: sql`lock table analyses in share mode` };
  },
  'narrowing a permission set': async () => {
    const who = await at.as.having('CREATE_ROLE', 'READ_ROLE');
    const made_ = await at.owner(
      `mutation { set: createPermissionSet(input: { name: "${freshName('set')}", permissions: [CREATE_ROLE, READ_ROLE] }) { id } }`,
    );
    const { id } = made_.data.set;
    const { token } = await made(await inBrowser(at.server, who), { permission_set_id: id });
    const take = () =>
      at.owner(`mutation { updatePermissionSet(id: ${id}, input: { permissions: [READ_ROLE] }) { id } }`);
    return { change: () => createRole(holding(at.server, token)), take, behind: sql`lock table roles in share mode` };
  },
};

test.each(Object.keys(cases))(
  '%s is not answered while a change that was begun before it can still be committed',
  async (how) => {
    const { change, take, behind } = await (cases[how] as () => Promise<Case>)();
    let taken = false;
    let both: Promise<[Answer, unknown]> | undefined;
    await at.server.db.transaction(async (tx) => {
      await tx.execute(behind);
      const changing = change();
      await queued(1);
      const taking = take().finally(() => {
        taken = true;
      });
      both = Promise.all([changing, taking]);
      await Promise.race([queued(2), taking]);
      expect(taken).toBe(false);
    });
    const [answer] = (await both) as [Answer, unknown];
    expect(answer.errors).toBeUndefined();
    expect((await change()).errors?.[0]?.extensions.code).toMatch(/^(FORBIDDEN|UNAUTHENTICATED)$/);
  },
);
