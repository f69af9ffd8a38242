/** Which changes send which events, and what their data contain. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { transactAsSystem } from '../../src/domain/base/transaction.ts';
import * as expiryEvents from '../../src/domain/tokens/expiry-events.ts';
import * as events from '../../src/domain/webhooks/events.ts';
import { sendDue } from '../../src/domain/webhooks/sender.ts';
import { request } from '../requests/acts.ts';
import { kinds } from '../server.ts';
import {
  type Ask,
  copy,
  dayMs,
  done,
  edit,
  freshName,
  holding,
  inBrowser,
  inDays,
  made,
  regenerate,
  revoke,
  rowsOf,
  world,
} from '../tokens/acts.ts';
import { deliveriesTo, hook, sending, updateWebhook } from './acts.ts';
import { type Received, type Receiver, startReceiver } from './receiver.ts';

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind, () => ({ WEBHOOK_ALLOW_PRIVATE: 'on' }));
  let receiver: Receiver;
  let webhook: { id: string; secret: string };
  beforeAll(async () => {
    receiver = await startReceiver();
    webhook = await hook(at.owner, receiver);
  });
  afterAll(() => receiver.stop());

  /** The events that arrive because of the work. */
  async function sentBy(work: () => Promise<unknown>): Promise<Received[]> {
    await sendDue(sending(at.server));
    const before = receiver.received.length;
    await work();
    await sendDue(sending(at.server));
    expect(receiver.forged).toBe(0);
    return receiver.received.slice(before);
  }
  const types = (sent: Received[]) => sent.map(({ type }) => type);
  const waiting = () => rowsOf(at.server, sql`select id from outbox where kind = 'EVENT'`);
  const someone = async (...permissions: Parameters<typeof at.as.having>) => {
    const who = await at.as.having(...permissions);
    return { ...who, by: await inBrowser(at.server, who) };
  };

  test('issuing, copying, editing, regenerating and revoking a token each send one event with its name and owner', async () => {
    const { by, id: userId, username } = await someone('READ_USER');
    const name = freshName();
    let token = { id: '', token: '' };
    let copied = { id: '' };
    const sent = await sentBy(async () => {
      token = await made(by, { name, expires_at: inDays(9) });
      copied = await done(copy(by, token.id, { name: `copy of ${name}` }));
      await done(edit(by, token.id, { description: 'new' }));
      await done(regenerate(by, token.id));
      await done(revoke(by, token.id, 'no longer needed'));
    });
    const ofToken = sent.filter(({ data }) => data.token.id === token.id);
    expect(types(ofToken)).toEqual(['token.created', 'token.changed', 'token.regenerated', 'token.revoked']);
    expect(sent.filter(({ data }) => data.token.id === copied.id).map(({ type }) => type)).toEqual(['token.created']);
    expect(ofToken[0]?.data).toEqual({
      token: { id: token.id, name, type: 'USER', expires_at: expect.stringMatching(/^\d{4}-.*T.*\.\d{3}Z$/) },
      owner: { id: userId, username },
    });
    expect(ofToken[3]?.data).toMatchObject({ token: { id: token.id }, reason: 'no longer needed' });
    expect(new Set(sent.map(({ id }) => id)).size).toBe(sent.length);
    for (const { timestamp, id, headers } of sent) {
      expect(Math.abs(Date.parse(timestamp) - Date.now())).toBeLessThan(60_000);
      expect(id).toMatch(/^msg_[0-9a-f]{32}$/);
      expect(headers['content-type']).toBe('application/json');
    }
  });

  test('revoking many tokens at once sends an event for each', async () => {
    const { by } = await someone();
    const ids = [(await made(by)).id, (await made(by)).id, (await made(by)).id];
    const sent = await sentBy(() =>
      by(`mutation { deletePersonalAccessTokens(ids: [${ids}]) { id } }`).then(({ errors }) =>
        expect(errors).toBeUndefined(),
      ),
    );
    expect(types(sent)).toEqual(['token.revoked', 'token.revoked', 'token.revoked']);
    expect(new Set(sent.map(({ data }) => data.token.id))).toEqual(new Set(ids));
  });

  test('shrinking and restoring a token change it, and a request that it refuses therefore is reported once a day', async () => {
    const { by } = await someone('READ_USER', 'READ_ROLE');
    const token = await made(by, { permissions: ['READ_USER', 'READ_ROLE'] });
    const act = (text: string) => by(text).then(({ errors }) => expect(errors).toBeUndefined());
    const shrunk = await sentBy(() =>
      act(`mutation { shrinkPersonalAccessToken(id: ${token.id}, input: { permissions: [READ_ROLE] }) { id } }`),
    );
    expect(shrunk.map(({ type, data }) => [type, data.permissions])).toEqual([['token.changed', ['READ_ROLE']]]);
    await at.server.db.execute(
      sql`update personal_access_tokens set latent_until = clock_timestamp() where id = ${token.id}`,
    );
    const denied = await sentBy(async () => {
      for (const _ of [1, 2]) await holding(at.server, token.token)('{ roles { entities { id } } }');
    });
    expect(denied.map(({ type, data }) => [type, data.permissions, data.token.id])).toEqual([
      ['token.denied', ['READ_ROLE'], token.id],
    ]);
    const restored = await sentBy(() => act(`mutation { restorePersonalAccessToken(id: ${token.id}) { id } }`));
    expect(types(restored)).toEqual(['token.changed']);
  });

  test('a token sends one event before it expires and one after, and again after it was regenerated', async () => {
    const { by } = await someone();
    const token = await made(by, { expires_at: inDays(2) });
    const inDaysFromNow = (days: number) =>
      expiryEvents.store({ db: at.server.db, now: new Date(Date.now() + days * dayMs) });
    const sent = await sentBy(async () => {
      for (const days of [0, 1, 3, 4]) await inDaysFromNow(days);
      await done(regenerate(by, token.id, { expires_at: inDays(3) }));
      for (const days of [0, 1]) await inDaysFromNow(days);
    });
    const own = sent.filter(({ data }) => data.token.id === token.id);
    expect(types(own)).toEqual(['token.expiring', 'token.expired', 'token.regenerated', 'token.expiring']);
  });

  test('a leaked token is reported by the function for it', async () => {
    const { by } = await someone();
    const { id } = await made(by);
    const sent = await sentBy(() =>
      transactAsSystem(at.server.db, (tx) => events.ofTokens(tx, 'token.leaked', [id], { source: 'a public text' })),
    );
    expect(sent.map(({ type, data }) => [type, data.token.id, data.source])).toEqual([
      ['token.leaked', id, 'a public text'],
    ]);
  });

  test('a request for access is reported with its permissions and its user', async () => {
    const { by, username } = await someone();
    const sent = await sentBy(() => done(request(by, { permissions: ['DELETE_ROLE'], reason: 'private' })));
    expect(sent.map(({ type, data }) => [type, data])).toEqual([
      [
        'access_request.pending',
        {
          access_request: { id: expect.any(String), permissions: ['DELETE_ROLE'] },
          user: { id: expect.any(String), username },
          token: null,
        },
      ],
    ]);
  });

  test('disabling a user also revokes the tokens, and enabling the user is reported', async () => {
    const { id, username } = await at.as.having();
    const enable = (enabled: boolean) =>
      at
        .owner(`mutation { updateUser(id: ${id}, input: { enabled: ${enabled} }) { id } }`)
        .then(({ errors }) => expect(errors).toBeUndefined());
    const sent = await sentBy(async () => {
      await enable(false);
      await enable(true);
      await enable(true);
    });
    expect(types(sent).sort()).toEqual(['token.revoked', 'user.disabled', 'user.enabled']);
    const [disabled] = sent.filter(({ type }) => type === 'user.disabled');
    expect(disabled?.data).toEqual({ user: { id, username, service_account: false } });
    const users = sent.filter(({ type }) => type.startsWith('user.'));
    expect(types(users)).toEqual(['user.disabled', 'user.enabled']);
  });

  test('no event contains a secret, its start or its hash', async () => {
    const { by } = await someone('READ_USER');
    const token = await made(by);
    const again = await done(regenerate(by, token.id));
    await done(revoke(by, token.id));
    await sendDue(sending(at.server));
    const everything = JSON.stringify([
      receiver.received,
      await rowsOf(at.server, sql`select data from webhook_deliveries`),
    ]);
    for (const secret of [token.token, again.token, webhook.secret]) {
      expect(everything).not.toContain(secret.slice(0, 10));
      expect(everything).not.toContain(secret.slice(-8));
    }
    const hashes = await rowsOf<{ hash: string }>(
      at.server,
      sql`select unnest(array[encode(secret_hash, 'hex'), encode(secret_hash, 'base64')]) as hash from personal_access_tokens`,
    );
    expect(hashes.length).toBeGreaterThan(1);
    for (const { hash } of hashes) expect(everything).not.toContain(hash.slice(0, 16));
  });

  test('a change that is rolled back sends nothing', async () => {
    const { by } = await someone();
    const { id } = await made(by);
    const sent = await sentBy(() =>
      transactAsSystem(at.server.db, async (tx) => {
        await events.ofTokens(tx, 'token.leaked', [id]);
        throw new Error('rolled back');
      }).catch(() => undefined),
    );
    expect(sent).toEqual([]);
  });

  describe('a webhook', () => {
    const choose = (input: object) => done(updateWebhook(at.owner, webhook.id, input));

    test('gets only the types that it has chosen, and nothing is stored that none has chosen', async () => {
      await sendDue(sending(at.server));
      const before = await deliveriesTo(at.owner, webhook.id);
      await choose({ event_types: ['token.revoked'] });
      const { by } = await someone();
      const { id } = await made(by);
      expect(await waiting()).toEqual([]);
      const sent = await sentBy(() => done(revoke(by, id)));
      expect(types(sent)).toEqual(['token.revoked']);
      expect((await deliveriesTo(at.owner, webhook.id)).length).toBe(before.length + 1);
    });

    test('gets nothing of what happens while it is disabled', async () => {
      const by: Ask = (await someone()).by;
      const sent = await sentBy(async () => {
        await choose({ enabled: false });
        await done(revoke(by, (await made(by)).id));
        await sendDue(sending(at.server));
        await choose({ enabled: true });
      });
      expect(sent).toEqual([]);
      expect(await waiting()).toEqual([]);
    });
  });
});
