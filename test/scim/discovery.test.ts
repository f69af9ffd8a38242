/** What clients of SCIM read about the server, and how it answers what is not there. */
import { expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { world } from '../tokens/acts.ts';
import { kim, provider, sending, userSchema } from './acts.ts';

const at = world('pglite');
const idp = provider(at);

test('ServiceProviderConfig says what is supported', async () => {
  expect(await idp.send('GET', '/ServiceProviderConfig')).toMatchObject({
    status: 200,
    body: {
      patch: { supported: true },
      bulk: { supported: false },
      filter: { supported: true, maxResults: 200 },
      changePassword: { supported: false },
      sort: { supported: true },
      etag: { supported: true },
      authenticationSchemes: [{ type: 'oauthbearertoken' }],
    },
  });
});

test('ResourceTypes and Schemas list users, alone and by id, and cannot be filtered', async () => {
  for (const [path, id] of [
    ['/ResourceTypes', 'User'],
    ['/Schemas', userSchema],
  ] as const) {
    const { body } = await idp.send('GET', path);
    expect(body).toMatchObject({ totalResults: 1, Resources: [{ id }] });
    expect((await idp.send('GET', `${path}/${id}`)).body).toEqual(body.Resources[0]);
    expect((await idp.send('GET', `${path}/other`)).status).toBe(404);
    expect((await idp.send('GET', `${path}?filter=id eq "x"`)).status).toBe(403);
  }
});

test('the schema names every attribute of a resource', async () => {
  const { body } = await idp.send(
    'POST',
    '/Users',
    kim({ externalId: 'x', name: { givenName: 'K', familyName: 'D' } }),
  );
  const [schema] = (await idp.send('GET', '/Schemas')).body.Resources;
  const { schemas, id, meta, ...attributes } = body;
  expect(schema.attributes.map(({ name }: { name: string }) => name).sort()).toEqual(Object.keys(attributes).sort());
  for (const [name, value] of Object.entries(attributes)) {
    const { subAttributes, multiValued } = schema.attributes.find((each: { name: string }) => each.name === name);
    expect(multiValued).toBe(Array.isArray(value));
    if (typeof value === 'object')
      expect(subAttributes.map((each: { name: string }) => each.name).sort()).toEqual(
        Object.keys([value].flat()[0] as object).sort(),
      );
  }
});

test('nobody reads this without a token', async () => {
  for (const path of ['/ServiceProviderConfig', '/ResourceTypes', '/Schemas', '/Groups'])
    expect((await sending(at.server, {})('GET', path)).status).toBe(401);
});

test('groups, bulk requests and other paths answer 404 in the form of SCIM', async () => {
  for (const [method, path] of [
    ['GET', '/Groups'],
    ['POST', '/Groups'],
    ['PATCH', '/Groups/1'],
    ['POST', '/Bulk'],
    ['GET', '/Me'],
    ['GET', '/Users/'],
    ['GET', '//Users'],
    ['PATCH', '/Users/3/'],
    ['GET', '/Users/3/more'],
  ] as const)
    expect(await idp.send(method, path, method === 'GET' ? undefined : {})).toMatchObject({
      status: 404,
      body: { schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], status: '404' },
    });
});

test('another method answers 405 with the methods that there are', async () => {
  const { status, headers } = await idp.send('DELETE', '/Users');
  expect([status, headers.get('allow')]).toEqual([405, 'GET, HEAD, POST']);
  expect((await idp.send('POST', '/Users/1', {})).headers.get('allow')).toBe('GET, HEAD, PUT, PATCH, DELETE');
});

test('HEAD answers like GET, without a body', async () => {
  const response = await at.server.fetch('/scim/v2/Users', {
    method: 'HEAD',
    headers: { Authorization: `Bearer ${idp.who.token}` },
  });
  expect([response.status, await response.text()]).toEqual([200, '']);
});

test('more requests in a minute than the limit are refused with 429 and when to try again', async () => {
  const address = await at.server.beside({ REQUESTS_PER_MINUTE: '2' });
  const headers = { Authorization: `Bearer ${idp.who.token}` };
  const replies: Response[] = [];
  for (let count = 0; count < 3; count++) replies.push(await fetch(`${address}/scim/v2/Users`, { headers }));
  expect(replies.map(({ status }) => status)).toEqual([200, 200, 429]);
  expect(Number(replies[2]?.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await replies[2]?.json()).toMatchObject({
    schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
    status: '429',
  });
});

test('an error that is not expected is answered without its text', async () => {
  await at.server.db.execute(sql`alter table roles rename to roles_away`);
  const { status, body } = await idp.send('GET', '/Users').finally(async () => {
    await at.server.db.execute(sql`alter table roles_away rename to roles`);
  });
  expect([status, body.detail]).toEqual([500, 'Unexpected error.']);
});
