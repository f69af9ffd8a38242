/** A database that answers too slowly or holds a lock too long: the answer is 503 with Retry-After, and one line a minute is logged. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { type OpenDatabase, openPostgres } from '../../src/db/open.ts';
import { type Network, openProxy } from '../kit/proxy.ts';
import { type Latchkey, startLatchkey } from '../server.ts';
import { type Answer, type Person, people } from '../test-users.ts';

let proxy: Network;
let direct: OpenDatabase;
let server: Latchkey;
let owner: Person;
beforeAll(async () => {
  const through = async (url: string) => {
    direct = openPostgres(url);
    proxy = await openProxy(url);
    return proxy.url;
  };
  server = await startLatchkey(
    'postgres',
    {},
    { through, limits: { statementMs: 1_500, answerMs: 2_000, lockMs: 300 } },
  );
  owner = await people(server).owner();
});
afterAll(async () => {
  await server.stop();
  await direct.close();
  await proxy.close();
});
beforeEach(() => {
  server.logged.length = 0;
});

const expectBusy = ({ status, headers, errors }: Answer) => {
  expect([status, headers.get('retry-after')]).toEqual([503, '1']);
  expect(errors?.map(({ message, extensions }) => [message, extensions.code])).toEqual([
    ['The server is busy. Try again in a second.', 'LIMITED'],
  ]);
};

const faults = () => server.logged.map((line) => JSON.parse(line)).filter(({ level }) => level === 50);

const createRole = (name: string) =>
  owner.ask('mutation ($name: String!) { createRole(input: { name: $name, applied_permissions: [] }) { id } }', {
    name,
  });

const roles = async () =>
  ((await direct.db.execute(sql`select name from roles`)) as unknown as { rows: { name: string }[] }).rows;

/** Runs `work` while the test holds the given lock. */
const holding = (lock: ReturnType<typeof sql>, work: () => Promise<void>) =>
  direct.db.transaction(async (tx) => {
    await tx.execute(lock);
    await work();
  });

test('a statement that takes too long is a 503, and many of them are one line in the log', async () => {
  await holding(sql`lock table roles`, async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => owner.ask('{ roles { entities { id } } }')));
    answers.forEach(expectBusy);
  });
  expect(faults()).toMatchObject([{ msg: 'the server is at a limit', err: { code: '57014' } }]);
  expect((await owner.ask('{ roles { entities { id } } }')).errors).toBeUndefined();
});

test('a change that waits too long for a lock is a 503 and is not made', async () => {
  await holding(sql`lock table logs`, async () => expectBusy(await createRole('Behind a lock')));
  expect(faults()).toMatchObject([{ err: { code: '55P03' } }]);
  expect(await roles()).not.toContainEqual({ name: 'Behind a lock' });
});

test('a connection that freezes is a 503, and its transaction is not committed', async () => {
  proxy.at((text) => text.startsWith('insert into "roles"'), 'freeze', 'after');
  expectBusy(await createRole('Frozen'));
  expect(proxy.heal()).toBe(true);
  expect(faults()).toMatchObject([{ err: { message: 'Query read timeout' } }]);
  expect(await roles()).not.toContainEqual({ name: 'Frozen' });
});

test('a change that waits too long for its lock key behind other changes is a 503 and is not made', async () => {
  const other = await people(server).having();
  // Each change waits for the lock in its turn, and all of them together longer than the limit.
  const turn = sql`select pg_advisory_xact_lock(hashtextextended('standing of users', 0))`;
  const rename = () => owner.ask(`mutation { updateUser(id: ${other.id}, input: { name: "Renamed" }) { name } }`);
  await holding(turn, async () => {
    const answers = await Promise.all(Array.from({ length: 30 }, rename));
    answers.forEach(expectBusy);
  });
  expect((await rename()).data).toEqual({ updateUser: { name: 'Renamed' } });
});
