/**
 * A revocation is answered only when no change that began before it can be committed any more. On PostgreSQL, where changes
 * run concurrently. Locks held by the test make the order certain.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import type { Answer } from '../test-users.ts';
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

/** Waits until this many statements of this database wait for a lock. */
async function queued(count: number): Promise<void> {
  const waiting = sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  while ((await rowsOf(at.server, waiting)).length < count) await sleep(5);
}

interface Case {
  change: () => Promise<Answer>;
  /** Revokes the permission or credential; resolves when that was answered. */
  revoke: () => Promise<unknown>;
  /** The lock that the change waits for after it has passed the check of its credential. */
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
    const revoke = () => fetch(`${at.server.url}/sign-out`, { method: 'POST', headers: { Cookie } });
    return { change: () => createRole(by), revoke, behind: sql`lock table roles in share mode` };
  },
  'revoking a grant on a project': async () => {
    const who = await at.as.having();
    const { key } = await project(at);
    await grant(at, 'grant', key, { user_id: who.id });
    const revoke = () => grant(at, 'revoke', key, { user_id: who.id });
    return { change: () => analyse(who.ask, key), revoke, behind: sql`lock table analyses in share mode` };
  },
  'narrowing a permission set': async () => {
    const who = await at.as.having('CREATE_ROLE', 'READ_ROLE');
    const made_ = await at.owner(
      `mutation { set: createPermissionSet(input: { name: "${freshName('set')}", permissions: [CREATE_ROLE, READ_ROLE] }) { id } }`,
    );
    const { id } = made_.data.set;
    const { token } = await made(await inBrowser(at.server, who), { permission_set_id: id });
    const revoke = () =>
      at.owner(`mutation { updatePermissionSet(id: ${id}, input: { permissions: [READ_ROLE] }) { id } }`);
    return { change: () => createRole(holding(at.server, token)), revoke, behind: sql`lock table roles in share mode` };
  },
};

test.each(Object.keys(cases))(
  '%s is not answered while a change that began before it can still be committed',
  async (how) => {
    const { change, revoke, behind } = await (cases[how] as () => Promise<Case>)();
    let revoked = false;
    let both: Promise<[Answer, unknown]> | undefined;
    await at.server.db.transaction(async (tx) => {
      await tx.execute(behind);
      const changing = change();
      await queued(1);
      const revoking = revoke().finally(() => {
        revoked = true;
      });
      both = Promise.all([changing, revoking]);
      await Promise.race([queued(2), revoking]);
      expect(revoked).toBe(false);
    });
    const [answer] = (await both) as [Answer, unknown];
    expect(answer.errors).toBeUndefined();
    expect((await change()).errors?.[0]?.extensions.code).toMatch(/^(FORBIDDEN|UNAUTHENTICATED)$/);
  },
);
