/** Introspection: a service asks what a token is that it received. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { from, setFirewall } from '../firewall/sending.ts';
import { kinds } from '../server.ts';
import type { Person } from '../test-users.ts';
import {
  cookieOf,
  edit,
  grant,
  inBrowser,
  inDays,
  made,
  project,
  regenerate,
  revoke,
  rowsOf,
  setPolicy,
  world,
} from '../tokens/acts.ts';
import { basic, bearer, type Headers, postForm, serviceHaving, statementsOf } from './asking.ts';

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind, () => ({ TRUSTED_PROXIES: '127.0.0.0/8' }));
  let service: Person;
  let ada: Person;
  beforeAll(async () => {
    service = await serviceHaving(at.server, 'INTROSPECT_TOKEN');
    ada = await at.as.having('READ_USER', 'READ_ROLE');
  });

  const ask = (fields: Record<string, string> | string, headers: Headers = bearer(service.token)) =>
    postForm(at.server, '/oauth/introspect', fields, headers);
  const inactive = { active: false };
  const isInactive = async (fields: Record<string, string>) => expect((await ask(fields)).body).toEqual(inactive);

  test('an active token is described with its owner, times and permissions, and the answer is not to be stored', async () => {
    const by = await inBrowser(at.server, ada);
    const expires_at = inDays(3);
    const token = await made(by, { expires_at, permissions: ['READ_USER'] });
    const { status, headers, body } = await ask({ token: token.token });
    expect([status, headers['content-type'], headers['cache-control']]).toEqual([200, 'application/json', 'no-store']);
    expect(body).toEqual({
      active: true,
      scope: 'READ_USER',
      client_id: ada.username,
      username: ada.username,
      token_type: 'Bearer',
      exp: Math.floor(Date.parse(expires_at) / 1_000),
      iat: Math.floor(Date.parse(String(token.created_at)) / 1_000),
      sub: ada.id,
      jti: token.id,
      token_name: token.name,
      permissions: ['READ_USER'],
      resources: null,
    });
  });

  test('the issue time is that of the secret, and what has no value is left out', async () => {
    const by = await inBrowser(at.server, await at.as.having());
    const { id } = await made(by);
    const { token } = await regenerate(by, id).then(({ data }) => data.done);
    const { body } = await ask({ token });
    const [row] = await rowsOf<{ iat: number }>(
      at.server,
      sql`select floor(extract(epoch from regenerated_at))::int as iat from personal_access_tokens where id = ${id}`,
    );
    expect(body).toMatchObject({ active: true, iat: row?.iat, permissions: [], resources: null });
    expect(Object.keys(body)).not.toEqual(expect.arrayContaining(['exp']));
    expect('scope' in body).toBe(false);
  });

  test('a service sends its token as Bearer, or with its user name by Basic or in the form', async () => {
    const subject = { token: ada.token };
    const secret = { client_id: service.username, client_secret: service.token };
    const ways: [Record<string, string>, Headers][] = [
      [subject, bearer(service.token)],
      [subject, basic(service.username, service.token)],
      [subject, basic(service.username.toUpperCase(), service.token)],
      [subject, basic(service.username.replaceAll('-', '%2D'), service.token.replace('_', '%5F'))],
      [subject, basic(service.token, '')],
      [{ ...subject, ...secret }, {}],
      [{ ...subject, token_type_hint: 'refresh_token' }, bearer(service.token)],
    ];
    for (const [fields, headers] of ways) expect((await ask(fields, headers)).body.active).toBe(true);
  });

  test('who is no service or lacks INTROSPECT_TOKEN is refused and learns nothing', async () => {
    const person = await at.as.having('INTROSPECT_TOKEN');
    const without = await serviceHaving(at.server, 'READ_USER', 'EVALUATE_ACCESS');
    const subject = { token: ada.token };
    for (const { token } of [person, without]) {
      const { status, body } = await ask(subject, bearer(token));
      expect([status, body]).toEqual([403, { error: 'insufficient_scope', error_description: expect.any(String) }]);
    }
    const lacking = await ask(subject, bearer(without.token));
    expect(lacking.headers['www-authenticate']).toBe('Bearer error="insufficient_scope", scope="INTROSPECT_TOKEN"');
  });

  test('without a valid credential the answer is 401, and with two it is 400', async () => {
    const subject = { token: ada.token };
    const unauthorized: [Record<string, string>, Headers][] = [
      [subject, {}],
      [subject, bearer('nonsense')],
      [subject, bearer(`${service.token.slice(0, -1)}~`)],
      [subject, basic(ada.username, service.token)],
      [{ ...subject, client_id: ada.username, client_secret: service.token }, {}],
      [{}, {}],
    ];
    for (const [fields, headers] of unauthorized) {
      const { status, body, headers: answered } = await ask(fields, headers);
      expect([status, body.error]).toEqual([401, 'invalid_client']);
      expect(answered['www-authenticate']).toBe('Basic realm="Latchkey", Bearer error="invalid_token"');
    }
    const secret = { client_id: service.username, client_secret: service.token };
    expect((await ask({ ...subject, ...secret }, bearer(service.token))).status).toBe(400);
    const cookie = await cookieOf(at.server, { id: at.ownerId });
    expect((await ask(subject, { Cookie: cookie })).status).toBe(401);
  });

  test('a request that is no form, repeats a parameter or lacks the token is refused', async () => {
    for (const fields of [
      '',
      'token=',
      `token=${ada.token}&token=${ada.token}`,
      `token=${ada.token}&ip=nowhere`,
      `token=${ada.token}&ip=fe80::1%25eth0`,
    ]) {
      const { status, body } = await ask(fields);
      expect([fields, status, body.error]).toEqual([fields, 400, 'invalid_request']);
    }
    const unknown = await ask({ token: ada.token, permission: 'FLY' });
    expect([unknown.status, unknown.body.error_description]).toEqual([400, expect.stringContaining('permission')]);
    const json = await fetch(`${at.server.url}/oauth/introspect`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...bearer(service.token) },
      body: JSON.stringify({ token: ada.token }),
    });
    expect(json.status).toBe(400);
    const get = await fetch(`${at.server.url}/oauth/introspect?token=${ada.token}`, { headers: bearer(service.token) });
    expect([get.status, get.headers.get('allow')]).toEqual([405, 'POST']);
    expect(await get.json()).toEqual({ error: 'invalid_request', error_description: 'Use POST.' });
  });

  test('unknown, expired, revoked and bound tokens and those of disabled owners are inactive, with nothing more', async () => {
    const owner = await at.as.having('READ_USER');
    const by = await inBrowser(at.server, owner);
    const revoked = await made(by);
    const expired = await made(by, { expires_at: inDays(1) });
    const limited = await made(by, { methods: ['users'] });
    const bound = await made(by, { operations: [{ document: 'query A { me { id } }' }] });
    for (const { token } of [revoked, expired]) expect((await ask({ token })).body.active).toBe(true);
    await revoke(by, revoked.id);
    await at.server.db.execute(
      sql`update personal_access_tokens set expires_at = clock_timestamp() where id = ${expired.id}`,
    );
    const texts = [
      '',
      'nonsense',
      `lku_${'A'.repeat(30)}0uCPlr`,
      revoked.token,
      expired.token,
      limited.token,
      bound.token,
    ];
    for (const token of texts.slice(1)) await isInactive({ token });
    expect((await ask({ token: owner.token })).body.active).toBe(true);
    await at.server.db.execute(sql`update users set enabled = false where id = ${owner.id}`);
    await isInactive({ token: owner.token });
  });

  test('a token limited to subnets is active only with an address in them, from the form or a trusted proxy', async () => {
    const by = await inBrowser(at.server, ada);
    const { id, token } = await made(by, { allowed_subnets: ['203.0.113.0/24'] });
    await isInactive({ token });
    await isInactive({ token, ip: '192.0.2.1' });
    for (const ip of ['203.0.113.9', '::ffff:203.0.113.9']) expect((await ask({ token, ip })).body.active).toBe(true);
    const forwarded = (address: string) => ask({ token }, { ...bearer(service.token), ...from(address) });
    expect((await forwarded('203.0.113.9')).body.active).toBe(true);
    expect((await forwarded('192.0.2.1')).body).toEqual(inactive);
    const entries = await rowsOf(
      at.server,
      sql`select current from logs where loggable_type = 'PersonalAccessToken' and loggable_id = ${id} and type = 'OTHER'`,
    );
    expect(entries).toHaveLength(2);
  });

  test('an address that no trusted proxy reports does not count', async () => {
    const untrusting = { url: await at.server.beside({ TRUSTED_PROXIES: '' }) };
    const { token } = await made(await inBrowser(at.server, ada), { allowed_subnets: ['203.0.113.0/24'] });
    const headers = { ...bearer(service.token), ...from('203.0.113.9') };
    expect((await postForm(untrusting, '/oauth/introspect', { token }, headers)).body).toEqual(inactive);
  });

  test('a service that names a project gets the permissions on it, besides those everywhere', async () => {
    const [granted, other] = [await project(at), await project(at)];
    const owner = await at.as.having('READ_USER');
    await grant(at, 'grant', granted.key, { user_id: owner.id });
    const on = async (resource: string) => (await ask({ token: owner.token, resource })).body;
    const everywhere = { active: true, permissions: ['READ_USER'] };
    expect(await on(granted.key)).toMatchObject({
      ...everywhere,
      resources: [{ type: 'project', id: granted.key, permissions: ['EXECUTE_ANALYSIS'] }],
    });
    expect(await on(other.key)).toMatchObject({
      ...everywhere,
      resources: [{ type: 'project', id: other.key, permissions: [] }],
    });
    for (const resource of ['unknown', 'not a key', ''])
      expect(await on(resource)).toMatchObject({ ...everywhere, resources: null });
  });

  test('a project that a service names is not one to which the token of another is extended', async () => {
    const [own, other] = [await project(at), await project(at)];
    const owner = await at.as.having();
    for (const { key } of [own, other]) await grant(at, 'grant', key, { user_id: owner.id });
    const { token } = await made(await inBrowser(at.server, owner), { type: 'PROJECT_ANALYSIS', project_key: own.key });
    expect((await ask({ token, resource: other.key })).body).toMatchObject({ permissions: [], resources: [] });
  });

  test('the token of a project has its permissions on this project only', async () => {
    const { key } = await project(at);
    const owner = await at.as.having('READ_USER');
    await grant(at, 'grant', key, { user_id: owner.id });
    const other = await project(at);
    const by = await inBrowser(at.server, owner);
    const { token } = await made(by, { type: 'PROJECT_ANALYSIS', project_key: key });
    const described = async () => (await ask({ token })).body;
    const resource = { type: 'project', id: key };
    expect(await described()).toMatchObject({
      active: true,
      permissions: [],
      resources: [{ ...resource, permissions: ['EXECUTE_ANALYSIS'] }],
    });
    await grant(at, 'grant', other.key, { user_id: owner.id });
    await grant(at, 'revoke', key, { user_id: owner.id });
    expect(await described()).toMatchObject({ permissions: [], resources: [{ ...resource, permissions: [] }] });
    expect('scope' in (await described())).toBe(false);
  });

  test('it costs one statement for caller and token together, also for several at once', async () => {
    await ask({ token: ada.token });
    expect(await statementsOf(at.server, () => ask({ token: ada.token }))).toBe(1);
    const many = () => Promise.all(Array.from({ length: 10 }, () => ask({ token: ada.token })));
    expect(await statementsOf(at.server, many)).toBeLessThanOrEqual(10);
  });

  test('it counts as a use of the token, from the address of its user, and of its permissions or the one that is named', async () => {
    const by = await inBrowser(at.server, ada);
    const all = await made(by);
    const named = await made(by);
    await ask({ token: all.token, ip: '198.51.100.7' });
    await ask({ token: named.token, ip: '198.51.100.7', permission: 'READ_ROLE' });
    await at.server.usage.flush(true);
    const uses = (id: string) => rowsOf(at.server, sql`select name from usage where token_id = ${id} order by name`);
    expect(await uses(all.id)).toEqual([{ name: 'READ_ROLE' }, { name: 'READ_USER' }]);
    expect(await uses(named.id)).toEqual([{ name: 'READ_ROLE' }]);
    const last = sql`select last_used_ip as ip from token_uses where token_id in (${all.id}, ${named.id})`;
    expect(await rowsOf(at.server, last)).toEqual([{ ip: '198.51.100.7' }, { ip: '198.51.100.7' }]);
  });

  test('the first time that a regenerated secret is introspected, the previous one becomes inactive', async () => {
    const by = await inBrowser(at.server, ada);
    const { id, token: previous } = await made(by);
    const { data } = await regenerate(by, id, { overlap_minutes: 60 });
    expect((await ask({ token: previous })).body.active).toBe(true);
    expect((await ask({ token: data.done.token })).body.active).toBe(true);
    await isInactive({ token: previous });
  });

  test('a permission that the token was shrunk by and that the service names is restored', async () => {
    await setPolicy(at, { restore_latent_within_days: 5 });
    const { id, token } = await made(await inBrowser(at.server, ada), { permissions: ['READ_USER', 'READ_ROLE'] });
    await at.server.db.execute(sql`update personal_access_tokens set latent_permissions = array['READ_ROLE'],
      shrunk_at = now(), latent_until = now() + interval '1 day' where id = ${id}`);
    await ask({ token, permission: 'READ_USER' });
    const latent = sql`select latent_permissions as latent from personal_access_tokens where id = ${id}`;
    expect(await rowsOf(at.server, latent)).toEqual([{ latent: ['READ_ROLE'] }]);
    await ask({ token, permission: 'READ_ROLE' });
    expect(await rowsOf(at.server, latent)).toEqual([{ latent: null }]);
  });

  test('the application firewall applies to the service, and not to the address of the token’s user', async () => {
    await setFirewall(at.server, true, '198.51.100.0/24');
    try {
      const asked = { token: ada.token, ip: '192.0.2.99' };
      const inside = await ask(asked, { ...bearer(service.token), ...from('198.51.100.1') });
      expect([inside.status, inside.body.active]).toEqual([200, true]);
      const outside = await ask(asked, { ...bearer(service.token), ...from('192.0.2.1') });
      expect([outside.status, outside.body.errors[0].extensions.reason]).toEqual([403, 'ADDRESS_REFUSED']);
    } finally {
      await setFirewall(at.server, false);
    }
  });

  test('the service’s own token must be valid where it is used', async () => {
    const token = await made(at.owner, { user_id: service.id });
    expect((await ask({ token: ada.token }, bearer(token.token))).status).toBe(200);
    await edit(at.owner, token.id, { allowed_subnets: ['203.0.113.0/24'] });
    expect((await ask({ token: ada.token }, bearer(token.token))).status).toBe(403);
  });
});
