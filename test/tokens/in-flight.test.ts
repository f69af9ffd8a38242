/**
 * A change that was begun with a token and not yet made when the token was revoked or narrowed is not made. On PostgreSQL,
 * where changes run concurrently; PGlite makes one after the other.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import type { Answer, Person } from '../test-users.ts';
import {
  type Ask,
  edit,
  freshName,
  holding,
  inBrowser,
  type Made,
  made,
  regenerate,
  revoke,
  rowsOf,
  world,
} from './acts.ts';

const at = world('postgres');

/** Waits until this many statements of this database wait for a lock. */
async function queued(count: number): Promise<void> {
  const waiting = sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  while ((await rowsOf(at.server, waiting)).length < count) await sleep(5);
}

const document = 'mutation ($role: String!) { createRole(input: { name: $role, applied_permissions: [] }) { id } }';

/**
 * Lets `first` and then a change with the token wait for the row of the token, in this order, and returns their answers. By
 * then the change has passed the first check of its credential.
 */
async function overtaken(token: Made, first: () => Promise<Answer>): Promise<{ answer: Answer; role: string }> {
  const role = freshName('role');
  let answers: Promise<Answer[]> | undefined;
  await at.server.db.transaction(async (tx) => {
    await tx.execute(sql`select id from personal_access_tokens where id = ${token.id} for update`);
    const before = first();
    await queued(1);
    const change = holding(at.server, token.token)(document, { role });
    await queued(2);
    answers = Promise.all([before, change]);
  });
  const [before, answer] = (await answers) as [Answer, Answer];
  expect(before.errors).toBeUndefined();
  return { answer, role };
}
const exists = async (name: string) =>
  (await rowsOf(at.server, sql`select 1 from roles where name = ${name}`)).length > 0;

async function someone(): Promise<{ who: Person; by: Ask; token: Made }> {
  const who = await at.as.having('CREATE_ROLE', 'READ_ROLE');
  const by = await inBrowser(at.server, who);
  return { who, by, token: await made(by) };
}

const ends: [string, string, (made: Awaited<ReturnType<typeof someone>>) => Promise<Answer>][] = [
  ['revoked', 'UNAUTHENTICATED', ({ by, token }) => revoke(by, token.id)],
  ['regenerated', 'UNAUTHENTICATED', ({ by, token }) => regenerate(by, token.id)],
  [
    'revoked by disabling its owner',
    'UNAUTHENTICATED',
    ({ who }) => at.owner(`mutation { updateUser(id: ${who.id}, input: { enabled: false }) { id } }`),
  ],
  ['narrowed to other permissions', 'FORBIDDEN', ({ by, token }) => edit(by, token.id, { permissions: ['READ_ROLE'] })],
  [
    'shrunk',
    'FORBIDDEN',
    ({ by, token }) =>
      by(`mutation { shrinkPersonalAccessToken(id: ${token.id}, input: { permissions: [CREATE_ROLE] }) { id } }`),
  ],
  ['narrowed to other root fields', 'FORBIDDEN', ({ by, token }) => edit(by, token.id, { methods: ['me'] })],
  [
    'narrowed to other subnets',
    'FORBIDDEN',
    ({ by, token }) => edit(by, token.id, { allowed_subnets: ['192.0.2.0/24'] }),
  ],
  [
    'bound to other documents',
    'FORBIDDEN',
    ({ by, token }) => edit(by, token.id, { operations: [{ hash: 'a'.repeat(64) }] }),
  ],
];
test.each(ends)('a change is refused with a token that is %s meanwhile', async (_how, code, end) => {
  const made = await someone();
  const { answer, role } = await overtaken(made.token, () => end(made));
  expect(answer.errors?.[0]?.extensions.code).toBe(code);
  expect(await exists(role)).toBe(false);
});

test('a change is made with a token that is meanwhile renamed', async () => {
  const { by, token } = await someone();
  const { answer, role } = await overtaken(token, () => edit(by, token.id, { name: freshName() }));
  expect(answer.errors).toBeUndefined();
  expect(await exists(role)).toBe(true);
});

test('a change is made with a token that is meanwhile regenerated with an overlap', async () => {
  const { by, token } = await someone();
  const { answer, role } = await overtaken(token, () => regenerate(by, token.id, { overlap_minutes: 5 }));
  expect(answer.errors).toBeUndefined();
  expect(await exists(role)).toBe(true);
});

test.each([
  ['other values', { operations: [{ document, pinned_variables: '{"role": "another"}' }] }, false],
  ['the same operations again', { operations: [{ document }] }, true],
  ['no operations', { unset_operations: true }, true],
])('a bound token that is meanwhile bound to %s', async (_what, change, goesOn) => {
  const { by } = await someone();
  const token = await made(by, { operations: [{ document }] });
  const { answer, role } = await overtaken(token, () => edit(by, token.id, change));
  expect(answer.errors?.[0]?.extensions.code).toBe(goesOn ? undefined : 'FORBIDDEN');
  expect(await exists(role)).toBe(goesOn);
});

test('a change that waits for a role is refused after the role loses the permission', async () => {
  const { who, token } = await someone();
  const roleId = (await who.ask('{ me { role_id } }')).data.me.role_id;
  const role = freshName('role');
  let change: Promise<Answer> | undefined;
  await at.server.db.transaction(async (tx) => {
    await tx.execute(sql`update roles set applied_permissions = '{READ_ROLE}' where id = ${roleId}`);
    change = holding(
      at.server,
      token.token,
    )(`mutation { createRole(input: { name: "${role}", applied_permissions: [] }) { id } }`);
    await queued(1);
  });
  expect((await change)?.errors?.[0]?.extensions).toMatchObject({
    code: 'FORBIDDEN',
    missing_permissions: ['CREATE_ROLE'],
  });
  expect(await exists(role)).toBe(false);
});

test('changes of a token are refused after it has regenerated itself in the same document', async () => {
  await at.owner('mutation { updateTokenPolicy(input: { tokens_may_rotate_themselves: true }) { warning_days } }');
  const { token } = await someone();
  const role = freshName('role');
  const { data, errors } = await holding(
    at.server,
    token.token,
  )(`mutation {
    again: regeneratePersonalAccessToken(id: ${token.id}, input: {}) { token }
    createRole(input: { name: "${role}", applied_permissions: [] }) { id } }`);
  expect(data).toMatchObject({ again: { token: expect.stringMatching(/^lku_/) }, createRole: null });
  expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['UNAUTHENTICATED']);
  expect(await exists(role)).toBe(false);
});

test.each(['revoked', 'one of a disabled owner', 'one whose role lost the permission'])(
  'no new change begins with a token that becomes %s, while older ones are waited for',
  async (how) => {
    const { who, by, token } = await someone();
    const roleId = (await who.ask('{ me { role_id } }')).data.me.role_id;
    const [older, newer] = [freshName('older'), freshName('newer')];
    const change = (name: string) =>
      holding(
        at.server,
        token.token,
      )(`mutation { createRole(input: { name: "${name}", applied_permissions: [] }) { id } }`);
    let answers: Promise<Answer>[] = [];
    await at.server.db
      .transaction(async (tx) => {
        // Another transaction is about to take the name that the older change needs, which has to wait for its outcome.
        await tx.execute(
          sql`insert into roles (name, name_key, applied_permissions) values (${older}, ${older}, '{}')`,
        );
        answers = [change(older)];
        await queued(1);
        if (how === 'revoked') answers.push(revoke(by, token.id));
        else if (how === 'one of a disabled owner')
          answers.push(at.owner(`mutation { updateUser(id: ${who.id}, input: { enabled: false }) { id } }`));
        else
          answers.push(
            at.owner(`mutation { updateRole(id: ${roleId}, input: { applied_permissions: [READ_ROLE] }) { id } }`),
          );
        await queued(2);
        answers.push(change(newer));
        await Promise.race([queued(3), answers[2]]);
        tx.rollback();
      })
      .catch(() => undefined);
    const [first, ending, second] = await Promise.all(answers);
    expect([first?.errors, ending?.errors]).toEqual([undefined, undefined]);
    expect(second?.errors?.[0]?.extensions.code).toBe(how.includes('role') ? 'FORBIDDEN' : 'UNAUTHENTICATED');
    expect([await exists(older), await exists(newer)]).toEqual([true, false]);
  },
);
