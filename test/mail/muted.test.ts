/** Emails that a user has turned off are not sent; those about security always are. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { personalAccessTokens } from '../../schema/tokens.ts';
import { optionalEmails, securityEmails } from '../../src/domain/mail/notifications.ts';
import type { Delivery } from '../../src/domain/outbox/handler.ts';
import { handlers } from '../../src/domain/outbox/handlers.ts';
import { deliver, expired, unused, warn } from '../../src/domain/tokens/jobs.ts';
import { type MailServer, startMailServer } from '../kit/mail.ts';
import { kinds } from '../server.ts';
import type { Person } from '../test-users.ts';
import { dayMs, freshName, inBrowser, inDays, made, rowsOf, setPolicy, world } from '../tokens/acts.ts';

test('every kind of email either can be turned off or is about security', () => {
  expect([...Object.keys(optionalEmails), ...Object.keys(securityEmails)].sort()).toEqual(Object.keys(handlers).sort());
});

describe.each(kinds)('on %s', (kind) => {
  let mailServer: MailServer;
  beforeAll(async () => {
    mailServer = await startMailServer();
  });
  const at = world(kind, () => ({ SMTP_URL: mailServer.url }));
  afterAll(() => mailServer.stop());
  beforeEach(async () => {
    mailServer.emails.length = 0;
    await at.server.db.execute(sql`delete from outbox`);
  });

  const worker = (days = 0): Delivery => ({
    db: at.server.db,
    mail: at.server.mail,
    now: new Date(Date.now() + days * dayMs),
    failed: (error) => {
      throw error;
    },
  });
  type Ask = Person['ask'];
  async function done(by: Ask, query: string, variables?: object) {
    const { data, errors } = await by(query, variables);
    expect(errors).toBeUndefined();
    return data;
  }
  const mute = (by: Ask, muted_emails: string[]) =>
    done(by, 'mutation ($m: [EmailKind!]) { updateMe(input: { muted_emails: $m }) { id } }', { m: muted_emails });
  /** Waits until the server has delivered what it has stored. */
  async function delivered(): Promise<void> {
    while ((await rowsOf(at.server, sql`select id from outbox`)).length > 0)
      await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const addressOf = ({ username }: Person) => `${username}@example.com`;
  const received = (who: Person) => mailServer.emails.filter(({ to }) => to.includes(addressOf(who))).length;

  test.each([
    ['TOKEN_EXPIRES_SOON', 3, 0, warn],
    ['TOKEN_EXPIRED', 1, 2, expired],
  ] as const)('%s is not sent to its owner, and the token counts as notified about', async (kind, days, later, job) => {
    const [who, other] = [await at.as.having(), await at.as.having()];
    const [by, byOther] = [await inBrowser(at.server, who), await inBrowser(at.server, other)];
    await mute(by, [kind]);
    const input = { name: freshName(), expires_at: inDays(days) };
    const token = await made(by, input);
    await made(byOther, input);
    await job(worker(later));
    expect([received(who), received(other)]).toEqual([0, 1]);
    const [marks] = await rowsOf(
      at.server,
      sql`select coalesce(expiry_warned_at, expiry_told_at) is not null as marked from personal_access_tokens where id = ${token.id}`,
    );
    expect(marks).toEqual({ marked: true });
    await mute(by, []);
    await job(worker(later));
    expect(received(who)).toBe(0);
  });

  test('TOKEN_UNUSED is not sent, and the unused token is revoked as if it had been', async () => {
    await setPolicy(at, { revoke_unused_after_days: 30, warning_days: 7 });
    const who = await at.as.having();
    const by = await inBrowser(at.server, who);
    await mute(by, ['TOKEN_UNUSED']);
    const { id } = await made(by, { name: freshName() });
    await unused(worker(24));
    expect(received(who)).toBe(0);
    await unused(worker(32));
    const [token] = await rowsOf(at.server, sql`select revoke_reason from ${personalAccessTokens} where id = ${id}`);
    expect(token).toEqual({ revoke_reason: 'unused' });
    expect(received(who)).toBe(0);
  });

  test('ACCESS_REQUESTED and ACCESS_DECIDED are not sent to those who turned them off', async () => {
    const [decider, quiet] = [
      await at.as.having('UPDATE_ACCESS_REQUEST', 'READ_ROLE', 'READ_ACCESS_REQUEST'),
      await at.as.having('UPDATE_ACCESS_REQUEST', 'READ_ROLE'),
    ];
    await mute(await inBrowser(at.server, quiet), ['ACCESS_REQUESTED']);
    const [asker, quietAsker] = [await at.as.having(), await at.as.having()];
    await mute(await inBrowser(at.server, quietAsker), ['ACCESS_DECIDED']);
    const byDecider = await inBrowser(at.server, decider);
    for (const who of [asker, quietAsker]) {
      const by = await inBrowser(at.server, who);
      const { requestAccess } = await done(
        by,
        'mutation { requestAccess(input: { permissions: [READ_ROLE] }) { id } }',
      );
      await delivered();
      await done(byDecider, 'mutation ($id: Int64Bit!) { declineAccess(id: $id) { id } }', requestAccess);
      await delivered();
    }
    expect([received(decider), received(quiet)]).toEqual([2, 0]);
    expect([received(asker), received(quietAsker)]).toEqual([1, 0]);
  });

  test('what is turned off after it was stored is not sent either', async () => {
    const decider = await at.as.having('UPDATE_ACCESS_REQUEST', 'READ_USER');
    const by = await inBrowser(at.server, decider);
    await at.server.db.execute(sql`delete from outbox`);
    const asker = await inBrowser(at.server, await at.as.having());
    const { requestAccess } = await done(
      asker,
      'mutation { requestAccess(input: { permissions: [READ_USER] }) { id } }',
    );
    await delivered();
    mailServer.emails.length = 0;
    await mute(by, ['ACCESS_REQUESTED']);
    const about = JSON.stringify({ requestId: requestAccess.id, userId: decider.id });
    await at.server.db.execute(sql`insert into outbox (kind, about) values ('ACCESS_REQUESTED', ${about}::jsonb)`);
    await deliver(worker(1));
    expect(received(decider)).toBe(0);
    expect(await rowsOf(at.server, sql`select id from outbox`)).toEqual([]);
  });
});
