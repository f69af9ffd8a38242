/** Emails that follow a change: written with it, sent after it was committed, at least once, and without a secret at rest. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { transactAsSystem } from '../../src/domain/base/transaction.ts';
import { cannotBeReached, isRefused } from '../../src/domain/mail/failures.ts';
import { deliverDue } from '../../src/domain/outbox/deliver.ts';
import { add, onCommitted } from '../../src/domain/outbox/outbox.ts';
import { type MailServer, startMailServer } from '../kit/mail.ts';
import { done, end, grant, request } from '../requests/acts.ts';
import { kinds } from '../server.ts';
import { freshName, inBrowser, rowsOf, world } from '../tokens/acts.ts';

const hourMs = 3600 * 1000;

describe.each(kinds)('on %s', (kind) => {
  let mailServer: MailServer;
  beforeAll(async () => {
    mailServer = await startMailServer();
  });
  const at = world(kind, () => ({ SMTP_URL: mailServer.url }));
  afterAll(() => mailServer.stop());

  const failures: unknown[] = [];
  /** A worker of another process, some hours from now. */
  const worker = (hours = 0, mail = at.server.mail) => ({
    db: at.server.db,
    mail,
    now: new Date(Date.now() + hours * hourMs),
    failed: (error: unknown) => void failures.push(error),
  });
  const away = () => ({ ...at.server.mail, send: () => Promise.reject(new Error('connect ECONNREFUSED')) });
  const waiting = () => rowsOf<{ about: object }>(at.server, sql`select kind, about from outbox order by id`);

  async function createUser(address: string) {
    const document = `mutation ($input: CreateUserMutationInput) { createUser(input: $input) { id setup_email } }`;
    const input = { name: 'New', public_name: 'New', username: address.split('@')[0], email_address: address };
    const { data, errors } = await at.owner(document, { input });
    expect(errors).toBeUndefined();
    return data.createUser as { id: string; setup_email: string };
  }
  const linkIn = (text: string) => /http\S+\/set-password\/\S+/.exec(text)?.[0] ?? '';
  const opens = async (link: string) => (await at.server.fetch(new URL(link).pathname)).status;

  test('a change that is rolled back leaves no message', async () => {
    const person = await at.as.having();
    const failing = at.server.db.transaction(async (tx) => {
      await add(tx, 'ACCESS_DECIDED', { requestId: person.id });
      throw new Error('rolled back');
    });
    await expect(failing).rejects.toThrow('rolled back');
    expect(await waiting()).toEqual([]);
  });

  test('a message of a nested transaction is delivered after the outer one has committed, and not before', async () => {
    let calls = 0;
    const stop = onCommitted(() => {
      calls++;
    });
    const nesting = (end: () => void) =>
      transactAsSystem(at.server.db, async (tx) => {
        await transactAsSystem(tx, (nested) => add(nested, 'ACCESS_DECIDED', { requestId: '987654' }));
        expect(calls).toBe(0);
        end();
      });
    const fail = () => {
      throw new Error('rolled back');
    };
    try {
      await expect(nesting(fail)).rejects.toThrow('rolled back');
      expect(calls).toBe(0);
      await nesting(() => undefined);
      expect(calls).toBe(1);
    } finally {
      stop();
      await at.server.db.execute(sql`delete from outbox`);
    }
  });

  test('an email that the mail server refuses is tried again with a new link, and only the newest link works', async () => {
    const address = `${freshName()}@example.com`.replaceAll(' ', '');
    mailServer.refuse(address);
    const { setup_email } = await createUser(address);
    expect(setup_email).toBe('FAILED');
    const [message] = await waiting();
    expect(message).toEqual({ kind: 'PASSWORD_LINK', about: { linkId: expect.any(String) } });
    mailServer.accept(address);
    expect(await deliverDue(worker(0.5))).toBe(0);
    expect(await deliverDue(worker(1.5))).toBe(1);
    const link = linkIn((await mailServer.next(address)).text);
    expect(await opens(link)).toBe(200);
    expect(await waiting()).toEqual([]);
    // What is at rest is the hash of the link, and no row of the outbox.
    const rows = await rowsOf(at.server, sql`select secret_hash::text from password_links`);
    expect(JSON.stringify(rows)).not.toContain(link.split('/').at(-1));
  });

  test('an email whose sender was killed before it was noted as sent is sent again', async () => {
    const asker = await at.as.having();
    const { username } = await at.as.having('UPDATE_ACCESS_REQUEST', 'DELETE_ROLE');
    const own = () => mailServer.emails.filter(({ to }) => to[0] === `${username}@example.com`);
    await done(request(await inBrowser(at.server, asker), { permissions: ['DELETE_ROLE'] }));
    while (own().length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    while ((await waiting()).length > 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await done(request(await inBrowser(at.server, await at.as.having()), { permissions: ['DELETE_ROLE'] }));
    while (own().length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    while ((await waiting()).length > 0) await new Promise((resolve) => setTimeout(resolve, 5));
    const { rows } = (await at.server.db.execute(
      sql`insert into outbox (kind, about, due_at) select 'ACCESS_REQUESTED', jsonb_build_object('requestId', max(r.id)::text, 'userId', max(u.id)::text), now()
        from access_requests r, users u where u.username = ${username} returning id`,
    )) as unknown as { rows: { id: string }[] };
    // Sent, and killed before the row was deleted.
    const killed = { ...at.server.mail, send: at.server.mail.send };
    const sent = deliverDue({ ...worker(0, killed), db: withoutDelete(at.server.db) });
    await expect(sent).rejects.toThrow('killed');
    expect([own().length, (await waiting()).length, rows.length]).toEqual([3, 1, 1]);
    expect(await deliverDue(worker(0.1))).toBe(0);
    expect(await deliverDue(worker(0.2))).toBe(1);
    expect(own()).toHaveLength(4);
  });

  test('a request that was withdrawn before its email could be sent is not mailed', async () => {
    await at.as.having('UPDATE_ACCESS_REQUEST', 'CREATE_ROLE');
    const before = mailServer.emails.length;
    const by = await inBrowser(at.server, await at.as.having());
    const { mail } = at.server;
    const { send } = mail;
    mail.send = away().send;
    const { id } = await done(request(by, { permissions: ['CREATE_ROLE'] }));
    await done(end(by, id));
    mail.send = send;
    while ((await waiting()).length > 0) await deliverDue(worker(2));
    expect(mailServer.emails).toHaveLength(before);
  });

  test('a granted request that ended meanwhile, and a user who may not decide any more, get no email', async () => {
    const { mail } = at.server;
    const { send } = mail;
    const decider = await at.as.having('UPDATE_ACCESS_REQUEST', 'READ_ACCESS_LOG');
    const before = mailServer.emails.length;
    const by = await inBrowser(at.server, await at.as.having());
    mail.send = away().send;
    const { id } = await done(request(by, { permissions: ['READ_ACCESS_LOG'] }));
    await done(grant(at.owner, id));
    await done(end(at.owner, id));
    await at.server.db.execute(sql`update users set role_id = null where id = ${decider.id}`);
    mail.send = send;
    while ((await waiting()).length > 0) await deliverDue(worker(2));
    expect(mailServer.emails).toHaveLength(before);
  });

  test('while the mail server is away one message is tried and the others wait, and all are sent when it is back', async () => {
    const { mail } = at.server;
    const { send } = mail;
    let tries = 0;
    mail.send = () => {
      tries++;
      return away().send();
    };
    const by = await inBrowser(at.server, await at.as.having());
    const { username } = await at.as.having('UPDATE_ACCESS_REQUEST', 'READ_ROLE', 'UPDATE_ROLE');
    await done(request(by, { permissions: ['UPDATE_ROLE'] }));
    while (tries === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    const count = (await waiting()).length;
    expect(count).toBeGreaterThan(1);
    expect(tries).toBe(1);
    mail.send = send;
    // Tried again a minute later, at first.
    expect(await deliverDue(worker(0.01))).toBe(count - 1);
    expect(await deliverDue(worker(0.02))).toBe(1);
    expect((await mailServer.next(`${username}@example.com`)).subject).toContain('requests access');
  });
});

describe('a failure of the mail server itself', () => {
  test.each([
    ['a wrong password', { code: 'EAUTH', command: 'AUTH PLAIN', responseCode: 535 }, false, false],
    ['a refused sender', { code: 'EENVELOPE', command: 'MAIL FROM', responseCode: 550 }, false, false],
    ['a busy server', { code: 'EENVELOPE', command: 'RCPT TO', responseCode: 421 }, false, false],
    ['no connection', { code: 'ESOCKET', command: 'CONN' }, false, false],
    ['a full mailbox', { code: 'EENVELOPE', command: 'RCPT TO', responseCode: 452 }, true, false],
    ['an unknown mailbox', { code: 'EENVELOPE', command: 'RCPT TO', responseCode: 550 }, true, true],
    ['a malformed address', { code: 'EENVELOPE' }, true, true],
    ['a refused content', { code: 'EMESSAGE', command: 'DATA', responseCode: 554 }, true, false],
  ])('%s: whether the address refused, and whether it can never be reached', (_what, failure, refused, never) => {
    expect([isRefused(failure), cannotBeReached(failure)]).toEqual([refused, never]);
  });
});

/** The same database, whose deletes fail as if the process had been killed. */
function withoutDelete<T extends object>(db: T): T {
  return new Proxy(db, {
    get: (target, name) => {
      if (name === 'delete') throw new Error('killed');
      const value = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
