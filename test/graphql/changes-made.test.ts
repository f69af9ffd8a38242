/** The answer to a change when the database fails around the commit, on PostgreSQL: it says whether the client may repeat it. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { type OpenDatabase, openPostgres } from '../../src/db/open.ts';
import { type Network, openProxy } from '../kit/proxy.ts';
import { type Latchkey, startLatchkey } from '../server.ts';
import { type Answer, type Person, password, people } from '../test-users.ts';

let proxy: Network;
/** Connected without the proxy. */
let direct: OpenDatabase;
const through = async (url: string) => {
  direct = openPostgres(url);
  proxy = await openProxy(url);
  return proxy.url;
};

const createRole = `mutation ($name: String!) {
  createRole(input: { name: $name, applied_permissions: [] }) { id users { entities { id } } } }`;

const isThere = async (name: string) => {
  const found = await direct.db.execute(sql`select 1 from roles where name = ${name}`);
  return (found as unknown as { rows: unknown[] }).rows.length > 0;
};

const codes = ({ errors }: Answer) => errors?.map(({ extensions }) => extensions.code);

describe('with two connections for twenty callers', () => {
  let server: Latchkey;
  let owner: Person;
  beforeAll(async () => {
    server = await startLatchkey('postgres', {}, { through, limits: { connections: 2, waitMs: 5, servedMs: 10 } });
    owner = await people(server).owner();
  });
  afterAll(async () => {
    await direct.close();
    await server.stop();
    await proxy.close();
  });

  test('a change whose answer has no error was committed, and one whose answer is 503 was not', async () => {
    const made: string[] = [];
    const busy: string[] = [];
    const caller = async (place: number) => {
      for (let turn = 0; Math.min(made.length, busy.length) < 15; turn++) {
        const name = `Role ${place} ${turn}`;
        const answer = await owner.ask(createRole, { name });
        if (answer.status === 503) expect(codes(answer)).toEqual(['LIMITED']);
        else expect([answer.errors, answer.data?.createRole.users.entities]).toEqual([undefined, []]);
        (answer.status === 503 ? busy : made).push(name);
      }
    };
    await Promise.all(Array.from({ length: 20 }, (_, place) => caller(place)));
    const roles = await direct.db.execute(sql`select name from roles where name like 'Role %'`);
    const there = (roles as unknown as { rows: { name: string }[] }).rows.map(({ name }) => name);
    expect(there.toSorted()).toEqual(made.toSorted());
  });
});

describe('with a connection that breaks', () => {
  let server: Latchkey;
  let owner: Person;
  beforeAll(async () => {
    server = await startLatchkey('postgres', {}, { through });
    owner = await people(server).owner();
  });
  afterAll(async () => {
    await direct.close();
    await server.stop();
    await proxy.close();
  });

  /** Cuts the connection at the given statement after the commit. */
  const cutAfterCommit = (count: number) => {
    let since = -1;
    const isNext = (text: string) => {
      if (text === 'commit' && since < 0) since = 0;
      // Other connections are opened, and the outbox is read, at any time.
      else if (since >= 0 && !/^set |"outbox"/.test(text)) since++;
      return since === count;
    };
    proxy.at(isNext, 'cut', 'before');
  };

  test('at the read for the answer, the error is CHANGE_MADE', async () => {
    cutAfterCommit(1);
    const answer = await owner.ask(createRole, { name: 'Unread' });
    expect(proxy.heal()).toBe(true);
    expect([answer.status, answer.headers.get('retry-after'), answer.data]).toEqual([200, null, { createRole: null }]);
    expect(codes(answer)).toEqual(['CHANGE_MADE']);
    expect(await isThere('Unread')).toBe(true);
  });

  test('at the read of a nested list, the error is CHANGE_MADE', async () => {
    cutAfterCommit(2);
    const answer = await owner.ask(createRole, { name: 'Half read' });
    expect(proxy.heal()).toBe(true);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([200, null]);
    expect(answer.errors?.map(({ path }) => path)).toEqual([['createRole', 'users', 'entities']]);
    expect(codes(answer)).toEqual(['CHANGE_MADE']);
    expect(await isThere('Half read')).toBe(true);
  });

  test('at the next change of the same request, the first change is answered and only the second is LIMITED', async () => {
    const twice = `mutation { first: createRole(input: { name: "First", applied_permissions: [] }) { id }
      second: createRole(input: { name: "Second", applied_permissions: [] }) { id } }`;
    cutAfterCommit(2);
    const answer = await owner.ask(twice);
    expect(proxy.heal()).toBe(true);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([200, null]);
    expect(answer.data).toEqual({ first: { id: expect.any(String) }, second: null });
    expect(codes(answer)).toEqual(['LIMITED']);
    expect([await isThere('First'), await isThere('Second')]).toEqual([true, false]);
  });

  test.each([
    ['before the database receives it', 'before', false],
    ['before its answer arrives', 'after', true],
  ] as const)('at the commit, %s, the error is OUTCOME_UNKNOWN', async (_when, moment, made) => {
    proxy.at((text) => text === 'commit', 'cut', moment);
    const name = `Unknown ${moment}`;
    const answer = await owner.ask(createRole, { name });
    expect(proxy.heal()).toBe(true);
    expect([answer.status, answer.headers.get('retry-after'), answer.data]).toEqual([200, null, { createRole: null }]);
    expect(codes(answer)).toEqual(['OUTCOME_UNKNOWN']);
    expect(await isThere(name)).toBe(made);
  });

  test('at the commit of a sign-in, the error is OUTCOME_UNKNOWN', async () => {
    const { username, signedIn } = await people(server).having();
    await signedIn();
    proxy.at((text) => text === 'commit', 'cut', 'before');
    const { status, headers, ...answer } = await fetch(`${server.url}/sign-in`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ username, password }),
    }).then(async (response) => ({ ...(await response.json()), status: response.status, headers: response.headers }));
    expect(proxy.heal()).toBe(true);
    expect([status, headers.get('retry-after'), codes(answer)]).toEqual([500, null, ['OUTCOME_UNKNOWN']]);
  });

  test('at any statement before the commit, nothing is changed and the client may try again', async () => {
    proxy.at((text) => text.startsWith('insert into "roles"'), 'cut', 'after');
    const answer = await owner.ask(createRole, { name: 'Not made' });
    expect(proxy.heal()).toBe(true);
    expect([answer.status, answer.headers.get('retry-after'), codes(answer)]).toEqual([503, '1', ['LIMITED']]);
    expect(await isThere('Not made')).toBe(false);
  });
});
