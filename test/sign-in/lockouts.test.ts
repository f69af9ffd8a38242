/** Lockouts in the log: one entry when failed sign-ins lock an account or a network, and none for what is refused afterwards. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { and, eq, gt, like, sql } from 'drizzle-orm';
import { logs } from '../../schema/logs.ts';
import { signInAttempts } from '../../schema/sessions.ts';
import { users } from '../../schema/users.ts';
import { kinds, type Latchkey, startLatchkey } from '../server.ts';
import { password, passwordHash, people } from '../test-users.ts';
import { inBrowser } from '../tokens/acts.ts';

describe.each(kinds)('on %s', (kind) => {
  let server: Latchkey;
  let id: string;
  let username: string;
  beforeAll(async () => {
    server = await startLatchkey(kind, { TRUSTED_PROXIES: '127.0.0.0/8' });
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    await server.db.delete(signInAttempts);
    ({ id, username } = await people(server).having());
    await server.db.update(users).set({ passwordHash }).where(eq(users.id, id));
  });

  let address = 0;
  /** From a new address each time, unless one is given. */
  const signIn = (given: string, ip = `203.0.113.${++address % 250}`, name = username) =>
    server.fetch('/sign-in', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Forwarded-For': ip },
      body: JSON.stringify({ username: name, password: given }),
    });
  const fail = async (times: number, name = username) => {
    for (let time = 0; time < times; time++) expect((await signIn('wrong', undefined, name)).status).toBe(401);
  };
  const lockouts = async (since = '0') => {
    const found = await server.db
      .select()
      .from(logs)
      .where(like(logs.message, 'Failed sign-ins have locked%'))
      .orderBy(logs.id);
    return found
      .filter((entry) => BigInt(entry.id) > BigInt(since))
      .map(({ message, level, type, loggableId, current }) => ({
        message,
        level,
        type,
        loggableId,
        current: JSON.parse(current),
      }));
  };
  const lastId = async () =>
    (await server.db.select({ id: logs.id }).from(logs).orderBy(sql`id desc`).limit(1))[0]?.id as string;

  test('the tenth failure locks the account and records that once, as a warning with the end of the lock', async () => {
    const since = await lastId();
    await fail(9);
    expect(await lockouts(since)).toEqual([]);
    expect((await signIn('wrong', '198.51.100.7')).status).toBe(401);
    await fail(5);
    expect((await signIn(password)).status).toBe(401);
    const [window] = await server.db
      .select()
      .from(signInAttempts)
      .where(eq(signInAttempts.key, `user:${id}`));
    const until = new Date(Number(window?.windowStartedAt) + 15 * 60_000).toISOString();
    expect(await lockouts(since)).toEqual([
      {
        message: `Failed sign-ins have locked this account. Until ${until}, sign-ins to it are refused, except in browsers in which the user has signed in before.`,
        level: 'WARNING',
        type: 'OTHER',
        loggableId: id,
        current: { locked: 'this account', until, ip: '198.51.100.7' },
      },
    ]);
  });

  test('parallel failures record it once', async () => {
    const since = await lastId();
    await Promise.all(Array.from({ length: 12 }, () => signIn('wrong')));
    expect(await lockouts(since)).toHaveLength(1);
  });

  test('a correct password at the tenth attempt locks nothing', async () => {
    const since = await lastId();
    await fail(9);
    expect((await signIn(password)).status).toBe(200);
    await fail(9);
    expect(await lockouts(since)).toEqual([]);
  });

  test('a lock in a later window is recorded again', async () => {
    const since = await lastId();
    await fail(10);
    await server.db
      .update(signInAttempts)
      .set({ windowStartedAt: sql`${signInAttempts.windowStartedAt} - interval '16 minutes'` });
    await fail(10);
    expect(await lockouts(since)).toHaveLength(2);
  });

  test('an unknown user name is locked and recorded alike, without the name', async () => {
    const since = await lastId();
    await fail(11, 'nobody-of-that-name');
    const found = await lockouts(since);
    expect(found).toMatchObject([{ loggableId: '0', level: 'WARNING', current: { locked: 'an unknown user name' } }]);
    expect(JSON.stringify(found)).not.toContain('nobody-of-that-name');
  });

  test('the hundredth failure locks a network, and later ones are not recorded', async () => {
    const since = await lastId();
    const ip = '192.0.2.33';
    await server.db.insert(signInAttempts).values({ key: `network:${ip}`, attempts: 98 });
    for (let time = 0; time < 4; time++) expect((await signIn('wrong', ip, `nobody-${time}`)).status).toBe(401);
    expect(await lockouts(since)).toMatchObject([{ loggableId: '0', level: 'WARNING', current: { locked: ip, ip } }]);
  });

  test('a network that requests for passkeys lock is recorded once', async () => {
    const since = await lastId();
    const ip = '192.0.2.44';
    await server.db.insert(signInAttempts).values({ key: `network:${ip}`, attempts: 98 });
    for (let time = 0; time < 4; time++)
      await server.fetch('/sign-in/passkey/options', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'X-Forwarded-For': ip },
        body: '{}',
      });
    expect(await lockouts(since)).toMatchObject([{ loggableId: '0', level: 'WARNING', current: { locked: ip, ip } }]);
  });

  test('wrong passwords in a confirmation lock the account, which is recorded too', async () => {
    const since = await lastId();
    const ask = await inBrowser(server, { id });
    for (let time = 0; time < 11; time++)
      await ask('mutation { confirmPassword(current_password: "wrong") { success } }');
    expect(await lockouts(since)).toMatchObject([{ loggableId: id, current: { locked: 'this account' } }]);
    const refusals = await server.db
      .select()
      .from(logs)
      .where(and(gt(logs.id, since), eq(logs.level, 'INFO')));
    // The eleventh was not compared.
    expect(refusals.map(({ message }) => message)).toEqual(
      Array(10).fill('A confirmation was refused: wrong password.'),
    );
  });
});
