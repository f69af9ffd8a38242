/**
 * A stress test of changes with many tokens that are revoked or narrowed at any moment: nothing is committed after the answer
 * to the revocation. On PostgreSQL, where commits can happen in any order.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { isBusy } from '../../src/db/failures.ts';
import type { Answer } from '../test-users.ts';
import {
  type Ask,
  analyse,
  edit,
  freshName,
  holding,
  inBrowser,
  made,
  project,
  regenerate,
  revoke,
  rowsOf,
  world,
} from './acts.ts';

/** How many rounds of tokens for each case, and how many tokens at the same time. */
const rounds = Number(process.env.REVOCATION_ROUNDS ?? 1);
const atOnce = process.env.REVOCATION_ROUNDS ? 10 : 5;

const at = world('postgres');
let key: string;
beforeAll(async () => {
  key = (await project(at)).key;
});

/** The number of changes committed with the token: each writes a log entry in its own transaction. */
async function committed(tokenId: string): Promise<number> {
  const lines = sql`select count(*)::int as count from logs where credential = 'token' and credential_id = ${tokenId}`;
  for (;;) {
    try {
      return (await rowsOf<{ count: number }>(at.server, lines))[0]?.count ?? 0;
    } catch (error) {
      // The stress test uses all connections.
      if (!isBusy(error)) throw error;
    }
  }
}

type Revocation = (token: { id: string; ownerId: string; setId: string; roleId: string; by: Ask }) => Promise<Answer>;
const revocations: Record<string, Revocation> = {
  revoked: ({ by, id }) => revoke(by, id),
  regenerated: ({ by, id }) => regenerate(by, id),
  'of a disabled owner': ({ ownerId }) =>
    at.owner(`mutation { updateUser(id: ${ownerId}, input: { enabled: false }) { id } }`),
  'of an owner without a role': ({ ownerId }) =>
    at.owner(`mutation { updateUser(id: ${ownerId}, input: { unset_role_id: true }) { id } }`),
  'of a role that loses its permissions': ({ roleId }) =>
    at.owner(`mutation { updateRole(id: ${roleId}, input: { applied_permissions: [READ_ROLE] }) { id } }`),
  'of a permission set that is narrowed': ({ setId }) =>
    at.owner(`mutation { updatePermissionSet(id: ${setId}, input: { permissions: [READ_ROLE] }) { id } }`),
  'narrowed to other permissions': ({ by, id }) => edit(by, id, { permissions: ['READ_ROLE'] }),
  'narrowed to other root fields': ({ by, id }) => edit(by, id, { methods: ['me'] }),
  'narrowed to other documents': ({ by, id }) => edit(by, id, { operations: [{ hash: 'a'.repeat(64) }] }),
  'narrowed to other subnets': ({ by, id }) => edit(by, id, { allowed_subnets: ['192.0.2.0/24'] }),
};

/** Repeats the request while the server is too busy. */
async function answered(ask: () => Promise<Answer>): Promise<void> {
  for (;;) {
    const { errors } = await ask();
    if (!errors) return;
    if (errors[0]?.extensions.code !== 'LIMITED') throw new Error(JSON.stringify(errors));
  }
}

async function permissionSet(): Promise<string> {
  const permissions = '[CREATE_ROLE, READ_ROLE, EXECUTE_ANALYSIS]';
  const input = `{ name: "${freshName('set')}", permissions: ${permissions} }`;
  return (await at.owner(`mutation { made: createPermissionSet(input: ${input}) { id } }`)).data.made.id;
}

interface Ended {
  id: string;
  /** The number right after the answer that revoked or narrowed the token. */
  atEnd: number;
  made: number;
  /** Answered that the server is too busy: the change may have been made nevertheless. */
  inDoubt: number;
}

/** Makes changes in two loops with the token of a new user, revokes or narrows it after some of them, and lets the loops run until they are refused. */
async function stress(end: Revocation): Promise<Ended> {
  const who = await at.as.having('CREATE_ROLE', 'READ_ROLE', 'EXECUTE_ANALYSIS');
  const by = await inBrowser(at.server, who);
  const setId = await permissionSet();
  const { role_id: roleId } = (await who.ask('{ me { role_id } }')).data.me;
  const { id, token } = await made(by, { permission_set_id: setId });
  const program = holding(at.server, token);
  let made_ = 0;
  let refused = 0;
  let inDoubt = 0;
  const loop = async (change: () => Promise<Answer>) => {
    for (let refusals = 0; refusals < 3; ) {
      const { errors } = await change();
      const code = errors?.[0]?.extensions.code;
      if (!errors) made_++;
      else if (code === 'UNAUTHENTICATED' || code === 'FORBIDDEN') refusals++;
      else if (code === 'LIMITED') inDoubt++;
      else throw new Error(JSON.stringify(errors));
    }
    refused++;
  };
  const loops = [
    loop(() => analyse(program, key)),
    loop(() => program(`mutation { createRole(input: { name: "${freshName()}", applied_permissions: [] }) { id } }`)),
  ];
  const enough = 3 + Math.random() * 8;
  while (made_ < enough) await sleep(Math.random() * 10);
  await answered(() => end({ id, ownerId: who.id, setId, roleId, by }));
  const atEnd = await committed(id);
  await Promise.all(loops);
  expect(refused).toBe(2);
  return { id, atEnd, made: made_, inDoubt };
}

/** The tokens with which something was committed after they were revoked or narrowed. */
async function late(outcomes: Ended[]): Promise<string[]> {
  const found = await Promise.all(outcomes.map(async ({ id, atEnd }) => ((await committed(id)) > atEnd ? [id] : [])));
  return found.flat();
}

test.each(Object.keys(revocations))('nothing is committed later with tokens %s', async (how) => {
  const outcomes: Ended[] = [];
  for (let round = 0; round < rounds; round++) {
    // A long stress test takes longer than a password confirmation lasts.
    at.owner = await inBrowser(at.server, { id: at.ownerId });
    outcomes.push(...(await Promise.all(Array.from({ length: atOnce }, () => stress(revocations[how] as Revocation)))));
  }
  expect(outcomes.reduce((sum, { made }) => sum + made, 0)).toBeGreaterThan(2.5 * atOnce * rounds);
  for (const { id, made, inDoubt } of outcomes) {
    const there = await committed(id);
    expect(there).toBeGreaterThanOrEqual(made);
    expect(there).toBeLessThanOrEqual(made + inDoubt);
  }
  expect(await late(outcomes)).toEqual([]);
  // The check itself works: it finds a log entry of a revoked token.
  const [{ id } = { id: '' }] = outcomes;
  await at.server.db.execute(sql`insert into logs (level, type, message, loggable_type, loggable_id, logged_entity_type, logged_entity_id, current, credential, credential_id)
    select level, type, message, loggable_type, loggable_id, logged_entity_type, logged_entity_id, current, 'token', ${id} from logs limit 1`);
  expect(await late(outcomes)).toEqual([id]);
});
