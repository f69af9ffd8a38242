/**
 * Tokens that are limited to single resources: forward auth, introspection, AuthZEN and the client decide alike, and no way leads
 * beyond the limit.
 */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { createClient } from '../../src/client/client.ts';
import type { Permission } from '../../src/domain/access/permissions.ts';
import { kinds } from '../server.ts';
import type { Person } from '../test-users.ts';
import { declare, holding, inBrowser, type Made, made, project, rowsOf, world } from '../tokens/acts.ts';
import { bearer, get, postForm, postJson, serviceHaving, statementsOf } from './asking.ts';

interface Resource {
  type: string;
  id: string;
}

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind);
  let service: Person;
  let ada: Person;
  /** Of Ada: limited to two customers, and not limited. */
  let limited: Made;
  let whole: Made;
  const [invoice, parcel, price] = ['CREATE_INVOICE', 'SEND_PARCEL', 'READ_PRICE'] as Permission[] as [
    Permission,
    Permission,
    Permission,
  ];
  beforeAll(async () => {
    await declare(at, invoice, 'customer', 'shop');
    await declare(at, parcel, 'warehouse');
    await declare(at, price);
    service = await serviceHaving(at.server, 'INTROSPECT_TOKEN', 'EVALUATE_ACCESS');
    ada = await at.as.having(invoice, parcel, price, 'READ_USER', 'CREATE_ROLE', 'READ_ROLE');
    const by = await inBrowser(at.server, ada);
    limited = await made(by, { allowed_resources: ['customer:42', 'customer:a:b'] });
    whole = await made(by);
  });

  const verify = (token: string, permission: string, resource?: string) =>
    get(
      at.server,
      `/auth/verify?${new URLSearchParams({ permission, ...(resource === undefined ? {} : { resource }) })}`,
      bearer(token),
    );
  const introspect = async (token: string) =>
    (await postForm(at.server, '/oauth/introspect', { token }, bearer(service.token))).body;
  const evaluate = async (id: string, permission: string, resource: Resource) => {
    const question = { subject: { type: 'token', id }, action: { name: permission }, resource };
    const { body } = await postJson(at.server, '/access/v1/evaluation', question, bearer(service.token));
    return { isAllowed: body.decision as boolean, reason: body.context.reason as string };
  };

  /** What a service reads in the answer about a token by itself. */
  const isIn = async (token: string, permission: string, resource: Resource | null) => {
    const { permissions, resources } = await introspect(token);
    const found = (resources ?? []).find(({ type, id }: Resource) => type === resource?.type && id === resource.id);
    return permissions.includes(permission) || (found?.permissions.includes(permission) ?? false);
  };
  const clientAllows = async (token: string, permission: string, resource: Resource | null) => {
    const client = createClient({ url: at.server.url, token: service.token });
    return (await client.verify(token, { permission, resource })).active;
  };

  /** The decisions of all ways, which must be the same. */
  async function decisions({ id, token }: Made, permission: string, resource: Resource | null): Promise<boolean[]> {
    const name = resource ? `${resource.type}:${resource.id}` : undefined;
    return [
      (await verify(token, permission, name)).status === 200,
      await isIn(token, permission, resource),
      await clientAllows(token, permission, resource),
      // AuthZEN has no question without a resource.
      ...(resource ? [(await evaluate(id, permission, resource)).isAllowed] : []),
    ];
  }

  test.each([
    [invoice, 'customer', '42', true],
    [invoice, 'customer', 'a:b', true],
    [invoice, 'customer', '43', false],
    [invoice, 'customer', '4', false],
    [invoice, 'customer', '42 ', false],
    [invoice, 'customer', 'a', false],
    [invoice, 'shop', '42', false],
    [parcel, 'warehouse', '42', false],
    [invoice, null, null, false],
    [parcel, null, null, false],
    [price, null, null, true],
  ] as const)('%s on %s:%s is decided alike by every way', async (permission, type, id, isAllowed) => {
    const resource = type === null ? null : { type, id };
    expect(new Set(await decisions(limited, permission, resource))).toEqual(new Set([isAllowed]));
    if (id !== '42 ') expect(new Set(await decisions(whole, permission, resource))).toEqual(new Set([true]));
  });

  test('a kind that the permission does not declare is denied: 400 of the proxy whose configuration is wrong', async () => {
    const { key } = await project(at);
    for (const [permission, type, id] of [
      [invoice, 'warehouse', '42'],
      [invoice, 'project', key],
      [parcel, 'customer', '42'],
      [invoice, 'unknown', '42'],
    ] as const) {
      const resource = { type, id };
      expect(await evaluate(limited.id, permission, resource)).toEqual({ isAllowed: false, reason: 'OTHER_RESOURCE' });
      expect(await isIn(limited.token, permission, resource)).toBe(false);
      expect(await clientAllows(limited.token, permission, resource)).toBe(false);
      expect((await verify(limited.token, permission, `${type}:${id}`)).status).toBe(400);
      expect((await verify(whole.token, permission, `${type}:${id}`)).status).toBe(400);
    }
    for (const name of ['42', ':42', 'customer:', 'customer', 'Customer:42'])
      expect([name, (await verify(limited.token, invoice, name)).status]).toEqual([name, 400]);
  });

  test('introspection lists the resources with what the token may do on each, and other permissions as everywhere', async () => {
    const { permissions, scope, resources } = await introspect(limited.token);
    expect(permissions.toSorted()).toEqual(['CREATE_ROLE', 'READ_PRICE', 'READ_ROLE', 'READ_USER']);
    expect(scope.split(' ')).toEqual(permissions);
    expect(resources).toEqual([
      { type: 'customer', id: '42', permissions: [invoice] },
      { type: 'customer', id: 'a:b', permissions: [invoice] },
    ]);
    expect((await introspect(whole.token)).resources).toBeNull();
  });

  test('with forward auth the site gets the permissions on the resource, and the client the scope that is missing on another', async () => {
    const { headers } = await verify(limited.token, invoice, 'customer:42');
    expect(headers['x-latchkey-permissions']?.split(' ').toSorted()).toEqual([
      invoice,
      'CREATE_ROLE',
      'READ_PRICE',
      'READ_ROLE',
      'READ_USER',
    ]);
    const refused = await verify(limited.token, invoice, 'customer:43');
    expect([refused.status, refused.headers['www-authenticate']]).toEqual([
      403,
      `Bearer error="insufficient_scope", scope="${invoice}"`,
    ]);
    expect((await verify(limited.token, price)).headers['x-latchkey-permissions']).not.toContain(invoice);
    // As the token of a project, it does not pass where no permission is required.
    expect((await get(at.server, '/auth/verify', bearer(limited.token))).status).toBe(403);
  });

  test('without the permission itself, a resource that the limit names is refused as missing', async () => {
    const by = await inBrowser(at.server, ada);
    const { id, token } = await made(by, { permissions: ['READ_USER'], allowed_resources: ['customer:42'] });
    const on42 = { type: 'customer', id: '42' };
    expect(await evaluate(id, invoice, on42)).toEqual({ isAllowed: false, reason: 'MISSING_PERMISSION' });
    expect((await verify(token, invoice, 'customer:42')).status).toBe(403);
    expect((await introspect(token)).resources).toEqual([{ ...on42, permissions: [] }]);
  });

  test('a token without the limit and a user keep their answers', async () => {
    const on43 = { type: 'customer', id: '43' };
    expect(await evaluate(whole.id, invoice, on43)).toEqual({ isAllowed: true, reason: 'EVERYWHERE' });
    const question = { subject: { type: 'user', id: ada.id }, action: { name: invoice }, resource: on43 };
    const { body } = await postJson(at.server, '/access/v1/evaluation', question, bearer(service.token));
    expect(body.decision).toBe(true);
  });

  test('what is limited can be neither passed on nor used as if it were held everywhere', async () => {
    const ask = holding(at.server, limited.token);
    const { data } = await ask('{ me { effective_permissions } reach { permissions } }');
    expect(data.me.effective_permissions).not.toContain(invoice);
    expect(data.reach.permissions).toContain(invoice);
    const role = (permission: string) =>
      ask(
        `mutation { createRole(input: { name: "${permission} passed on", applied_permissions: [${permission}] }) { id } }`,
      );
    expect((await role(invoice)).errors?.[0]?.extensions).toMatchObject({
      code: 'FORBIDDEN',
      missing_permissions: [invoice],
    });
    expect((await role(price)).errors).toBeUndefined();
    const owners = await made(at.owner, { allowed_resources: ['customer:42'] });
    const promotion = `mutation { updateUser(id: ${ada.id}, input: { super_admin: true }) { id } }`;
    expect((await holding(at.server, owners.token)(promotion)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  test('a use on a resource counts and restores a latent permission, and one on another resource does neither', async () => {
    const { id, token } = await made(await inBrowser(at.server, ada), { allowed_resources: ['customer:42'] });
    await at.server.db.execute(sql`update personal_access_tokens set latent_permissions = array[${invoice}::text],
      shrunk_at = now(), latent_until = now() + interval '1 day' where id = ${id}`);
    const latent = async () => {
      await at.server.usage.flush(true);
      return rowsOf(at.server, sql`select latent_permissions as latent from personal_access_tokens where id = ${id}`);
    };
    expect((await verify(token, invoice, 'customer:43')).status).toBe(403);
    expect(await latent()).toEqual([{ latent: [invoice] }]);
    expect((await verify(token, invoice, 'customer:42')).status).toBe(200);
    expect(await latent()).toEqual([{ latent: null }]);
    const used = sql`select name from usage where token_id = ${id} and kind = 'PERMISSION'`;
    expect(await rowsOf(at.server, used)).toEqual([{ name: invoice }]);
  });

  test('the limit takes no more statements than a token without it', async () => {
    const count = (token: string) => statementsOf(at.server, () => verify(token, invoice, 'customer:42'));
    await count(limited.token);
    expect(await count(limited.token)).toBe(await count(whole.token));
    expect(await count(limited.token)).toBe(1);
  });
});
