/** Deliveries: at least once, in order for each token, with retries over days, and each webhook independent of the others. */
import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { purge } from '../../src/domain/tokens/jobs.ts';
import { distribute } from '../../src/domain/webhooks/distribute.ts';
import { delaysMs } from '../../src/domain/webhooks/retries.ts';
import { sendDue, startSending } from '../../src/domain/webhooks/sender.ts';
import { lastEntries } from '../access/writing.ts';
import { type MailServer, startMailServer } from '../kit/mail.ts';
import { request } from '../requests/acts.ts';
import { kinds } from '../server.ts';
import { type Ask, dayMs, done, edit, hourMs, inBrowser, made, revoke, rowsOf, world } from '../tokens/acts.ts';
import {
  deleteWebhook,
  deliveriesTo,
  hook,
  replay,
  rotateSecret,
  sending,
  sendTestEvent,
  updateWebhook,
} from './acts.ts';
import { deadUrl, type Receiver, startReceiver } from './receiver.ts';

const minuteMs = 60_000;

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe.each(kinds)('on %s', (kind) => {
  let mailServer: MailServer;
  beforeAll(async () => {
    mailServer = await startMailServer();
  });
  const at = world(kind, () => ({ WEBHOOK_ALLOW_PRIVATE: 'on', SMTP_URL: mailServer.url }));
  afterAll(() => mailServer.stop());

  let receiver: Receiver;
  let id: string;
  let by: Ask;
  beforeEach(async () => {
    receiver = await startReceiver();
    ({ id } = await hook(at.owner, receiver));
    by = await inBrowser(at.server, await at.as.having());
    await distribute(at.server.db);
    await at.server.db.execute(sql`delete from webhook_deliveries`);
  });
  afterEach(async () => {
    await done(deleteWebhook(at.owner, id));
    await receiver.stop();
  });

  /** What another process sends whose clock is this long ahead. */
  const sendAt = (aheadMs: number) => {
    receiver.clock = () => Date.now() + aheadMs;
    return sendDue(sending(at.server, aheadMs));
  };
  const deliveries = () => deliveriesTo(at.owner, id);
  const states = async () =>
    (await deliveries()).map(({ state, last_error, attempts }) => [state, last_error, attempts]);
  const failing = (status: number, headers: Record<string, string> = {}) => {
    receiver.answer = (response) => {
      response.writeHead(status, headers).end();
      return true;
    };
  };
  const arrived = () => receiver.received.map(({ type, data }) => `${type} ${data.token?.id ?? ''}`);

  test('an accepted event is not sent again, and its delivery says when it was accepted', async () => {
    await made(by);
    expect(await sendAt(0)).toBe(1);
    expect(await sendAt(9 * dayMs)).toBe(0);
    const [delivery] = await deliveries();
    expect(delivery).toMatchObject({ state: 'DELIVERED', attempts: '1', last_status: '204', last_error: null });
    expect([delivery?.delivered_at, delivery?.next_attempt_at]).toEqual([expect.any(String), null]);
    expect(receiver.received.map(({ id }) => id)).toEqual([delivery?.event_id]);
  });

  test('after an hour without a receiver everything arrives, in order for each token and signed anew', async () => {
    receiver.answer = (response) => {
      response.destroy();
      return true;
    };
    const tokens = [await made(by), await made(by), await made(by)];
    for (const { id } of tokens) await done(edit(by, id, { description: 'while the receiver is away' }));
    for (const minutes of [0, 0.1, 6, 40, 60]) await sendAt(minutes * minuteMs);
    for (const { id } of tokens) await done(revoke(by, id));
    await sendAt(60 * minuteMs);
    // Only the first event of each token was tried, and the others wait for it.
    const tried = (await states()).map(([, , attempts]) => attempts);
    expect(tried).toEqual(['4', '4', '4', '0', '0', '0', '0', '0', '0']);
    expect([receiver.received, receiver.forged, receiver.requests]).toEqual([[], 0, 12]);
    receiver.answer = null;
    expect(await sendAt(180 * minuteMs)).toBe(9);
    for (const token of tokens)
      expect(receiver.received.filter(({ data }) => data.token.id === token.id).map(({ type }) => type)).toEqual([
        'token.created',
        'token.changed',
        'token.revoked',
      ]);
    expect(receiver.forged).toBe(0);
    expect(new Set((await deliveries()).map(({ state }) => state))).toEqual(new Set(['DELIVERED']));
  });

  test('a later event of a token waits for an earlier one, and events of other tokens do not', async () => {
    const [first, second] = [await made(by), await made(by)];
    await sendAt(0);
    receiver.received.length = 0;
    receiver.answer = (response, { data }) => {
      if (data.token.id !== first.id) return false;
      response.writeHead(500).end();
      return true;
    };
    for (const { id } of [first, second]) {
      await done(edit(by, id, { description: 'new' }));
      await done(revoke(by, id));
    }
    await sendAt(0);
    expect(arrived()).toEqual([`token.changed ${second.id}`, `token.revoked ${second.id}`]);
    receiver.answer = null;
    receiver.received.length = 0;
    await sendAt(minuteMs);
    expect(arrived()).toEqual([`token.changed ${first.id}`, `token.revoked ${first.id}`]);
  });

  test('a receiver that does not answer delays neither other webhooks nor emails', async () => {
    const other = await startReceiver();
    const { id: otherId } = await hook(at.owner, other);
    let open = 0;
    receiver.answer = (response) => {
      open++;
      response.on('close', () => open--);
      return true;
    };
    const stop = startSending({ ...sending(at.server), failed: (error) => expect(error).toBeUndefined() });
    try {
      await made(by);
      await until(() => open > 0 && other.received.length > 0);
      const { username } = await at.as.having('UPDATE_ACCESS_REQUEST', 'DELETE_ROLE');
      await done(request(by, { permissions: ['DELETE_ROLE'] }));
      await mailServer.next(`${username}@example.com`);
      await until(() => other.received.some(({ type }) => type === 'access_request.pending'));
      expect(open).toBeGreaterThan(0);
    } finally {
      receiver.answer = null;
      await receiver.stop();
      await stop();
      receiver = await startReceiver();
      await done(deleteWebhook(at.owner, otherId));
      await other.stop();
    }
  });

  test('an answer that is still awaited does not delay events of other tokens to the same webhook', async () => {
    const [slow, other] = [await made(by), await made(by)];
    await sendAt(0);
    let open = 0;
    receiver.answer = (response, { data }) => {
      if (data.token.id !== slow.id) return false;
      open++;
      response.on('close', () => open--);
      return true;
    };
    const stop = startSending({ ...sending(at.server), failed: (error) => expect(error).toBeUndefined() });
    await done(edit(by, slow.id, { description: 'new' }));
    await until(() => open > 0);
    await done(edit(by, other.id, { description: 'new' }));
    await until(() => arrived().includes(`token.changed ${other.id}`));
    expect(open).toBe(1);
    await receiver.stop();
    await stop();
    receiver = await startReceiver();
  });

  test.each([
    [500, 'STATUS'],
    [404, 'STATUS'],
    [302, 'STATUS'],
  ])('an answer with the status %d is a failure, and a redirect is not followed', async (status, error) => {
    const other = await startReceiver();
    failing(status, { Location: other.url });
    await made(by);
    expect(await sendAt(0)).toBe(0);
    expect(await deliveries()).toMatchObject([{ state: 'PENDING', last_status: String(status), last_error: error }]);
    expect([receiver.requests, other.requests]).toEqual([1, 0]);
    await other.stop();
  });

  test('a connection that cannot be made is a failure', async () => {
    await done(updateWebhook(at.owner, id, { url: await deadUrl() }));
    await made(by);
    await sendAt(0);
    expect(await states()).toEqual([['PENDING', 'CONNECTION', '1']]);
  });

  test('an event is given up after ten attempts within four days, and the next event of the token is sent', async () => {
    failing(500);
    const token = await made(by);
    await done(revoke(by, token.id));
    let ahead = 0;
    for (const delayMs of [0, ...delaysMs]) {
      ahead += delayMs * 1.1;
      await sendAt(ahead);
    }
    expect(ahead).toBeLessThan(4 * dayMs);
    expect(await states()).toEqual([
      ['FAILED', 'STATUS', '10'],
      ['PENDING', 'STATUS', '1'],
    ]);
    receiver.answer = null;
    await sendAt(ahead + minuteMs);
    expect(arrived()).toEqual([`token.revoked ${token.id}`]);
  });

  test('a receiver that asks for a pause gets nothing before it is over, unless a user sends something again', async () => {
    failing(503, { 'Retry-After': '3600' });
    await made(by);
    await sendAt(0);
    receiver.answer = null;
    await made(by);
    for (const minutes of [0, 1, 50]) await sendAt(minutes * minuteMs);
    expect([receiver.requests, receiver.received]).toEqual([1, []]);
    expect(await sendAt(61 * minuteMs)).toBe(2);

    failing(429, { 'Retry-After': new Date(Date.now() + 2 * hourMs).toUTCString() });
    await made(by);
    await sendAt(0);
    receiver.answer = null;
    const [, , paused] = await deliveries();
    expect(await sendAt(minuteMs)).toBe(0);
    await done(replay(at.owner, paused?.id as string));
    expect(await sendAt(minuteMs)).toBe(1);
  });

  test('the answer 410 disables the webhook, which is logged, and enabling it sends what was pending', async () => {
    const token = await made(by);
    await sendAt(0);
    failing(410);
    await done(edit(by, token.id, { description: 'new' }));
    await done(revoke(by, token.id));
    await sendAt(0);
    expect((await states()).slice(1)).toEqual([
      ['FAILED', 'STATUS', '1'],
      ['PENDING', null, '0'],
    ]);
    const [entry] = await lastEntries(at.server);
    expect(entry).toMatchObject({ current: { enabled: false }, credential: 'system' });
    const shown = await at.owner(`{ webhooks(id: ${id}) { entities { enabled gone_at } } }`);
    expect(shown.data.webhooks.entities).toEqual([{ enabled: false, gone_at: expect.any(String) }]);
    receiver.answer = null;
    receiver.received.length = 0;
    expect(await sendAt(minuteMs)).toBe(0);
    expect(await done(updateWebhook(at.owner, id, { enabled: true }))).toMatchObject({ enabled: true, gone_at: null });
    expect(await sendAt(minuteMs)).toBe(1);
    expect(arrived()).toEqual([`token.revoked ${token.id}`]);
  });

  test('what the receiver of an earlier URL answers does not concern the one of a new URL', async () => {
    for (const [status, headers] of [
      [410, {}],
      [503, { 'Retry-After': '86400' }],
    ] as const) {
      await made(by);
      receiver.answer = async (response) => {
        await done(updateWebhook(at.owner, id, { url: `${receiver.url}?${status}` }));
        response.writeHead(status, headers).end();
        return true;
      };
      await sendAt(0);
      const shown = await at.owner(`{ webhooks(id: ${id}) { entities { enabled gone_at paused_until } } }`);
      expect(shown.data.webhooks.entities).toEqual([{ enabled: true, gone_at: null, paused_until: null }]);
    }
  });

  test('a pause ends when a user changes the URL or enables the webhook', async () => {
    for (const change of [{ url: `${receiver.url}?new` }, { enabled: true }]) {
      await made(by);
      failing(503, { 'Retry-After': '86400' });
      await sendAt(0);
      const pausedUntil = async () =>
        (await at.owner(`{ webhooks(id: ${id}) { entities { paused_until } } }`)).data.webhooks.entities[0]
          .paused_until;
      expect(await pausedUntil()).toEqual(expect.any(String));
      await done(updateWebhook(at.owner, id, change));
      expect(await pausedUntil()).toBeNull();
    }
  });

  test('the body of an answer is not read, however long it is', async () => {
    let closed: Promise<unknown> = Promise.resolve();
    receiver.answer = (response) => {
      closed = once(response, 'close');
      response.writeHead(200);
      response.on('error', () => undefined);
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(65_536)));
      };
      response.on('drain', more);
      more();
      return true;
    };
    await made(by);
    expect(await sendAt(0)).toBe(1);
    await closed;
  });

  test('a delivery that was sent by a process that was killed then is sent again, with the same id', async () => {
    const killed = { ...sending(at.server), db: withoutOutcome(at.server.db) };
    await made(by);
    await expect(sendDue(killed)).rejects.toThrow('killed');
    expect(receiver.received).toHaveLength(1);
    expect(await sendAt(50_000)).toBe(0);
    expect(await sendAt(61_000)).toBe(1);
    const [first, second] = receiver.received;
    expect([second?.id, second?.data]).toEqual([first?.id, first?.data]);
  });

  test('after a rotation both secrets sign for 24 hours, and then only the new one', async () => {
    const { secret: former } = receiver;
    const rotated = await done(rotateSecret(at.owner, id));
    expect(rotated.secret).not.toBe(former);
    const accepts = async (secret: string, aheadMs: number) => {
      receiver.secret = secret;
      await sendDue(sending(at.server, aheadMs));
      const { length } = receiver.received;
      await made(by);
      await sendAt(aheadMs);
      return receiver.received.length > length;
    };
    expect(await accepts(former, 0)).toBe(true);
    expect(await accepts(rotated.secret as string, 0)).toBe(true);
    expect(await accepts(rotated.secret as string, 25 * hourMs)).toBe(true);
    expect(await accepts(former, 25 * hourMs)).toBe(false);
  });

  test('a test event arrives, and a delivery can be sent again with the same id', async () => {
    const delivery = await done(sendTestEvent(at.owner, id));
    expect(delivery).toMatchObject({ event_type: 'webhook.test', state: 'PENDING', attempts: '0' });
    await sendAt(0);
    const again = await done(replay(at.owner, delivery.id));
    expect(again).toMatchObject({ event_id: delivery.event_id, state: 'PENDING' });
    expect(again.id).not.toBe(delivery.id);
    await sendAt(0);
    expect(receiver.received.map(({ type, id }) => [type, id])).toEqual([
      ['webhook.test', delivery.event_id],
      ['webhook.test', delivery.event_id],
    ]);
  });

  test('sending a pending delivery again tries it and those before it at once', async () => {
    failing(500);
    const token = await made(by);
    await done(revoke(by, token.id));
    await sendAt(0);
    await sendAt(6_000);
    receiver.answer = null;
    expect(await sendAt(7_000)).toBe(0);
    const [, last] = await deliveries();
    expect((await done(replay(at.owner, last?.id as string))).id).toBe(last?.id);
    expect(await sendAt(7_000)).toBe(2);
    expect(arrived()).toEqual([`token.created ${token.id}`, `token.revoked ${token.id}`]);
  });

  test('deliveries are deleted after 30 days', async () => {
    await made(by);
    await sendAt(0);
    const purgeOf = async (days: number) => {
      await at.server.db.execute(
        sql`update webhook_deliveries set created_at = now() - make_interval(days => ${days}::int)`,
      );
      await purge({ ...at.server, now: new Date(), failed: () => undefined });
    };
    await purgeOf(29);
    expect(await deliveries()).toHaveLength(1);
    await purgeOf(31);
    expect(await deliveries()).toEqual([]);
  });

  test('events that several processes distribute at the same time become one delivery each, in their order', async () => {
    const token = await made(by);
    for (const description of ['1', '2', '3', '4', '5']) await done(edit(by, token.id, { description }));
    await Promise.all([1, 2, 3].map(() => distribute(at.server.db)));
    const rows = await rowsOf<{ event_type: string }>(
      at.server,
      sql`select event_type from webhook_deliveries order by id`,
    );
    expect(rows.map(({ event_type }) => event_type)).toEqual(['token.created', ...Array(5).fill('token.changed')]);
  });
});

/** The same database, which fails when the outcome of a delivery is noted, as if the process had been killed. */
function withoutOutcome<T extends object>(db: T): T {
  let transactions = 0;
  return new Proxy(db, {
    get: (target, name) => {
      // The first one distributes the events.
      if (name === 'transaction' && ++transactions > 1) throw new Error('killed');
      const value = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
