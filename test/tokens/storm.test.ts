/**
 * In a storm of changes by many tokens that lose their right at any moment, nothing is committed after the answer that took
 * it. On PostgreSQL, where commits could come in any order.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { isBusy } from '../../src/db/failures.ts';
import type { Answer } from '../people.ts';
import {
  type Ask,
  analyse,
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

/** Tokens that end in each way, ten at a time. */
const rounds = Number(process.env.STORM_ROUNDS ?? 1);

const at = world('postgres');
let key: string;
beforeAll(async () => {
  key = (await project(at)).key;
});

/** What was committed with the token so far: every change writes a line in the log, in its own transaction. */
async function committed(tokenId: string): Promise<number> {
  const lines = sql`select count(*)::int as count from logs where credential = 'token' and credential_id = ${tokenId}`;
  for (;;) {
    try {
      return (await rowsOf<{ count: number }>(at.server, lines))[0]?.count ?? 0;
    } catch (error) {
      // The storm has all connections.
      if (!isBusy(error)) throw error;
    }
  }
}

type Ending = (token: { id: string; ownerId: string; by: Ask }) => Promise<Answer>;
const endings: Record<string, Ending> = {
  revoked: ({ by, id }) => revoke(by, id),
  regenerated: ({ by, id }) => regenerate(by, id),
  'of a disabled owner': ({ ownerId }) =>
    at.owner(`mutation { updateUser(id: ${ownerId}, input: { enabled: false }) { id } }`),
  'of an owner without a role': ({ ownerId }) =>
    at.owner(`mutation { updateUser(id: ${ownerId}, input: { unset_role_id: true }) { id } }`),
};

/** Asks again while the server is too busy. */
async function answered(ask: () => Promise<Answer>): Promise<void> {
  for (;;) {
    const { errors } = await ask();
    if (!errors) return;
    if (errors[0]?.extensions.code !== 'LIMITED') throw new Error(JSON.stringify(errors));
  }
}

interface Ended {
  id: string;
  /** Seen right after the answer that ended it. */
  atEnd: number;
  made: number;
  /** Answered that the server is too busy: the change may have been made all the same. */
  inDoubt: number;
}

/** Makes changes in two loops with a token of somebody new, ends it after some of them, and lets the loops run into the wall. */
async function life(end: Ending): Promise<Ended> {
  const who = await at.as.having('CREATE_ROLE', 'READ_ROLE', 'EXECUTE_ANALYSIS');
  const by = await inBrowser(at.server, who);
  const { id, token } = await made(by);
  const program = holding(at.server, token);
  let made_ = 0;
  let refused = 0;
  let inDoubt = 0;
  const loop = async (change: () => Promise<Answer>) => {
    for (let walls = 0; walls < 3; ) {
      const { errors } = await change();
      const code = errors?.[0]?.extensions.code;
      if (!errors) made_++;
      else if (code === 'UNAUTHENTICATED' || code === 'FORBIDDEN') walls++;
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
  await answered(() => end({ id, ownerId: who.id, by }));
  const atEnd = await committed(id);
  await Promise.all(loops);
  expect(refused).toBe(2);
  return { id, atEnd, made: made_, inDoubt };
}

/** The tokens with which something was committed after they had ended. */
async function late(lives: Ended[]): Promise<string[]> {
  const found = await Promise.all(lives.map(async ({ id, atEnd }) => ((await committed(id)) > atEnd ? [id] : [])));
  return found.flat();
}

test.each(Object.keys(endings))('tokens %s', async (how) => {
  const lives: Ended[] = [];
  for (let round = 0; round < rounds; round++)
    lives.push(...(await Promise.all(Array.from({ length: 10 }, () => life(endings[how] as Ending)))));
  expect(lives.reduce((sum, { made }) => sum + made, 0)).toBeGreaterThan(25 * rounds);
  for (const { id, made, inDoubt } of lives) {
    const there = await committed(id);
    expect(there).toBeGreaterThanOrEqual(made);
    expect(there).toBeLessThanOrEqual(made + inDoubt);
  }
  expect(await late(lives)).toEqual([]);
  // The check can fail: a line of a token that has ended is found.
  const [{ id } = { id: '' }] = lives;
  await at.server.db.execute(sql`insert into logs (level, type, message, loggable_type, loggable_id, logged_entity_type, logged_entity_id, current, credential, credential_id)
    select level, type, message, loggable_type, loggable_id, logged_entity_type, logged_entity_id, current, 'token', ${id} from logs limit 1`);
  expect(await late(lives)).toEqual([id]);
});
