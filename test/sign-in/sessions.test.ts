/** The sessions of a user: listed with their browsers, and ended one by one or all others at once. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eq, sql } from 'drizzle-orm';
import { sessions } from '../../schema/sessions.ts';
import { contents, expectRefusal, lastEntries } from '../access/writing.ts';
import { kinds, type Latchkey, startLatchkey } from '../server.ts';
import { ask, type Person, people } from '../test-users.ts';
import { cookieOf } from '../tokens/acts.ts';

const list = '{ me { sessions { entities { id created_at last_seen_at expires_at ip user_agent current } } } }';
const end = 'mutation ($id: Int64Bit!) { deleteSession(id: $id) { success } }';
const endOthers = 'mutation { deleteOtherSessions { success } }';

describe.each(kinds)('on %s', (kind) => {
  let server: Latchkey;
  let as: ReturnType<typeof people>;
  let person: Person;
  beforeAll(async () => {
    server = await startLatchkey(kind);
    as = people(server);
    person = await as.having();
  });
  afterAll(() => server.stop());

  /** Signs in. Returns the id of the session, and a function that sends queries with it. */
  async function browserOf(who: { id: string }) {
    const Cookie = await cookieOf(server, who);
    const by: Person['ask'] = (query, variables) => ask(server, { Cookie }, query, variables);
    const { data } = await by(list);
    const own = data.me.sessions.entities.find(({ current }: { current: boolean }) => current);
    return { by, id: own.id as string };
  }
  const isIn = async ({ by }: { by: Person['ask'] }) => (await by('{ me { id } }')).errors === undefined;

  describe('me.sessions', () => {
    test('lists the sessions of the caller and marks the current one', async () => {
      const other = await as.having();
      const here = await other.signedIn();
      const there = await browserOf(other);
      const { data, errors } = await here.ask(list);
      expect(errors).toBeUndefined();
      const [first, second] = data.me.sessions.entities;
      expect(data.me.sessions.entities).toHaveLength(2);
      expect(first).toMatchObject({ current: true, ip: '127.0.0.1', user_agent: 'node' });
      expect(second).toMatchObject({ id: there.id, current: false, user_agent: null });
      expect(Date.parse(first.expires_at) - Date.parse(first.created_at)).toBeGreaterThan(29 * 24 * 3600 * 1000);
    });

    test('leaves out sessions that have ended, and those of other users', async () => {
      const other = await as.having();
      const [here, idle, over] = [await browserOf(other), await browserOf(other), await browserOf(other)];
      const set = (id: string, change: object) => server.db.update(sessions).set(change).where(eq(sessions.id, id));
      await set(idle.id, { lastSeenAt: sql`clock_timestamp() - interval '13 hours'` });
      await set(over.id, { expiresAt: sql`clock_timestamp()` });
      const { data } = await here.by(list);
      expect(data.me.sessions.entities.map(({ id }: { id: string }) => id)).toEqual([here.id]);
    });

    test('can be read with a token, and then none is the current one', async () => {
      await browserOf(person);
      const { data } = await person.ask(list);
      expect(data.me.sessions.entities.map(({ current }: { current: boolean }) => current)).toEqual([false]);
    });

    test('never shows the secret or its hash', async () => {
      const { data } = await person.ask('{ __type(name: "Session") { fields { name } } }');
      const names = data.__type.fields.map(({ name }: { name: string }) => name);
      expect(names.filter((name: string) => /hash|secret|cookie|token/.test(name))).toEqual([]);
      const sorter = '{ me { sessions(sorter: [{ attribute: "secret_hash", direction: ASC }]) { entities { id } } } }';
      expect((await person.ask(sorter)).errors?.[0]?.extensions.code).toBe('INVALID_INPUT');
    });

    test('stores at most 300 characters of the user agent', async () => {
      const other = await as.having();
      await other.signedIn();
      const response = await fetch(`${server.url}/sign-in`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'User-Agent': `<b>${'x'.repeat(5_000)}` },
        body: JSON.stringify({ username: other.username, password: 'plum tractor seldom 47' }),
      });
      expect(response.status).toBe(200);
      const { data } = await other.ask(list);
      expect(data.me.sessions.entities[1].user_agent).toBe(`<b>${'x'.repeat(297)}`);
    });
  });

  describe('deleteSession', () => {
    test('ends one session of the caller at once, and no other', async () => {
      const [here, there, third] = [await browserOf(person), await browserOf(person), await browserOf(person)];
      const { data, errors } = await here.by(end, { id: there.id });
      expect([data, errors]).toEqual([{ deleteSession: { success: true } }, undefined]);
      expect([await isIn(here), await isIn(there), await isIn(third)]).toEqual([true, false, true]);
      const entry = { loggable_type: 'User', loggable_id: person.id, user_id: person.id, credential: 'session' };
      const current = { session_id: there.id, ip: '127.0.0.1' };
      expect(await lastEntries(server)).toMatchObject([{ ...entry, credential_id: here.id, current }]);
    });

    test('can end the current session', async () => {
      const here = await browserOf(person);
      expect((await here.by(end, { id: here.id })).errors).toBeUndefined();
      expect(await isIn(here)).toBe(false);
    });

    test('is refused for tokens and anonymous callers', async () => {
      const { id } = await browserOf(person);
      await expectRefusal(server, 'FORBIDDEN', () => person.ask(end, { id }));
      await expectRefusal(server, 'UNAUTHENTICATED', () => as.nobody.ask(end, { id }));
    });

    test('gives the same answer for another user’s session and an unknown one, and ends neither', async () => {
      const [here, anothers] = [await browserOf(person), await browserOf(await as.owner())];
      const before = await contents(server);
      const answers = await Promise.all([anothers.id, '999999'].map((id) => here.by(end, { id })));
      expect(answers.map(({ data, errors }) => ({ data, errors }))).toEqual([
        { data: { deleteSession: { success: true } } },
        { data: { deleteSession: { success: true } } },
      ]);
      expect(await contents(server)).toBe(before);
      expect(await isIn(anothers)).toBe(true);
    });
  });

  describe('deleteOtherSessions', () => {
    test('ends all other sessions of the caller, and none of other users', async () => {
      const other = await as.having();
      const [here, ...others] = [await browserOf(other), await browserOf(other), await browserOf(other)];
      const stranger = await browserOf(person);
      expect((await here?.by(endOthers))?.data).toEqual({ deleteOtherSessions: { success: true } });
      expect(await Promise.all([here, ...others, stranger].map((one) => one && isIn(one)))).toEqual([
        true,
        false,
        false,
        true,
      ]);
      expect((await lastEntries(server, 2)).map(({ loggable_id }) => loggable_id)).toEqual([other.id, other.id]);
    });

    test('leaves one of two sessions that end each other at the same time', async () => {
      const other = await as.having();
      const both = [await browserOf(other), await browserOf(other)];
      const answers = await Promise.all(both.map(({ by }) => by(endOthers)));
      expect(answers.map(({ errors }) => errors?.[0]?.extensions.code).sort()).toEqual(['UNAUTHENTICATED', undefined]);
      expect((await Promise.all(both.map(isIn))).sort()).toEqual([false, true]);
    });

    test('is refused for tokens and anonymous callers', async () => {
      await expectRefusal(server, 'FORBIDDEN', () => person.ask(endOthers));
      await expectRefusal(server, 'UNAUTHENTICATED', () => as.nobody.ask(endOthers));
    });
  });
});
