/**
 * Mutations in flight, on PostgreSQL: none commits after its credential or permission was revoked, and the revocation
 * is not answered while one could still commit. Locks held by the test make the order certain.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import type { Db } from '../../src/db/database.ts';
import { type Latchkey, startLatchkey } from '../server.ts';
import { type Answer, type Person, people } from '../test-users.ts';

const createRole = 'mutation ($name: String!) { createRole(input: { name: $name, applied_permissions: [] }) { id } }';
const revoke = 'mutation ($id: Int64Bit!) { deletePersonalAccessToken(id: $id) { success } }';
const rename = 'mutation ($id: Int64Bit!) { updateUser(id: $id, input: { name: "Renamed" }) { name } }';

let server: Latchkey;
let as: ReturnType<typeof people>;
let owner: Person;
let subject: Person;
beforeAll(async () => {
  server = await startLatchkey('postgres');
  as = people(server);
  [owner, subject] = [await as.owner(), await as.having()];
});
afterAll(() => server.stop());

const one = async <T>(db: Db, query: ReturnType<typeof sql>) =>
  ((await db.execute(query)) as unknown as { rows: T[] }).rows[0] as T;

const waiting = sql`select count(*)::int as count from pg_stat_activity
  where datname = current_database() and wait_event_type = 'Lock'`;

/** Resolves once this many statements wait for a lock. */
async function untilWaiting(count: number): Promise<void> {
  while ((await one<{ count: number }>(server.db, waiting)).count < count)
    await new Promise((resolve) => setTimeout(resolve, 5));
}

/** Runs `during` in a transaction that holds the given lock, and then ends the transaction. */
const holding = (lock: ReturnType<typeof sql>, during: (tx: Db) => Promise<unknown>) =>
  server.db.transaction(async (tx) => {
    await tx.execute(lock);
    await during(tx);
  });

const facts = ({ id }: Person) =>
  one<{ token: string; role: string }>(
    server.db,
    sql`select t.id as token, u.role_id as role from personal_access_tokens t join users u on u.id = t.user_id where u.id = ${id}`,
  );

const roleNamed = async (name: string) =>
  (await one<{ count: number }>(server.db, sql`select count(*)::int as count from roles where name = ${name}`)).count;

const codeOf = ({ errors }: Answer) => errors?.[0]?.extensions.code;

describe('a mutation that waits for a lock key', () => {
  /** The lock that changes of roles and users take first. */
  const turn = sql`select pg_advisory_xact_lock(hashtextextended('standing of users', 0))`;

  async function meanwhile(person: Pick<Person, 'ask'>, happens: () => Promise<unknown>): Promise<Answer> {
    let answer: Promise<Answer> | undefined;
    await holding(turn, async () => {
      answer = person.ask(rename, { id: subject.id });
      await untilWaiting(1);
      await happens();
    });
    const { data } = await owner.ask('query ($id: Int64Bit) { users(id: $id) { entities { name } } }', subject);
    const settled = (await answer) as Answer;
    if (settled.errors) expect(data.users.entities[0].name).not.toBe('Renamed');
    return settled;
  }

  test('is refused when its token is revoked meanwhile', async () => {
    const person = await as.having('READ_USER', 'UPDATE_USER');
    const [session, { token }] = [await person.signedIn(), await facts(person)];
    const answer = await meanwhile(person, async () => {
      const { data } = await session.ask(revoke, { id: token });
      expect(data.deletePersonalAccessToken.success).toBe(true);
    });
    expect(codeOf(answer)).toBe('UNAUTHENTICATED');
  });

  test('is refused when its session is deleted meanwhile', async () => {
    const { cookie, ask } = await (await as.having('READ_USER', 'UPDATE_USER')).signedIn();
    const answer = await meanwhile({ ask }, () =>
      fetch(`${server.url}/sign-out`, { method: 'POST', headers: { Cookie: cookie } }),
    );
    expect(codeOf(answer)).toBe('UNAUTHENTICATED');
  });

  test('is refused when its permission is removed meanwhile', async () => {
    const person = await as.having('READ_USER', 'UPDATE_USER');
    const { role } = await facts(person);
    const answer = await meanwhile(person, async () => {
      const { errors } = await owner.ask(
        'mutation ($id: Int64Bit!) { updateRole(id: $id, input: { applied_permissions: [READ_USER] }) { id } }',
        { id: role },
      );
      expect(errors).toBeUndefined();
    });
    expect(answer.errors?.[0]?.extensions).toEqual({
      code: 'FORBIDDEN',
      missing_permissions: ['UPDATE_USER'],
      reason: 'JUST_CHANGED',
    });
  });

  test('succeeds when nothing changes meanwhile', async () => {
    const answer = await meanwhile(await as.having('READ_USER', 'UPDATE_USER'), async () => undefined);
    expect(answer.errors).toBeUndefined();
  });
});

describe('a mutation that waits for the lock of its own credential', () => {
  const cases = {
    'its token is revoked': [
      'UNAUTHENTICATED',
      sql`update personal_access_tokens set revoked_at = clock_timestamp()`,
      'token',
    ],
    'its token expires': [
      'UNAUTHENTICATED',
      sql`update personal_access_tokens set expires_at = clock_timestamp()`,
      'token',
    ],
    'its owner is disabled': ['UNAUTHENTICATED', sql`update users set enabled = false`, 'user'],
    'its owner loses the role': ['FORBIDDEN', sql`update users set role_id = null`, 'user'],
    'its role loses the permission': [
      'FORBIDDEN',
      sql`update roles set applied_permissions = array['READ_ROLE']`,
      'role',
    ],
  } as const;

  test.each(Object.entries(cases))('is refused when %s', async (name, [code, change, whose]) => {
    const person = await as.having('CREATE_ROLE', 'READ_ROLE');
    const row = { ...(await facts(person)), user: person.id }[whose];
    let answer: Promise<Answer> | undefined;
    await holding(sql`${change} where id = ${row}`, async () => {
      answer = person.ask(createRole, { name });
      await untilWaiting(1);
    });
    expect(codeOf((await answer) as Answer)).toBe(code);
    expect(await roleNamed(name)).toBe(0);
  });
});

describe('revoking a token', () => {
  test('is answered only when no mutation with that token can commit any more', async () => {
    const person = await as.having('CREATE_ROLE', 'READ_ROLE');
    const { token } = await facts(person);
    const session = await person.signedIn();
    let revoked = false;
    let both: Promise<[Answer, number]> | undefined;
    const rival = sql`insert into roles (name, name_key, applied_permissions) values ('Rival', 'in flight', '{}')`;
    await holding(rival, async (tx) => {
      // The mutation has checked its credential and now waits for the check whether the name is taken.
      const making = person.ask(createRole, { name: 'In flight' });
      await untilWaiting(1);
      const revoking = session.ask(revoke, { id: token }).then(() => {
        revoked = true;
        return roleNamed('In flight');
      });
      await untilWaiting(2);
      expect(revoked).toBe(false);
      both = Promise.all([making, revoking]);
      await tx.execute(sql`delete from roles where name = 'Rival'`);
    });
    const [made, thereAtTheAnswer] = (await both) as [Answer, number];
    expect(made.errors).toBeUndefined();
    expect(thereAtTheAnswer).toBe(1);
    expect((await person.ask('{ me { id } }')).status).toBe(401);
  });

  test('lets no mutation write after its answer, however many are in flight', async () => {
    for (let round = 0; round < 5; round++) {
      const person = await as.having('CREATE_ROLE', 'READ_ROLE');
      const [session, { token }] = [await person.signedIn(), await facts(person)];
      const count = () =>
        one<{ count: number }>(
          server.db,
          sql`select count(*)::int as count from roles where name like ${`Storm ${round} %`}`,
        );
      const storm = Array.from({ length: 24 }, (_, place) =>
        person.ask(createRole, { name: `Storm ${round} ${place}` }),
      );
      await Promise.race(storm);
      await session.ask(revoke, { id: token });
      const atAnswer = await count();
      const answers = await Promise.all(storm);
      expect(await count()).toEqual(atAnswer);
      expect(answers.filter(({ data, status }) => status === 200 && data?.createRole)).toHaveLength(atAnswer.count);
    }
  });
});
