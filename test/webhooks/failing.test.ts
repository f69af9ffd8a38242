/** Webhooks that fail: since when is shown, and one email notifies the users who manage webhooks. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { deliver } from '../../src/domain/tokens/jobs.ts';
import { notifyOfOutages } from '../../src/domain/webhooks/failing.ts';
import { sendDue } from '../../src/domain/webhooks/sender.ts';
import { type MailServer, startMailServer } from '../kit/mail.ts';
import { kinds } from '../server.ts';
import type { Person } from '../test-users.ts';
import { type Ask, dayMs, done, hourMs, inBrowser, made, rowsOf, world } from '../tokens/acts.ts';
import { deleteWebhook, deliveriesTo, hook, sending, updateWebhook } from './acts.ts';
import { type Receiver, startReceiver } from './receiver.ts';

const minuteMs = 60_000;
/** Times at which each of the ten attempts of a delivery is due. */
const attempts = [0, 0.1, 6, 40, 3 * 60, 9 * 60, 20 * 60, 36 * 60, 59 * 60, 86 * 60].map(
  (minutes) => minutes * minuteMs,
);

describe.each(kinds)('on %s', (kind) => {
  let mailServer: MailServer;
  beforeAll(async () => {
    mailServer = await startMailServer();
  });
  const at = world(kind, () => ({ WEBHOOK_ALLOW_PRIVATE: 'on', SMTP_URL: mailServer.url }));
  afterAll(() => mailServer.stop());

  let manager: Person;
  let by: Ask;
  let receiver: Receiver;
  let id: string;
  beforeEach(async () => {
    manager ??= await at.as.having('READ_WEBHOOK', 'UPDATE_WEBHOOK');
    by ??= await inBrowser(at.server, await at.as.having());
    mailServer.emails.length = 0;
    receiver = await startReceiver();
    ({ id } = await hook(at.owner, receiver, ['token.created']));
  });
  afterEach(async () => {
    await done(deleteWebhook(at.owner, id));
    await receiver.stop();
  });

  const answering = (status: number) => {
    receiver.answer = (response) => {
      response.writeHead(status).end();
      return true;
    };
  };
  const context = (aheadMs: number, mail = at.server.mail) => ({
    db: at.server.db,
    mail,
    now: new Date(Date.now() + aheadMs),
  });
  /** Two processes send what is due, and notify users. */
  async function runAt(aheadMs: number): Promise<void> {
    receiver.clock = () => Date.now() + aheadMs;
    await Promise.all([1, 2].map(() => sendDue(sending(at.server, aheadMs))));
    await Promise.all([1, 2].map(() => notifyOfOutages(context(aheadMs))));
  }
  const webhook = async () => {
    const { data } = await at.owner(`{ webhooks(id: ${id}) { entities { enabled failing_since } } }`);
    return data.webhooks.entities[0] as { enabled: boolean; failing_since: string | null };
  };
  /** The emails to a user, when the server has sent all that it has stored. */
  async function emailsTo({ username }: Person) {
    while ((await rowsOf(at.server, sql`select id from outbox where kind = 'WEBHOOK_FAILING'`)).length > 0)
      await new Promise((resolve) => setTimeout(resolve, 5));
    return mailServer.emails.filter(({ to }) => to.includes(`${username}@example.com`));
  }
  const subjects = async () => (await emailsTo(manager)).map(({ subject }) => subject);
  const origin = () => new URL(receiver.url).origin;

  test('a receiver that is away for an hour is shown as failing and sends no email', async () => {
    answering(500);
    await made(by);
    for (const ahead of [0, 0.1, 6, 40, 60].map((minutes) => minutes * minuteMs)) await runAt(ahead);
    const { failing_since: since } = await webhook();
    expect(Math.abs(new Date(since as string).getTime() - Date.now())).toBeLessThan(minuteMs);
    receiver.answer = null;
    await runAt(3 * hourMs);
    expect(receiver.received).toHaveLength(1);
    expect(await webhook()).toEqual({ enabled: true, failing_since: null });
    await runAt(30 * hourMs);
    expect(await subjects()).toEqual([]);
  });

  test('away for a day, it sends one email, also with two processes and when events are given up, and one in the next such failure', async () => {
    answering(500);
    await made(by);
    for (const ahead of [...attempts.slice(0, 7), 23.9 * hourMs]) await runAt(ahead);
    expect(await subjects()).toEqual([]);
    await runAt(24.1 * hourMs);
    expect(await subjects()).toEqual([`The webhook “${origin()}” has accepted nothing for a day`]);
    const [email] = await emailsTo(manager);
    expect(email?.text).toContain(`/admin/webhooks/${id}`);
    // The path is often a secret.
    expect(email?.raw).not.toContain(receiver.url);
    for (const ahead of attempts.slice(7)) await runAt(ahead);
    expect(await deliveriesTo(at.owner, id)).toMatchObject([{ state: 'FAILED' }]);
    expect(await subjects()).toHaveLength(1);

    receiver.answer = null;
    await made(by);
    await runAt(90 * hourMs);
    answering(500);
    await made(by);
    for (const ahead of attempts.slice(0, 7)) await runAt(91 * hourMs + ahead);
    expect(await subjects()).toHaveLength(1);
    await runAt((91 + 24.1) * hourMs);
    expect(await subjects()).toHaveLength(2);
  });

  test('a server that was stopped for a day tries before it notifies anybody', async () => {
    answering(500);
    await made(by);
    await runAt(0);
    await Promise.all([1, 2].map(() => notifyOfOutages(context(2 * dayMs))));
    expect(await subjects()).toEqual([]);
    await runAt(2 * dayMs);
    expect(await subjects()).toHaveLength(1);
  });

  test('without a mail server nothing is marked as sent, and the email comes when there is one', async () => {
    answering(500);
    await made(by);
    const without = context(24.1 * hourMs, { ...at.server.mail, configured: false });
    for (const ahead of attempts.slice(0, 7)) await sendDue(sending(at.server, ahead, { mailed: false }));
    expect(await notifyOfOutages(without)).toBe(0);
    await runAt(24.1 * hourMs);
    expect(await subjects()).toHaveLength(1);
  });

  test('an event that is given up while others are accepted sends one email, at most one a week', async () => {
    const giveUpTwo = async () => {
      const refused = [(await made(by)).id, (await made(by)).id];
      receiver.answer = (response, { data }) => {
        if (!refused.includes(data.token.id)) return false;
        response.writeHead(400).end();
        return true;
      };
      for (const ahead of attempts) {
        await made(by);
        await runAt(ahead);
      }
    };
    await giveUpTwo();
    expect(await subjects()).toEqual([`An event for the webhook “${origin()}” was given up`]);
    expect((await emailsTo(manager))[0]?.text).toContain('token.created');
    await giveUpTwo();
    expect(await subjects()).toHaveLength(1);
    await at.server.db.execute(sql`update webhooks set loss_told_at = loss_told_at - interval '8 days'`);
    await giveUpTwo();
    expect(await subjects()).toHaveLength(2);
  });

  test('the answer 410 sends one email, in the language of each user who manages webhooks and wants it', async () => {
    const manage = ['READ_WEBHOOK', 'UPDATE_WEBHOOK'] as const;
    const [french, quiet, reader, disabled, program] = [
      await at.as.having(...manage),
      await at.as.having(...manage),
      await at.as.having('READ_WEBHOOK'),
      await at.as.having(...manage),
      await at.as.having(...manage),
    ];
    const { db } = at.server;
    await db.execute(sql`update users set language = 'fr' where id = ${french.id}`);
    await db.execute(sql`update users set enabled = false where id = ${disabled.id}`);
    await db.execute(sql`update users set service_account = true where id = ${program.id}`);
    await done(
      (await inBrowser(at.server, quiet))(
        'mutation { done: updateMe(input: { muted_emails: [WEBHOOK_FAILING] }) { id } }',
      ),
    );
    await done(updateWebhook(at.owner, id, { description: 'Security chat' }));
    answering(410);
    await made(by);
    await runAt(0);
    await runAt(dayMs);
    expect((await webhook()).enabled).toBe(false);
    expect(await subjects()).toEqual(['The webhook “Security chat” was turned off by its receiver']);
    expect((await emailsTo(french)).map(({ subject }) => subject)).toEqual([
      'Le webhook « Security chat » a été désactivé par son destinataire',
    ]);
    for (const who of [quiet, reader, disabled, program]) expect(await emailsTo(who)).toEqual([]);
  });

  test('a failure and its email are stored together or not at all', async () => {
    const { db } = at.server;
    receiver.answer = async (response) => {
      await db.execute(sql`alter table outbox rename to outbox_away`);
      response.writeHead(410).end();
      return true;
    };
    await made(by);
    await expect(sendDue(sending(at.server))).rejects.toThrow();
    await db.execute(sql`alter table outbox_away rename to outbox`);
    expect(await webhook()).toEqual({ enabled: true, failing_since: null });
    expect(await subjects()).toEqual([]);
    answering(410);
    await runAt(2 * minuteMs);
    expect((await webhook()).enabled).toBe(false);
    expect(await subjects()).toHaveLength(1);
  });

  test('a user who changes the URL or turns the webhook on again ends the failure', async () => {
    for (const change of [{ url: `${receiver.url}?new` }, { enabled: true }]) {
      answering(500);
      await made(by);
      await runAt(0);
      expect((await webhook()).failing_since).toEqual(expect.any(String));
      await done(updateWebhook(at.owner, id, change));
      expect((await webhook()).failing_since).toBeNull();
    }
  });

  test('no email is sent about a failure that has ended meanwhile, nor to a user who may not manage webhooks any more', async () => {
    const now = new Date().toISOString();
    const former = await at.as.having('READ_WEBHOOK');
    const about = { webhookId: id, at: now };
    for (const message of [
      { ...about, userId: manager.id, failure: 'ACCEPTED_NOTHING', since: now },
      { ...about, userId: manager.id, failure: 'GONE' },
      { ...about, userId: former.id, failure: 'GAVE_UP', event: 'token.created' },
    ])
      await at.server.db.execute(
        sql`insert into outbox (kind, about) values ('WEBHOOK_FAILING', ${JSON.stringify(message)}::jsonb)`,
      );
    await deliver({ ...context(minuteMs), failed: (error) => expect(error).toBeUndefined() });
    expect([await emailsTo(manager), await emailsTo(former)]).toEqual([[], []]);
  });
});
