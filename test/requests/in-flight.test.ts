/** Mutations in flight that use a grant, on PostgreSQL: none commits after the answer that ended the grant, or after it expired. */
import { describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { foldName } from '../../src/domain/base/names.ts';
import type { Answer } from '../test-users.ts';
import { freshName, holding, inBrowser, made, refusal, rowsOf, world } from '../tokens/acts.ts';
import { done, end, granted } from './acts.ts';

const at = world('postgres');

const createRole = 'mutation ($name: String!) { createRole(input: { name: $name, applied_permissions: [] }) { id } }';

const rolesLike = async (start: string) =>
  (
    await rowsOf<{ count: number }>(
      at.server,
      sql`select count(*)::int as count from roles where name like ${`${start}%`}`,
    )
  )[0]?.count ?? 0;

/** How many statements wait for a lock. */
const waiting = async () =>
  (
    await rowsOf<{ count: number }>(
      at.server,
      sql`select count(*)::int as count from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    )
  )[0]?.count ?? 0;

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** A user who creates roles with a grant to the account, or to the token only. */
async function grantee(whose: string) {
  const person = await at.as.having('READ_ROLE');
  const by = await inBrowser(at.server, person);
  const { id, token } = await made(by);
  const personal_access_token_id = whose === 'token' ? id : null;
  const request = await granted(by, at.owner, { permissions: ['CREATE_ROLE'], personal_access_token_id });
  return { id: person.id, by, request, program: holding(at.server, token) };
}

describe.each(['granted to the %s', 'token'])('granted to the %s', (whose) => {
  test.each(['the requester', 'an administrator'])('nothing is written after %s ended the grant', async (who) => {
    for (let round = 0; round < 5; round++) {
      const { by, request, program } = await grantee(whose);
      const name = freshName('storm');
      const storm = Array.from({ length: 8 }, (_, place) => program(createRole, { name: `${name} ${place}` }));
      await Promise.race(storm);
      await done(end(who === 'the requester' ? by : at.owner, request));
      const atAnswer = await rolesLike(name);
      const answers = await Promise.all(storm);
      expect(await rolesLike(name)).toBe(atAnswer);
      expect(atAnswer).toBeGreaterThan(0);
      expect(answers.filter(({ data, status }) => status === 200 && data?.createRole)).toHaveLength(atAnswer);
      expect(refusal(await program(createRole, { name: freshName() })).missing).toEqual(['CREATE_ROLE']);
    }
  });

  test('ending a grant is answered only when no mutation that uses it can commit any more', async () => {
    const { by, request, program } = await grantee(whose);
    const name = freshName();
    let [ended, both] = [false, Promise.resolve<[Answer, number] | undefined>(undefined)];
    const rival = sql`insert into roles (name, name_key, applied_permissions) values ('Rival', ${foldName(name)}, '{}')`;
    await at.server.db.transaction(async (tx) => {
      await tx.execute(rival);
      // The mutation has checked its credential and now waits for the check whether the name is taken.
      const making = program(createRole, { name });
      await until(async () => (await waiting()) > 0);
      const ending = done(end(by, request)).then(() => {
        ended = true;
        return rolesLike(name);
      });
      await until(async () => ended || (await waiting()) > 1);
      expect(ended).toBe(false);
      both = Promise.all([making, ending]);
      await tx.execute(sql`delete from roles where name = 'Rival'`);
    });
    const [made, thereAtTheAnswer] = (await both) ?? [];
    expect(made?.errors).toBeUndefined();
    expect(thereAtTheAnswer).toBe(1);
  });

  test('a mutation that waits while the grant expires is refused', async () => {
    const { id, request, program } = await grantee(whose);
    const name = freshName();
    let answer: Promise<Answer> | undefined;
    await at.server.db.transaction(async (tx) => {
      await tx.execute(sql`update users set name = name where id = ${id}`);
      answer = program(createRole, { name });
      await until(async () => (await waiting()) > 0);
      await tx.execute(sql`update access_requests set expires_at = clock_timestamp() where id = ${request}`);
    });
    expect(refusal((await answer) as Answer)).toEqual({ code: 'FORBIDDEN', missing: ['CREATE_ROLE'] });
    expect(await rolesLike(name)).toBe(0);
  });
});
