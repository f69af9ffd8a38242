/** How many requests of one credential and one user run at the same time, while other users and credentials are served. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { type Bounds, createAtOnce, type Leave } from '../../src/http/concurrency.ts';
import { type Latchkey, startLatchkey } from '../server.ts';
import { people } from '../test-users.ts';

const bounds: Bounds = { ofUser: 4, ofCredential: 2, waiting: 3, patienceMs: 60_000 };

/** The state of an attempt to enter so far. */
function attempt(entering: ReturnType<ReturnType<typeof createAtOnce>['enter']>) {
  const state: { leave?: Leave | null } = entering instanceof Promise ? {} : { leave: entering };
  if (entering instanceof Promise) entering.then((leave) => (state.leave = leave));
  return state;
}
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('concurrent requests', () => {
  test('of one credential beyond its limit wait, and continue in order', async () => {
    const { enter } = createAtOnce(bounds);
    const all = Array.from({ length: 4 }, () => attempt(enter('ada', 'token')));
    await settled();
    expect(all.map(({ leave }) => typeof leave)).toEqual(['function', 'function', 'undefined', 'undefined']);
    all[0]?.leave?.();
    all[0]?.leave?.();
    await settled();
    expect(all.map(({ leave }) => typeof leave)).toEqual(['function', 'function', 'function', 'undefined']);
  });

  test('of one credential do not delay those of the same user with another credential, nor those of another user', async () => {
    const { enter } = createAtOnce(bounds);
    for (let count = 0; count < 5; count++) attempt(enter('ada', 'leaked token'));
    expect(typeof attempt(enter('ada', 'session')).leave).toBe('function');
    expect(typeof attempt(enter('bob', 'token')).leave).toBe('function');
  });

  test('of all credentials of one user together have a limit too', async () => {
    const { enter } = createAtOnce(bounds);
    const all = ['a', 'a', 'b', 'b', 'c'].map((credential) => attempt(enter('ada', credential)));
    expect(typeof all[4]?.leave).toBe('undefined');
    all[0]?.leave?.();
    await settled();
    expect(typeof all[4]?.leave).toBe('function');
  });

  test('are refused when too many wait already, and when none finishes in time', async () => {
    const few = createAtOnce(bounds);
    const all = Array.from({ length: 6 }, () => attempt(few.enter('ada', 'token')));
    await settled();
    expect(all.map(({ leave }) => leave === null)).toEqual([false, false, false, false, false, true]);
    const short = createAtOnce({ ...bounds, patienceMs: 1 });
    for (let count = 0; count < 2; count++) short.enter('ada', 'token');
    expect(await short.enter('ada', 'token')).toBeNull();
    // A request that gave up does not get a place later either.
    expect(typeof attempt(short.enter('ada', 'session')).leave).toBe('function');
  });
});

describe('while requests of one token wait for a locked row', () => {
  let server: Latchkey;
  beforeAll(async () => {
    server = await startLatchkey('postgres');
  });
  afterAll(() => server.stop());

  test('other users, the health endpoints and other credentials of the same user are served', async () => {
    const as = people(server);
    const busy = await as.having('READ_ROLE', 'CREATE_ROLE', 'UPDATE_ROLE');
    const other = await as.having('READ_USER');
    const { data } = await busy.ask(
      'mutation { createRole(input: { name: "locked", applied_permissions: [] }) { id } }',
    );
    const { id } = data.createRole;
    const session = await busy.signedIn();
    let waiting: Promise<unknown>[] = [];
    await server.db.transaction(async (tx) => {
      await tx.execute(sql`select 1 from roles where id = ${id} for update`);
      const update = `mutation { updateRole(id: ${id}, input: { name: "locked" }) { id } }`;
      waiting = Array.from({ length: 30 }, () => busy.ask(update));
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect((await other.ask('{ users { entities { id } } me { id } }')).errors).toBeUndefined();
      expect((await session.ask('{ me { id } roles { entities { id } } }')).errors).toBeUndefined();
      expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
      expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
    });
    await Promise.all(waiting);
  });

  test('requests beyond the waiting limit are refused with 429 and Retry-After', async () => {
    const as = people(server);
    const busy = await as.having('READ_ROLE', 'CREATE_ROLE', 'UPDATE_ROLE');
    const { data } = await busy.ask('mutation { createRole(input: { name: "full", applied_permissions: [] }) { id } }');
    const { id } = data.createRole;
    let waiting: Promise<{ status: number; headers: Headers; errors?: { extensions: { code: string } }[] }>[] = [];
    await server.db.transaction(async (tx) => {
      await tx.execute(sql`select 1 from roles where id = ${id} for update`);
      waiting = Array.from({ length: 230 }, () =>
        busy.ask(`mutation { updateRole(id: ${id}, input: { name: "full" }) { id } }`),
      );
      // On a slow machine some wait too long for a connection first.
      const refused = await Promise.any(
        waiting.map((each) => each.then((answer) => (answer.status === 429 ? answer : Promise.reject(answer)))),
      );
      expect([refused.status, refused.headers.get('retry-after'), refused.errors?.[0]?.extensions.code]).toEqual([
        429,
        '1',
        'LIMITED',
      ]);
    });
    await Promise.all(waiting);
  });

  test('with REQUESTS_AT_ONCE other numbers run and wait', async () => {
    const busy = await people(server).having('READ_ROLE', 'CREATE_ROLE', 'UPDATE_ROLE');
    const { data } = await busy.ask('mutation { createRole(input: { name: "few", applied_permissions: [] }) { id } }');
    const query = `mutation { updateRole(id: ${data.createRole.id}, input: { name: "few" }) { id } }`;
    const url = await server.beside({ REQUESTS_AT_ONCE: '2' });
    const statuses: number[] = [];
    const send = async () => {
      const headers = { Authorization: `Bearer ${busy.token}`, 'Content-Type': 'application/json' };
      statuses.push(
        (await fetch(`${url}/api/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) })).status,
      );
    };
    let sent: Promise<void>[] = [];
    await server.db.transaction(async (tx) => {
      await tx.execute(sql`select 1 from roles where id = ${data.createRole.id} for update`);
      sent = Array.from({ length: 45 }, send);
      // One runs and 40 wait.
      while (statuses.length < 4) await settled();
      expect(statuses).toEqual([429, 429, 429, 429]);
    });
    await Promise.all(sent);
    expect(statuses.filter((status) => status === 429)).toHaveLength(4);
  });
});
