/** Versions of users, and requests of an identity provider at the same time. */
import { describe, expect, test } from '@jest/globals';
import { kinds } from '../server.ts';
import { world } from '../tokens/acts.ts';
import { kim, provider, rowOf, userSchema } from './acts.ts';

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind);
  const idp = provider(at);
  const create = async (more: object = {}) => (await idp.send('POST', '/Users', kim(more))).body;

  test('with If-Match a change is made only of that version', async () => {
    const { id, userName } = await create();
    const change = (version: string, displayName: string) =>
      idp.send('PUT', `/Users/${id}`, { schemas: [userSchema], userName, displayName }, { 'If-Match': version });
    expect((await change('W/"1"', 'One')).headers.get('etag')).toBe('W/"2"');
    expect(await change('W/"1"', 'Two')).toMatchObject({ status: 412 });
    expect(await idp.send('DELETE', `/Users/${id}`, undefined, { 'If-Match': 'W/"1"' })).toMatchObject({ status: 412 });
    expect(await rowOf(at.server, id)).toMatchObject({ public_name: 'One', enabled: true });
    expect((await change('*', 'Three')).status).toBe(200);
    const fresh = await idp.send('GET', `/Users/${id}`, undefined, { 'If-None-Match': 'W/"3"' });
    expect([fresh.status, fresh.body]).toEqual([304, null]);
  });

  test('of two changes of the same version at the same time one is made', async () => {
    const { id } = await create();
    const change = (displayName: string) =>
      idp.send('PUT', `/Users/${id}`, { schemas: [userSchema], displayName }, { 'If-Match': 'W/"1"' });
    const replies = await Promise.all([change('One'), change('Two')]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 412]);
    const [made] = replies.filter(({ status }) => status === 200);
    expect((await rowOf(at.server, id)).public_name).toBe(made?.body.displayName);
  });

  test('of two users with the same name, address or external id who are created at the same time, one is', async () => {
    const person = kim({ externalId: 'same time' });
    const replies = await Promise.all([1, 2, 3].map(() => idp.send('POST', '/Users', person)));
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  });
});
