/** Decisions by AuthZEN 1.0: a service asks whether a user or a token has a permission. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { from, setFirewall } from '../firewall/sending.ts';
import { kinds } from '../server.ts';
import type { Person } from '../test-users.ts';
import { cookieOf, grant, inBrowser, inDays, made, project, revoke, rowsOf, world } from '../tokens/acts.ts';
import { bearer, get, type Headers, postJson, serviceHaving, statementsOf } from './asking.ts';

const one = '/access/v1/evaluation';
const many = '/access/v1/evaluations';

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind, () => ({ TRUSTED_PROXIES: '127.0.0.0/8' }));
  let service: Person;
  let ada: Person;
  let adasToken: { id: string; token: string };
  beforeAll(async () => {
    service = await serviceHaving(at.server, 'EVALUATE_ACCESS');
    ada = await at.as.having('READ_USER', 'READ_ROLE');
    adasToken = await made(await inBrowser(at.server, ada), { permissions: ['READ_USER'] });
  });

  const ask = (body: object | string, path = one, headers: Headers = bearer(service.token)) =>
    postJson(at.server, path, body, headers);
  const user = (id = ada.id) => ({ type: 'user', id });
  const token = (id = adasToken.id) => ({ type: 'token', id });
  const document = { type: 'document', id: '1' };
  const action = (name: string) => ({ name });
  const question = (subject: object, permission: string, resource: object = document, context?: object) => ({
    subject,
    action: action(permission),
    resource,
    ...(context ? { context } : {}),
  });
  const decide = async (...asked: Parameters<typeof question>) => {
    const { status, body } = await ask(question(...asked));
    expect(status).toBe(200);
    expect(body.context.message).toEqual(expect.any(String));
    return [body.decision, body.context.reason];
  };

  test('a user and a token, named by their ids, are allowed what they have, and denied the rest with the reason', async () => {
    expect(await decide(user(), 'READ_ROLE')).toEqual([true, 'EVERYWHERE']);
    expect(await decide(user(), 'UPDATE_USER')).toEqual([false, 'MISSING_PERMISSION']);
    expect(await decide(token(), 'READ_USER')).toEqual([true, 'EVERYWHERE']);
    expect(await decide(token(), 'READ_ROLE')).toEqual([false, 'MISSING_PERMISSION']);
    expect(await decide(user(at.ownerId), 'UPDATE_USER')).toEqual([true, 'EVERYWHERE']);
    expect(await decide(user(), 'FLY')).toEqual([false, 'UNKNOWN_PERMISSION']);
  });

  test('a subject that is unknown, of another type or named by the value of a token is denied', async () => {
    const unknown = [
      user('999999999'),
      token('999999999'),
      user(adasToken.token),
      token(adasToken.token),
      user(ada.username),
      token('0'),
      token('-1'),
      token(`${'9'.repeat(30)}`),
      { type: 'robot', id: ada.id },
    ];
    for (const subject of unknown) expect(await decide(subject, 'READ_USER')).toEqual([false, 'UNKNOWN_SUBJECT']);
  });

  test('tokens that are revoked, expired, bound or outside their subnets, and disabled users, are denied', async () => {
    const owner = await at.as.having('READ_USER');
    const by = await inBrowser(at.server, owner);
    const [revoked, expired] = [await made(by), await made(by, { expires_at: inDays(1) })];
    const limited = await made(by, { methods: ['users'] });
    const subnets = await made(by, { allowed_subnets: ['203.0.113.0/24'] });
    await revoke(by, revoked.id);
    await at.server.db.execute(
      sql`update personal_access_tokens set expires_at = clock_timestamp() where id = ${expired.id}`,
    );
    for (const { id } of [revoked, expired])
      expect(await decide(token(id), 'READ_USER')).toEqual([false, 'UNKNOWN_SUBJECT']);
    expect(await decide(token(limited.id), 'READ_USER')).toEqual([false, 'BOUND_TOKEN']);
    const within = (ip?: unknown) => decide(token(subnets.id), 'READ_USER', document, ip === undefined ? {} : { ip });
    expect(await within('203.0.113.1')).toEqual([true, 'EVERYWHERE']);
    for (const ip of ['192.0.2.1', 'nowhere', 7, undefined]) expect(await within(ip)).toEqual([false, 'ADDRESS']);
    await at.server.db.execute(sql`update users set enabled = false where id = ${owner.id}`);
    expect(await decide(user(owner.id), 'READ_USER')).toEqual([false, 'UNKNOWN_SUBJECT']);
    expect(await decide(token(subnets.id), 'READ_USER')).toEqual([false, 'UNKNOWN_SUBJECT']);
  });

  test('a project is a resource: its grants count for it alone, and the token of a project is limited to it', async () => {
    const [mine, other] = [await project(at), await project(at)];
    const on = ({ key }: { key: string }) => ({ type: 'project', id: key });
    const owner = await at.as.having();
    await grant(at, 'grant', mine.key, { user_id: owner.id });
    const scan = 'EXECUTE_ANALYSIS';
    const ofProject = await made(await inBrowser(at.server, owner), {
      type: 'PROJECT_ANALYSIS',
      project_key: mine.key,
    });
    for (const subject of [user(owner.id), token(ofProject.id)])
      expect(await decide(subject, scan, on(mine))).toEqual([true, 'ON_RESOURCE']);
    expect(await decide(user(owner.id), scan, on(other))).toEqual([false, 'MISSING_PERMISSION']);
    expect(await decide(token(ofProject.id), scan, on(other))).toEqual([false, 'OTHER_RESOURCE']);
    expect(await decide(token(ofProject.id), scan)).toEqual([false, 'OTHER_RESOURCE']);
    expect(await decide(user(owner.id), scan)).toEqual([false, 'MISSING_PERMISSION']);
    expect(await decide(user(at.ownerId), scan, on(other))).toEqual([true, 'EVERYWHERE']);
    for (const key of ['missing', 'a/b', '\u0000'])
      expect(await decide(user(at.ownerId), scan, on({ key }))).toEqual([false, 'UNKNOWN_RESOURCE']);
  });

  test('who lacks EVALUATE_ACCESS, sends no valid token or a session is refused with a message alone', async () => {
    const without = await serviceHaving(at.server, 'INTROSPECT_TOKEN', 'READ_USER');
    const cookie = await cookieOf(at.server, { id: at.ownerId });
    const asked = question(user(), 'READ_USER');
    for (const [headers, expected] of [
      [bearer(without.token), 403],
      [bearer('nonsense'), 401],
      [{}, 401],
      [{ Cookie: cookie }, 401],
    ] as [Headers, number][]) {
      const refused = await ask(asked, one, headers);
      expect([refused.status, typeof refused.body]).toEqual([expected, 'string']);
      expect(refused.headers['content-type']).toBe('text/plain; charset=UTF-8');
    }
    expect((await ask('{', one, {})).status).toBe(401);
    await setFirewall(at.server, true, '198.51.100.0/24');
    const refused = await ask(asked, one, { ...bearer(service.token), ...from('192.0.2.1') });
    await setFirewall(at.server, false);
    expect(refused.status).toBe(403);
  });

  test.each([
    ['no subject', { action: { name: 'read' }, resource: { type: 'record', id: '1' } }],
    ['no action', { subject: { type: 'user', id: '1' }, resource: { type: 'record', id: '1' } }],
    ['no resource', { subject: { type: 'user', id: '1' }, action: { name: 'read' } }],
    ['no type', { subject: { id: '1' }, action: { name: 'read' }, resource: { type: 'record', id: '1' } }],
    ['no id', { subject: { type: 'user', id: '1' }, action: { name: 'read' }, resource: { type: 'record' } }],
    ['no name', { subject: { type: 'user', id: '1' }, action: {}, resource: { type: 'record', id: '1' } }],
    ['a text', { subject: 'ada', action: { name: 'read' }, resource: { type: 'record', id: '1' } }],
    ['a number', { subject: { type: 'user', id: 1 }, action: { name: 'read' }, resource: { type: 'record', id: '1' } }],
    ['an array', []],
    ['null', 'null'],
    ['no JSON', '{"subject":'],
    ['nothing', ''],
  ])('a request with %s is refused with 400 and the reason', async (_what, body) => {
    for (const path of [one, many]) {
      const { status, body: message } = await ask(body, path);
      expect([status, message]).toEqual([400, expect.stringMatching(/^[A-Z].+\.$|^(subject|action|resource).+\.$/)]);
    }
  });

  test('another content type and too many evaluations are refused with 400, other methods with 405', async () => {
    const asked = question(user(), 'READ_USER');
    expect((await ask(asked, one, { ...bearer(service.token), 'Content-Type': 'text/plain' })).status).toBe(400);
    expect((await ask({ ...asked, evaluations: Array(101).fill({}) }, many)).status).toBe(400);
    expect((await ask({ ...asked, evaluations: [{}], options: { evaluations_semantic: 'maybe' } }, many)).status).toBe(
      400,
    );
    const byGet = await get(at.server, one, bearer(service.token));
    expect([byGet.status, byGet.body]).toEqual([405, 'Use POST.']);
  });

  test('fields that are unknown, properties and context are accepted', async () => {
    const properties = { department: 'Sales' };
    const { status, body } = await ask({
      subject: { ...user(), properties },
      action: { ...action('READ_USER'), properties: { method: 'GET' } },
      resource: { ...document, properties: { status: 'active' } },
      context: { time: '1985-10-26T01:22-07:00' },
      future: { nested: true },
    });
    expect([status, body.decision]).toEqual([200, true]);
  });

  test('X-Request-ID is returned as it was sent, with errors too, and none is made up', async () => {
    const id = 'bfe9eb29-ab87-4ca3-be83-a1d5d8305716';
    const sent = { ...bearer(service.token), 'X-Request-ID': id };
    expect((await ask(question(user(), 'READ_USER'), one, sent)).headers['x-request-id']).toBe(id);
    expect((await ask('{', many, sent)).headers['x-request-id']).toBe(id);
    expect((await ask('{', many, { 'X-Request-ID': id })).headers['x-request-id']).toBe(id);
    expect((await ask(question(user(), 'READ_USER'))).headers['x-request-id']).toBeUndefined();
  });

  describe('several evaluations', () => {
    const decisions = async (body: object) => {
      const answer = await ask(body, many);
      expect(answer.status).toBe(200);
      expect('decision' in answer.body).toBe(false);
      return answer.body.evaluations.map(({ decision }: { decision: boolean }) => decision);
    };

    test('are answered in their order, each with its own values or the common ones', async () => {
      expect(
        await decisions({
          evaluations: [question(user(), 'READ_USER'), question(user(), 'UPDATE_USER'), question(token(), 'READ_USER')],
        }),
      ).toEqual([true, false, true]);
      expect(
        await decisions({
          ...question(user(), 'READ_ROLE'),
          evaluations: [
            {},
            { subject: token() },
            { action: action('UPDATE_USER') },
            { resource: { type: 'b', id: '2' } },
          ],
        }),
      ).toEqual([true, false, false, true]);
    });

    test('without any, the request is a single evaluation', async () => {
      for (const more of [{}, { evaluations: [] }]) {
        const { body } = await ask({ ...question(user(), 'READ_USER'), ...more }, many);
        expect([body.decision, 'evaluations' in body]).toEqual([true, false]);
      }
      const { body } = await ask({ ...question(user(), 'READ_USER'), evaluations: [{}, {}] });
      expect(body.decision).toBe(true);
    });

    test('one that is not valid is denied with its error, and the others are decided', async () => {
      const common = { subject: user(), action: action('READ_USER') };
      const { body } = await ask({ ...common, evaluations: [{ resource: document }, {}, 7] }, many);
      expect(body.evaluations).toEqual([
        { decision: true, context: expect.anything() },
        { decision: false, context: { error: { status: 400, message: 'resource must be an object.' } } },
        { decision: false, context: { error: { status: 400, message: 'Each evaluation must be an object.' } } },
      ]);
    });

    test.each([
      ['execute_all', ['READ_USER', 'UPDATE_USER', 'READ_ROLE'], [true, false, true]],
      ['deny_on_first_deny', ['READ_USER', 'UPDATE_USER', 'READ_ROLE'], [true, false]],
      ['deny_on_first_deny', ['READ_USER', 'READ_ROLE'], [true, true]],
      ['permit_on_first_permit', ['UPDATE_USER', 'READ_ROLE', 'READ_USER'], [false, true]],
      ['permit_on_first_permit', ['UPDATE_USER', 'CREATE_USER'], [false, false]],
    ])('%s of %j decides %j', async (evaluations_semantic, permissions, expected) => {
      const evaluations = permissions.map((name) => ({ action: action(name) }));
      const common = { subject: user(), resource: document, options: { evaluations_semantic } };
      expect(await decisions({ ...common, evaluations })).toEqual(expected);
    });
  });

  test('caller and subjects cost one statement together, of one evaluation and of several', async () => {
    const { key } = await project(at);
    const several = {
      ...question(user(), 'READ_USER'),
      evaluations: [
        {},
        { subject: token() },
        { resource: { type: 'project', id: key } },
        { subject: user(at.ownerId) },
      ],
    };
    await ask(several, many);
    expect(await statementsOf(at.server, () => ask(question(token(), 'READ_USER')))).toBe(1);
    expect(await statementsOf(at.server, () => ask(several, many))).toBe(1);
  });

  test('nothing is looked up for a caller who may not ask about many subjects', async () => {
    const several = { ...question(user(), 'READ_USER'), evaluations: Array.from({ length: 100 }, () => ({})) };
    const secret = `lku_${'A'.repeat(30)}0uCPlr`;
    at.server.statements.length = 0;
    const answer = await at.server.fetch('/access/v1/evaluations', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${secret}` },
      body: JSON.stringify(several),
    });
    expect(answer.status).toBe(401);
    expect(at.server.statements.filter((text) => text.includes('wanted'))).toHaveLength(1);
  });

  test('an answer about a token counts as its use, from the address in the context; one about a user does not', async () => {
    const { id } = await made(await inBrowser(at.server, ada));
    await ask(question(token(id), 'READ_ROLE', document, { ip: '198.51.100.3' }));
    await ask(question(token(id), 'UPDATE_USER', document, { ip: '198.51.100.3' }));
    await ask(question(user(), 'READ_USER'));
    await at.server.usage.flush(true);
    const uses = sql`select token_id::text as id, name, uses::int from usage
      where user_id = ${ada.id} and token_id in (0, ${id}) and kind = 'PERMISSION'`;
    expect(await rowsOf(at.server, uses)).toEqual([{ id, name: 'READ_ROLE', uses: 1 }]);
    const last = sql`select last_used_ip as ip from token_uses where token_id = ${id}`;
    expect(await rowsOf(at.server, last)).toEqual([{ ip: '198.51.100.3' }]);
  });

  // The roles of the specification's API gateway, with permissions of ours for its routes.
  describe('an API gateway that asks about its routes', () => {
    const routes = {
      'GET /users/{userId}': 'READ_USER',
      'GET /todos': 'READ_PROJECT',
      'POST /todos': 'PROVISION_PROJECT',
      'PUT /todos/{todoId}': 'ADMINISTER_PROJECT',
      'DELETE /todos/{todoId}': 'DELETE_ROLE',
    } as const;
    const reading = ['READ_USER', 'READ_PROJECT'] as const;
    const writing = [...reading, 'PROVISION_PROJECT', 'ADMINISTER_PROJECT', 'DELETE_ROLE'] as const;
    const allows: Record<string, boolean[]> = {
      admin: [true, true, true, true, true],
      editor: [true, true, true, true, true],
      viewer: [true, true, false, false, false],
      stranger: [false, false, false, false, false],
    };

    test.each(Object.keys(allows))(
      'decides for the %s as the table says, for the user and for its token',
      async (who) => {
        const persons = {
          admin: () => at.as.owner(),
          editor: () => at.as.having(...writing),
          viewer: () => at.as.having(...reading),
          stranger: () => at.as.having(),
        };
        const person = await persons[who as keyof typeof persons]();
        const { id } = await made(await inBrowser(at.server, person));
        for (const subject of [user(person.id), token(id)]) {
          const found = [];
          for (const [route, permission] of Object.entries(routes))
            found.push((await ask(question(subject, permission, { type: 'route', id: route }))).body.decision);
          expect(found).toEqual(allows[who]);
        }
      },
    );
  });
});
