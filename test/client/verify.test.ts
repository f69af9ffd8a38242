/** `verify` of the client: what it returns about tokens of a real server, and when it throws. */
import { inspect } from 'node:util';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { eq, sql } from 'drizzle-orm';
import { users } from '../../schema/users.ts';
import { type Client, createClient, isAllowed, LatchkeyUnavailableError } from '../../src/client/client.ts';
import type { Permission } from '../../src/domain/access/permissions.ts';
import { serviceHaving } from '../services/asking.ts';
import type { Person } from '../test-users.ts';
import { declare, freshName, grant, inBrowser, made, project, rowsOf, world } from '../tokens/acts.ts';
import { introspections, revokeTokens, serve } from './service.ts';

const at = world('pglite');
let service: Person;
let client: Client;
beforeAll(async () => {
  service = await serviceHaving(at.server, 'INTROSPECT_TOKEN');
  client = createClient({ url: at.server.url, token: service.token });
});

const invalid = { active: false, reason: 'invalid_token' };

describe('a valid token', () => {
  test('is returned with its user, its id, its permissions and its times', async () => {
    const who = await at.as.having('READ_USER', 'READ_ROLE');
    const expires_at = new Date(Math.ceil(Date.now() / 1_000) * 1_000 + 86_400_000);
    const { id, name, token } = await made(await inBrowser(at.server, who), { expires_at: expires_at.toISOString() });
    expect(await client.verify(token)).toEqual({
      active: true,
      user: { id: who.id, username: who.username },
      token: { id, name, issuedAt: expect.any(Date) },
      permissions: expect.arrayContaining(['READ_USER', 'READ_ROLE']),
      resources: null,
      expiresAt: expires_at,
    });
  });

  test('is returned if it has the required permission, and of the permissions only this one counts as used', async () => {
    const who = await at.as.having('READ_USER', 'READ_ROLE');
    expect(await client.verify(who.token, { permission: 'READ_USER' })).toMatchObject({ active: true });
    await at.server.usage.flush(true);
    const used = await rowsOf<{ name: string }>(
      at.server,
      sql`select name from usage where user_id = ${who.id} and kind = 'PERMISSION'`,
    );
    expect(used.map(({ name }) => name)).toEqual(['READ_USER']);
  });

  test('is refused with the missing permission if it does not have it', async () => {
    const who = await at.as.having('READ_USER');
    expect(await client.verify(who.token, { permission: 'READ_ROLE' })).toEqual({
      active: false,
      reason: 'insufficient_scope',
      missingPermissions: ['READ_ROLE'],
    });
  });

  test('throws for a requirement that it does not know, such as a misspelt one', async () => {
    const who = await at.as.having('READ_USER');
    const misspelt = { permissions: 'READ_ROLE' } as object;
    await expect(client.verify(who.token, misspelt)).rejects.toThrow(/^permissions is not known\. Use permission, /);
  });

  test('has the permissions that its owner has now', async () => {
    const who = await at.as.having('READ_USER');
    expect((await client.verify(who.token, { permission: 'READ_USER' })).active).toBe(true);
    await at.server.db.update(users).set({ roleId: null }).where(eq(users.id, who.id));
    expect(await client.verify(who.token, { permission: 'READ_USER' })).toMatchObject({ reason: 'insufficient_scope' });
  });

  test('that is limited to a project may do there what it may not do elsewhere', async () => {
    const [own, other] = [await project(at), await project(at)];
    const who = await at.as.having();
    await grant(at, 'grant', own.key, { user_id: who.id });
    const { token } = await made(await inBrowser(at.server, who), {
      name: freshName(),
      type: 'PROJECT_ANALYSIS',
      project_key: own.key,
    });
    const on = (key: string) =>
      client.verify(token, { permission: 'EXECUTE_ANALYSIS', resource: { type: 'project', id: key } });
    const viewer = await on(own.key);
    if (!viewer.active) throw new Error(inspect(viewer));
    expect(viewer.resources).toEqual([
      { type: 'project', id: own.key, permissions: expect.arrayContaining(['EXECUTE_ANALYSIS']) },
    ]);
    expect(isAllowed(viewer, 'EXECUTE_ANALYSIS', { type: 'project', id: other.key })).toBe(false);
    expect(isAllowed(viewer, 'EXECUTE_ANALYSIS')).toBe(false);
    expect(await on(other.key)).toMatchObject({ reason: 'insufficient_scope' });
    expect(await client.verify(token, { permission: 'EXECUTE_ANALYSIS' })).toMatchObject({
      reason: 'insufficient_scope',
    });
  });

  test('may do on a project what its owner was granted there, and not elsewhere', async () => {
    const [own, other] = [await project(at), await project(at)];
    const who = await at.as.having();
    await grant(at, 'grant', own.key, { user_id: who.id });
    const on = async (id: string, type = 'project') => {
      const { active } = await client.verify(who.token, { permission: 'EXECUTE_ANALYSIS', resource: { type, id } });
      return active;
    };
    expect(await on(own.key)).toBe(true);
    expect(await on(other.key)).toBe(false);
    expect(await on(own.key, 'folder')).toBe(false);
    expect((await client.verify(who.token, { permission: 'EXECUTE_ANALYSIS' })).active).toBe(false);
  });

  test('that is limited to single resources may use a permission with kinds on these, and its others everywhere', async () => {
    await declare(at, 'CREATE_INVOICE', 'customer');
    const who = await at.as.having('CREATE_INVOICE' as Permission, 'READ_USER');
    const { token } = await made(await inBrowser(at.server, who), { allowed_resources: ['customer:42'] });
    const on = (id: string, permission = 'CREATE_INVOICE') =>
      client.verify(token, { permission, resource: { type: 'customer', id } });
    expect(await on('42')).toMatchObject({ active: true, permissions: ['READ_USER'] });
    for (const refused of [await on('43'), await client.verify(token, { permission: 'CREATE_INVOICE' })])
      expect(refused).toMatchObject({ reason: 'insufficient_scope', missingPermissions: ['CREATE_INVOICE'] });
    expect((await on('43', 'READ_USER')).active).toBe(true);
  });

  test('that is limited to subnets is valid only with an address within them', async () => {
    const { token } = await made(at.owner, { allowed_subnets: ['203.0.113.0/24'] });
    expect(await client.verify(token)).toEqual(invalid);
    expect(await client.verify(token, { ip: '192.0.2.1' })).toEqual(invalid);
    expect(await client.verify(token, { ip: '203.0.113.7' })).toMatchObject({ active: true });
  });
});

describe('a token is not valid', () => {
  test.each([
    ['unknown', 'lku_unknown'],
    ['empty', ''],
    ['another text', 'a b&token=c\u00e9'],
  ])('if it is %s', async (_what, token) => {
    expect(await client.verify(token)).toEqual(invalid);
  });

  test('from the next check after it was revoked', async () => {
    const who = await at.as.having('READ_USER');
    for (let time = 0; time < 3; time++)
      expect(await client.verify(who.token, { permission: 'READ_USER' })).toMatchObject({ active: true });
    await revokeTokens(at, who);
    expect(await client.verify(who.token, { permission: 'READ_USER' })).toEqual(invalid);
  });

  test('while its owner is disabled', async () => {
    const who = await at.as.having('READ_USER');
    const enable = (enabled: boolean) => at.server.db.update(users).set({ enabled }).where(eq(users.id, who.id));
    await enable(false);
    expect(await client.verify(who.token)).toEqual(invalid);
    await enable(true);
    expect(await client.verify(who.token)).toMatchObject({ active: true });
  });
});

describe('simultaneous checks', () => {
  test('of the same token share one request and get objects of their own, and a later check asks again', async () => {
    const who = await at.as.having('READ_USER');
    const before = introspections(at);
    const [one, other] = await Promise.all([client.verify(who.token), client.verify(who.token)]);
    expect(introspections(at) - before).toBe(1);
    expect(one).toEqual(other);
    expect(one).not.toBe(other);
    await client.verify(who.token);
    expect(introspections(at) - before).toBe(2);
  });

  test('of different tokens, permissions and addresses do not share one', async () => {
    const [one, other] = [await at.as.having('READ_USER'), await at.as.having('READ_ROLE')];
    const before = introspections(at);
    const [first, second] = await Promise.all([
      client.verify(one.token),
      client.verify(other.token),
      client.verify(one.token, { permission: 'READ_USER' }),
      client.verify(one.token, { ip: '192.0.2.1' }),
    ]);
    expect(introspections(at) - before).toBe(4);
    expect(first).toMatchObject({ user: { id: one.id } });
    expect(second).toMatchObject({ user: { id: other.id } });
  });
});

describe('without an answer the check throws', () => {
  const errorOf = async (url: string, token: string, options: { timeoutMs?: number } = {}) => {
    const seen: unknown[] = [];
    const unable = createClient({ url, token, ...options, onUnavailable: (error) => seen.push(error) });
    const error = await unable.verify('lku_of_a_user').catch((error) => error);
    expect(error).toBeInstanceOf(LatchkeyUnavailableError);
    expect(seen).toEqual([error]);
    expect(inspect(error)).not.toMatch(new RegExp(`${token}|lku_of_a_user`));
    return error as LatchkeyUnavailableError;
  };

  test.each([
    ['its token is unknown', async () => 'lku_wrong', /^Latchkey answered with 401: .+\.$/],
    ['its account may not ask', async () => (await serviceHaving(at.server)).token, /403.*INTROSPECT_TOKEN/],
    ['its token is not of a service account', async () => (await at.as.having('INTROSPECT_TOKEN')).token, /403/],
  ])('if Latchkey refuses the service because %s', async (_why, token, message) => {
    const error = await errorOf(at.server.url, await token());
    expect(error.reason).toBe('REFUSED');
    expect(error.message).toMatch(message);
  });

  test('from the next check after the token of the service was revoked', async () => {
    const other = await serviceHaving(at.server, 'INTROSPECT_TOKEN');
    const who = await at.as.having();
    const asking = createClient({ url: at.server.url, token: other.token });
    expect(await asking.verify(who.token)).toMatchObject({ active: true });
    await revokeTokens(at, other);
    await expect(asking.verify(who.token)).rejects.toMatchObject({ reason: 'REFUSED' });
  });

  test('if nothing listens at the address', async () => {
    const { url, stop } = await serve(() => undefined);
    await stop();
    expect(await errorOf(url, 'lku_service')).toMatchObject({ reason: 'UNREACHABLE' });
  });

  test('if it does not come in time, or not completely', async () => {
    const silent = await serve(() => undefined);
    const slow = await serve((_request, response) => void response.writeHead(200).write('{"active":'));
    for (const { url } of [silent, slow])
      expect(await errorOf(url, 'lku_service', { timeoutMs: 200 })).toMatchObject({ reason: 'TIMEOUT' });
    await Promise.all([silent.stop(), slow.stop()]);
  });

  test.each([
    ['is not JSON', '<p>Hello</p>'],
    ['is null', 'null'],
    ['does not say whether the token is active', '{}'],
    ['says so in another type', '{"active":"true","sub":"1","username":"a","jti":"1","permissions":[]}'],
    ['has no user', '{"active":true,"jti":"1","permissions":[]}'],
    ['has no permissions', '{"active":true,"sub":"1","username":"a","jti":"1"}'],
    ['has other resources', '{"active":true,"sub":"1","username":"a","jti":"1","permissions":[],"resources":{}}'],
  ])('if the answer %s', async (_what, body) => {
    const other = await serve((_request, response) => response.end(body));
    expect(await errorOf(other.url, 'lku_service')).toMatchObject({ reason: 'INVALID_ANSWER' });
    await other.stop();
  });

  test('if the answer leads to another address, to which nothing is sent', async () => {
    let sent = 0;
    const other = await serve((_request, response) => void response.end(String(++sent)));
    const leading = await serve((_request, response) => response.writeHead(307, { Location: other.url }).end());
    expect(await errorOf(leading.url, 'lku_service')).toMatchObject({ reason: 'REFUSED' });
    expect(sent).toBe(0);
    await Promise.all([other.stop(), leading.stop()]);
  });
});

describe('a mistake in the configuration throws before anything is sent', () => {
  test.each([
    ['no token', { url: 'http://localhost', token: '' }, /^token must be/],
    ['no URL', { url: 'localhost:4000', token: 'lku_service' }, /^url must be/],
    ['no time', { url: 'http://localhost', token: 'lku_service', timeoutMs: 0 }, /^timeoutMs must be/],
  ])('%s', (_what, options, message) => {
    expect(() => createClient(options)).toThrow(message);
  });

  test.each([
    ['a permission without a value', { permission: undefined }, /^permission must be/],
    ['an empty permission', { permission: '' }, /^permission must be/],
    ['a resource without a permission', { resource: { type: 'project', id: 'shop' } }, /^resource requires/],
  ])('%s', async (_what, requirement, message) => {
    const before = introspections(at);
    await expect(client.verify('lku_of_a_user', requirement)).rejects.toThrow(message);
    expect(introspections(at)).toBe(before);
  });
});
