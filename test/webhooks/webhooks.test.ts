/** Managing webhooks: who may, which values are accepted, and where their secrets are. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { sendDue } from '../../src/domain/webhooks/sender.ts';
import { lastEntries } from '../access/writing.ts';
import { kinds, startLatchkey } from '../server.ts';
import { people } from '../test-users.ts';
import { type Ask, cookieOf, done, holding, inBrowser, made, refusal, rowsOf, world } from '../tokens/acts.ts';
import {
  createWebhook,
  deleteWebhook,
  deliveriesTo,
  everyType,
  hook,
  replay,
  rotateSecret,
  sending,
  sendTestEvent,
  updateWebhook,
} from './acts.ts';
import { type Receiver, startReceiver } from './receiver.ts';

const url = 'https://example.com/events?for=tokens';
const input = { url, description: ' Chat ', event_types: ['token.revoked', 'token.created', 'token.revoked'] };

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind);
  const stored = () => rowsOf(at.server, sql`select * from webhooks order by id`);
  const admin = async () =>
    inBrowser(at.server, await at.as.having('CREATE_WEBHOOK', 'READ_WEBHOOK', 'UPDATE_WEBHOOK', 'DELETE_WEBHOOK'));

  test('creating one returns its secret once, stores the secret encrypted, and is logged without it', async () => {
    const by = await admin();
    const webhook = await done(createWebhook(by, input));
    expect(webhook).toMatchObject({
      url,
      description: 'Chat',
      event_types: ['token.created', 'token.revoked'],
      enabled: true,
      gone_at: null,
      previous_secret_until: null,
    });
    expect(webhook.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const shown = await at.owner(
      `{ webhooks(id: ${webhook.id}) { entities { secret logs { entities { message current } } } } }`,
    );
    expect(shown.data.webhooks.entities).toEqual([
      { secret: null, logs: { entities: [{ message: expect.any(String), current: expect.any(String) }] } },
    ]);
    const [row] = await rowsOf<{ sealed_secret: Uint8Array }>(at.server, sql`select sealed_secret from webhooks`);
    const raw = Buffer.from((webhook.secret as string).slice('whsec_'.length), 'base64');
    expect(Buffer.from(row?.sealed_secret ?? []).includes(raw)).toBe(false);
    const [entry] = await lastEntries(at.server);
    expect(entry).toMatchObject({
      type: 'CREATED',
      current: { url: new URL(url).origin, enabled: true },
      credential: 'session',
    });
    expect(JSON.stringify(entry)).not.toContain('whsec_');
    // The path of a URL is often a secret, and more users read the log than webhooks.
    expect(JSON.stringify(entry)).not.toContain('for=tokens');
  });

  test('it is changed, given a new secret and deleted, each with a log entry', async () => {
    const by = await admin();
    const { id, secret } = await done(createWebhook(by, input));
    const changed = await done(updateWebhook(by, id, { event_types: ['user.disabled'], enabled: false, url: null }));
    expect(changed).toMatchObject({ url, event_types: ['user.disabled'], enabled: false, secret: null });
    const rotated = await done(rotateSecret(by, id));
    expect(rotated.secret).not.toBe(secret);
    expect(rotated.previous_secret_until).toEqual(expect.any(String));
    expect(await done(deleteWebhook(by, id))).toEqual({ success: true });
    const entries = await rowsOf<{ type: string }>(
      at.server,
      sql`select type from logs where loggable_type = 'Webhook' and loggable_id = ${id} order by id`,
    );
    expect(entries.map(({ type }) => type)).toEqual(['CREATED', 'UPDATED', 'OTHER', 'DELETED']);
  });

  const acts: [string, string, (by: Ask, id: string) => ReturnType<Ask>][] = [
    ['createWebhook', 'CREATE_WEBHOOK', (by) => createWebhook(by, input)],
    ['updateWebhook', 'UPDATE_WEBHOOK', (by, id) => updateWebhook(by, id, { enabled: false })],
    ['rotateWebhookSecret', 'UPDATE_WEBHOOK', rotateSecret],
    ['sendWebhookTestEvent', 'UPDATE_WEBHOOK', sendTestEvent],
    ['replayWebhookDelivery', 'UPDATE_WEBHOOK', replay],
    ['deleteWebhook', 'DELETE_WEBHOOK', deleteWebhook],
  ];

  test.each(acts)('%s requires %s, a session, and a confirmed password', async (_name, permission, act) => {
    const { id } = await done(createWebhook(await admin(), input));
    const before = await stored();
    const others = ['CREATE_WEBHOOK', 'READ_WEBHOOK', 'UPDATE_WEBHOOK', 'DELETE_WEBHOOK'] as const;
    const lacking = await at.as.having(...others.filter((other) => other !== permission));
    expect(refusal(await act(await inBrowser(at.server, lacking), id))).toEqual({
      code: 'FORBIDDEN',
      missing: [permission],
    });
    const person = await at.as.having(...others);
    expect(refusal(await act(holding(at.server, person.token), id)).code).toBe('FORBIDDEN');
    expect(refusal(await act(await inBrowser(at.server, person, 60), id)).code).toBe('PASSWORD_CONFIRMATION_REQUIRED');
    expect(await stored()).toEqual(before);
    expect(await deliveriesTo(at.owner, id)).toEqual([]);
  });

  test.each([
    ['url', 'no-url', 'must be an https URL'],
    ['url', 'ftp://example.com/', 'must be an https URL'],
    ['url', 'http://example.com/', 'must begin with https'],
    ['url', 'https://ann:secret@example.com/', 'user name or a password'],
    ['url', `https://example.com/${'x'.repeat(2_000)}`, 'at most 2000 characters'],
    ['url', 'https://127.0.0.1/', 'private'],
    ['url', 'https://2130706433/', 'private'],
    ['url', 'https://0x7f.1/', 'private'],
    ['url', 'https://10.1.2.3/', 'private'],
    ['url', 'https://169.254.169.254/latest/meta-data', 'private'],
    ['url', 'https://168.63.129.16/', 'private'],
    ['url', 'https://[::1]/', 'private'],
    ['url', 'https://[::ffff:127.0.0.1]/', 'private'],
    ['url', 'https://[64:ff9b::7f00:1]/', 'private'],
    ['url', 'https://[fd00:ec2::254]/', 'private'],
    ['description', 'x'.repeat(201), 'at most 200 characters'],
    ['description', 'a\u0000b', 'control'],
    ['event_types', [], 'must not be empty'],
    ['event_types', ['token.created', 'token.eaten'], 'token.created, token.changed'],
  ])('a wrong %s is refused (%j)', async (field, value, rule) => {
    const by = await admin();
    const before = await stored();
    const answer = await createWebhook(by, { ...input, [field]: value });
    expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT' });
    expect(answer.errors?.[0]?.extensions.fields?.[field]).toContain(rule);
    expect(await stored()).toEqual(before);
  });

  test('all wrong values are named together', async () => {
    const { errors } = await createWebhook(await admin(), { url: 'x', description: 'x'.repeat(201), event_types: [] });
    expect(Object.keys(errors?.[0]?.extensions.fields ?? {})).toEqual(['url', 'description', 'event_types']);
  });

  test('an unknown webhook and an unknown delivery are NOT_FOUND', async () => {
    const by = await admin();
    for (const act of [
      (by: Ask) => updateWebhook(by, '999999', { enabled: true }),
      rotateSecret,
      deleteWebhook,
      sendTestEvent,
      replay,
    ])
      expect(refusal(await act(by, '999999')).code).toBe('NOT_FOUND');
  });

  test('a disabled webhook gets neither a test event nor a delivery again', async () => {
    const by = await admin();
    const { id } = await done(createWebhook(by, input));
    const delivery = await done(sendTestEvent(by, id));
    await done(updateWebhook(by, id, { enabled: false }));
    for (const act of [sendTestEvent(by, id), replay(by, delivery.id)])
      expect((await act).errors?.[0]?.extensions.code).toBe('CONFLICT');
    expect(await deliveriesTo(at.owner, id)).toHaveLength(1);
  });

  test('there are at most 50', async () => {
    await at.server.db.execute(sql`delete from webhooks`);
    await at.server.db.execute(
      sql`insert into webhooks (url, event_types, sealed_secret) select ${url}, '{token.created}', '' from generate_series(1, 49)`,
    );
    const by = await admin();
    await done(createWebhook(by, input));
    expect(refusal(await createWebhook(by, input)).code).toBe('CONFLICT');
    expect(await stored()).toHaveLength(50);
    await at.server.db.execute(sql`delete from webhooks`);
  });
});

describe('where private addresses are allowed', () => {
  let receiver: Receiver;
  beforeAll(async () => {
    receiver = await startReceiver();
  });
  afterAll(() => receiver.stop());

  test('neither the log nor the database nor an answer contains a secret or a signature', async () => {
    const values: string[] = [];
    const server = await startLatchkey(
      'postgres',
      { WEBHOOK_ALLOW_PRIVATE: 'on', LOG_LEVEL: 'debug' },
      {
        observe: (text, parameters) =>
          void values.push(
            text,
            ...parameters.map((value) => (Buffer.isBuffer(value) ? value.toString('latin1') : String(value))),
          ),
      },
    );
    try {
      const owner = await people(server).owner();
      const Cookie = await cookieOf(server, owner);
      const answers: unknown[] = [];
      const by: Ask = async (query, variables) => {
        const response = await server.fetch('/api/graphql', {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', Cookie },
          body: JSON.stringify({ query, variables }),
        });
        const answer = await response.json();
        answers.push(answer);
        return { ...(answer as Awaited<ReturnType<Ask>>), status: response.status, headers: response.headers };
      };
      const { id, secret } = await hook(by, receiver, everyType);
      const rotated = await done(rotateSecret(by, id));
      const answersWithSecrets = answers.splice(0).length;
      expect(answersWithSecrets).toBe(2);
      await made(by);
      receiver.answer = (response) => {
        response.writeHead(500).end();
        return true;
      };
      await done(sendTestEvent(by, id));
      await sendDue(sending(server));
      await by(
        '{ webhooks { entities { id url secret } } webhook_deliveries { entities { id last_error } } logs { entities { current message } } }',
      );
      expect(receiver.requests).toBe(2);
      const everything = [...server.logged, ...values, JSON.stringify(answers)].join('\n');
      for (const one of [secret, rotated.secret as string]) {
        const raw = Buffer.from(one.slice('whsec_'.length), 'base64');
        expect(everything).not.toContain(one.slice('whsec_'.length));
        expect(everything).not.toContain(raw.toString('latin1'));
        expect(everything).not.toContain(raw.toString('hex'));
      }
      expect(everything).not.toContain('v1,');
    } finally {
      await server.stop();
    }
  });
});
