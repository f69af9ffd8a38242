/**
 * What changes while a sign-in waits for its turn counts: an address that the firewall does not admit any more gets no session,
 * and a password is stored only under the policy by which it was judged. On PostgreSQL, with a lock held by the test.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { eq, sql } from 'drizzle-orm';
import { passwordPolicies } from '../../schema/password-policy.ts';
import { sessions, signInAttempts } from '../../schema/sessions.ts';
import { users } from '../../schema/users.ts';
import type { Db } from '../../src/db/database.ts';
import * as owner from '../../src/domain/people/owner.ts';
import { read as readPolicy } from '../../src/domain/sign-in/password-policy.ts';
import { from, setFirewall, settings } from '../firewall/sending.ts';
import { createAuthenticator, type SoftwareAuthenticator } from '../kit/software-authenticator.ts';
import { type Latchkey, startLatchkey } from '../server.ts';
import { ask, type Person, password, passwordHash, people } from '../test-users.ts';
import { type Ask, cookieOf, rowsOf } from '../tokens/acts.ts';
import { createFactor, enrollApp, verifyFactor, waitSteps } from './factor-acts.ts';

const address = '192.0.2.7';
const another = 'another ferry copper 92';

let server: Latchkey;
let person: Person;
let cookie: string;
let by: Ask;
beforeAll(async () => {
  server = await startLatchkey('postgres', settings);
});
afterAll(() => server?.stop());
beforeEach(async () => {
  await setFirewall(server, false);
  await server.db.delete(signInAttempts);
  person = await people(server).having('UPDATE_USER');
  cookie = await cookieOf(server, person);
  by = (query, variables) => ask(server, { Cookie: cookie, ...from(address) }, query, variables);
});

const post = (path: string, body: object, headers: Record<string, string> = {}) =>
  server.fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...from(address), ...headers },
    body: JSON.stringify(body),
  });

const waiting = sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;

/** Makes the change while what is asked waits for its turn at the user. */
async function meanwhile<T>(change: () => Promise<unknown>, asked: () => Promise<T>): Promise<T> {
  let answer: Promise<T> | undefined;
  await server.db.transaction(async (tx: Db) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`turn at user ${person.id}`}, 0))`);
    answer = asked();
    while ((await rowsOf(server, waiting)).length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await change();
  });
  return answer as Promise<T>;
}

const stored = async () => ({
  sessions: (await server.db.select({ secretHash: sessions.secretHash }).from(sessions)).length,
  confirmed: await server.db.select({ at: sessions.factorConfirmedAt }).from(sessions),
  pending: await rowsOf(server, sql`select id from pending_sign_ins`),
  password: (await server.db.select().from(users).where(eq(users.id, person.id)))[0]?.passwordHash,
});

describe('an address that the firewall does not admit any more', () => {
  const close = () => setFirewall(server, true, '198.51.100.0/24');
  const signIn = () => post('/sign-in', { username: person.username, password });
  const challenge = async (): Promise<{ challenge: string }> => {
    const options = await post('/sign-in/passkey/options', {});
    return (await options.json()) as { challenge: string };
  };

  async function expectRefused(asked: () => Promise<Response>): Promise<void> {
    const before = await stored();
    const response = await meanwhile(close, asked);
    const { errors } = (await response.json()) as { errors: { extensions: { reason: string } }[] };
    expect([response.status, errors[0]?.extensions.reason]).toEqual([403, 'ADDRESS_REFUSED']);
    expect(response.headers.getSetCookie()).toEqual([]);
    expect(await stored()).toEqual(before);
  }

  test('gets no session for a password', () => expectRefused(signIn));

  test('gets the page of the refusal, not the page to sign in', async () => {
    const form = () =>
      server.fetch('/sign-in', {
        method: 'POST',
        headers: { Accept: 'text/html', ...from(address) },
        body: new URLSearchParams({ username: person.username, password }),
      });
    const response = await meanwhile(close, form);
    const page = await response.text();
    expect([response.status, page.includes('<form')]).toEqual([403, false]);
    expect(page).toContain(`Requests from the address ${address} are not accepted.`);
  });

  test('does not learn that the password was right, where a second step follows', async () => {
    await enrollApp(by);
    await expectRefused(signIn);
  });

  test('gets no session for a code, which can be used later', async () => {
    const { app } = await enrollApp(by);
    const cookies = (await signIn()).headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const code = app();
    const complete = () => post('/sign-in/factor', { one_time_password: code }, { Cookie: cookies });
    await expectRefused(complete);
    await setFirewall(server, false);
    expect((await complete()).status).toBe(200);
  });

  describe('with a passkey', () => {
    let passkey: SoftwareAuthenticator;
    beforeEach(async () => {
      passkey = createAuthenticator(server.url);
      const { data } = await createFactor(by, { type: 'PASSKEY', data: 'Laptop' });
      await verifyFactor(by, 'PASSKEY', passkey.create(data.done.secret_data));
    });

    test('gets no session', async () => {
      const answer = passkey.sign(await challenge());
      await expectRefused(() => post('/sign-in/passkey', { passkey: answer }));
    });
  });

  test('sets no password with a one-time link, which stays valid', async () => {
    const { secret } = await owner.resetLink(server.db, person.username);
    const set = () => post(`/set-password/${secret}`, { password: another });
    await expectRefused(set);
    await setFirewall(server, false);
    expect((await set()).status).toBe(200);
  });

  test('does not confirm a session', async () => {
    const { app } = await enrollApp(by);
    await waitSteps(server, person.id);
    const before = await stored();
    const text =
      'mutation ($password: String, $code: String) { confirmPassword(current_password: $password, one_time_password: $code) { success } }';
    const { errors } = await meanwhile(close, () => by(text, { password, code: app() }));
    expect(errors?.[0]?.message).toBe(`Requests from the address ${address} are not accepted.`);
    expect(await stored()).toEqual(before);
  });
});

test('a session whose address is no longer admitted when it writes is refused', async () => {
  const { confirm, findSession } = await import('../../src/domain/access/authenticate.ts');
  const viewer = await findSession(server.db, cookie.replace('latchkey=', ''), address);
  if (!viewer) throw new Error('The session is not valid.');
  const confirmed = () => server.db.transaction((tx) => confirm(tx as never, viewer));
  expect((await confirmed()).userId).toBe(person.id);
  await setFirewall(server, true, '198.51.100.0/24');
  await expect(confirmed()).rejects.toThrow(`Requests from the address ${address} are not accepted.`);
});

describe('a password whose policy is changed while it is hashed', () => {
  const change = async () => {
    const { minimumLength, version } = await readPolicy(server.db);
    await server.db.update(passwordPolicies).set({ minimumLength: minimumLength === 12 ? 40 : 12 });
    expect((await readPolicy(server.db)).version).toBe(version + 1);
  };
  beforeEach(async () => {
    await readPolicy(server.db);
    await server.db.update(passwordPolicies).set({ minimumLength: 12 });
  });

  const sentence = 'The password policy has just changed. Send the password again.';

  test('is not set with a one-time link, which stays valid', async () => {
    const { secret } = await owner.resetLink(server.db, person.username);
    const set = () => post(`/set-password/${secret}`, { password: another });
    const response = await meanwhile(change, set);
    const { errors } = (await response.json()) as { errors: { message: string }[] };
    expect([response.status, errors[0]?.message]).toEqual([409, sentence]);
    expect((await stored()).password).toBe(passwordHash);
    const { errors: judged } = (await (await set()).json()) as { errors: { message: string }[] };
    expect(judged[0]?.message).toMatch(/40 characters/);
  });

  test('is not set by its user', async () => {
    const text = 'mutation ($input: UpdateMeMutationInput) { updateMe(input: $input) { id } }';
    const { errors } = await meanwhile(change, () => by(text, { input: { password: another } }));
    expect([errors?.[0]?.extensions.code, errors?.[0]?.message]).toEqual(['CONFLICT', sentence]);
    expect((await stored()).password).toBe(passwordHash);
  });
});
