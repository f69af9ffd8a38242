/** Codes by email: when they are sent, where to, and how long they work. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { eq, sql } from 'drizzle-orm';
import { authenticationFactors } from '../../schema/factors.ts';
import { outbox } from '../../schema/outbox.ts';
import { signInAttempts } from '../../schema/sessions.ts';
import { users } from '../../schema/users.ts';
import { lastEntries } from '../access/writing.ts';
import { type MailServer, startMailServer } from '../kit/mail.ts';
import { kinds, type Latchkey, startLatchkey } from '../server.ts';
import { type Person, people } from '../test-users.ts';
import { inBrowser } from '../tokens/acts.ts';
import { createFactor, firstStep, pendingOf, secondStep, signInWith, verifyFactor } from './factor-acts.ts';

describe.each(kinds)('on %s', (kind) => {
  let server: Latchkey;
  let mail: MailServer;
  let person: Person;
  beforeAll(async () => {
    mail = await startMailServer();
    server = await startLatchkey(kind, { SMTP_URL: mail.url });
  });
  afterAll(async () => {
    await server.stop();
    await mail.stop();
  });
  beforeEach(async () => {
    await server.db.delete(signInAttempts);
    person = await people(server).having();
    const by = await inBrowser(server, person);
    await createFactor(by, { type: 'EMAIL' });
    expect((await verifyFactor(by, 'EMAIL', await codeIn())).errors).toBeUndefined();
  });

  /** The code in the next email that has one. */
  async function codeIn(): Promise<string> {
    for (;;) {
      const [, code] = /^> (\d{6})$/m.exec((await mail.next(`${person.username}@example.com`)).text) ?? [];
      if (code) return code;
    }
  }

  const begin = async () => pendingOf(await firstStep(server, person.username));
  const askFor = async (pending: string) =>
    (
      await server.fetch('/sign-in/factor/email', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Cookie: pending },
        body: '{}',
      })
    ).status;

  test('a code is sent when asked for, and works once', async () => {
    const first = await firstStep(server, person.username);
    expect(first.body.errors[0].extensions.types).toEqual(['EMAIL']);
    const pending = pendingOf(first);
    expect(await askFor(pending)).toBe(200);
    const code = await codeIn();
    expect((await secondStep(server, pending, code)).status).toBe(200);
    expect(await lastEntries(server)).toMatchObject([{ current: { factor: 'EMAIL' } }]);
    expect((await signInWith(server, person.username, code)).status).toBe(401);
  });

  test('the same code sent 20 times at once signs in once', async () => {
    const pending = await begin();
    await askFor(pending);
    const code = await codeIn();
    const answers = await Promise.all(Array.from({ length: 20 }, () => secondStep(server, pending, code)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  test('a code ends after ten minutes, and when another is asked for', async () => {
    const pending = await begin();
    await askFor(pending);
    const late = await codeIn();
    const past = { codeExpiresAt: sql`clock_timestamp() - interval '1 second'` };
    await server.db.update(authenticationFactors).set(past).where(eq(authenticationFactors.userId, person.id));
    expect((await secondStep(server, pending, late)).status).toBe(401);
    await askFor(pending);
    const replaced = await codeIn();
    await askFor(pending);
    expect((await secondStep(server, pending, replaced)).status).toBe(401);
    expect((await secondStep(server, pending, await codeIn())).status).toBe(200);
  });

  test('a code whose email could be sent only after ten minutes is not sent', async () => {
    mail.refuse(`${person.username}@example.com`);
    await askFor(await begin());
    const waiting = sql`${outbox.kind} = 'FACTOR_CODE' and ${outbox.attempts} > 0`;
    while ((await server.db.select().from(outbox).where(waiting)).length === 0)
      await new Promise((resolve) => setTimeout(resolve, 20));
    mail.accept(`${person.username}@example.com`);
    await server.db.update(authenticationFactors).set({ codeExpiresAt: sql`clock_timestamp()` });
    await server.db.update(outbox).set({ dueAt: sql`clock_timestamp()` });
    const count = mail.emails.length;
    await askFor(await begin());
    await codeIn();
    expect(mail.emails).toHaveLength(count + 1);
  });

  test('the code goes to the address that was verified, whatever the address of the user is now', async () => {
    await server.db.update(users).set({ emailAddress: 'elsewhere@example.com' }).where(eq(users.id, person.id));
    const pending = await begin();
    await askFor(pending);
    expect((await secondStep(server, pending, await codeIn())).status).toBe(200);
  });

  test('nothing is sent without a pending sign-in, or for a user without this factor', async () => {
    expect(await askFor('latchkey-sign-in=nonsense')).toBe(401);
    await server.db
      .update(authenticationFactors)
      .set({ type: 'TOTP' })
      .where(eq(authenticationFactors.userId, person.id));
    expect(await askFor(await begin())).toBe(409);
    expect(await server.db.select().from(outbox).where(eq(outbox.kind, 'FACTOR_CODE'))).toEqual([]);
  });

  test('at most five are sent in 15 minutes', async () => {
    await server.db.delete(signInAttempts);
    const pending = await begin();
    const statuses = [];
    for (let i = 0; i < 6; i++) statuses.push(await askFor(pending));
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
  });
});
