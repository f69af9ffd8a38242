/** The header with the expiry of a token, in every answer to that token and in no other answer. */
import { describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { kinds } from '../server.ts';
import { cookieOf, inBrowser, inDays, made, setPolicy, world } from './acts.ts';

const header = 'SonarQube-Authentication-Token-Expiration';

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind);
  const expires_at = '2087-01-01T00:00:00.000Z';
  const written = '2087-01-01T00:00:00+0000';

  const query = (text: string, more: object = {}) => ({
    method: 'POST',
    body: JSON.stringify({ query: text, ...more }),
  });

  async function headersOf(
    headers: Record<string, string>,
    path = '/api/graphql',
    request: object = query('{ me { id } }'),
  ) {
    const init = { ...request, headers: { 'Content-Type': 'application/json', ...headers } };
    const response = await fetch(at.server.url + path, init);
    await response.text();
    return { expiry: response.headers.get(header), exposed: response.headers.get('access-control-expose-headers') };
  }

  const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });
  const nothing = { expiry: null, exposed: null };
  const everything = { expiry: written, exposed: header };

  test('every answer to an expiring token has the header, and lets browsers read it', async () => {
    const { token, id } = await made(at.owner, { expires_at });
    const basic = { Authorization: `Basic ${Buffer.from(`${token}:`).toString('base64')}` };
    const own = `mutation { regeneratePersonalAccessToken(id: ${id}) { id } }`;
    const answers = [
      headersOf(bearer(token)),
      headersOf(basic),
      headersOf(bearer(token), '/api/graphql?query={me{id}}', { method: 'GET' }),
      headersOf(bearer(token), '/api/authentication/validate', { method: 'GET' }),
      headersOf(bearer(token), '/api/personal_access_tokens.csv', { method: 'GET' }),
    ];
    const errors = [
      headersOf(bearer(token), '/api/graphql', query('{ nonsense }')),
      headersOf(bearer(token), '/api/graphql', query('{')),
      headersOf(bearer(token), '/api/graphql', { method: 'POST', body: '[1' }),
      headersOf(bearer(token), '/api/graphql', query(own)),
      headersOf(
        bearer(token),
        '/api/graphql',
        query('query ($id: Int64Bit) { users(id: $id) { entities { id } } }', { variables: { id: 'x' } }),
      ),
    ];
    for (const answer of [...answers, ...errors]) expect(await answer).toEqual(everything);
  });

  test('answers with an unexpected error or a missing permission have the header too', async () => {
    const nothingMuch = await inBrowser(at.server, await at.as.having());
    const { token } = await made(nothingMuch, { expires_at });
    expect(await headersOf(bearer(token), '/api/graphql', query('{ users { entities { id } } }'))).toEqual(everything);
    expect(await headersOf(bearer(token), '/api/personal_access_tokens.csv', { method: 'GET' })).toEqual(everything);
    await at.server.db.execute(sql`alter table users rename column ui_preferences to hidden`);
    expect(await headersOf(bearer(token))).toEqual(everything);
    await at.server.db.execute(sql`alter table users rename column hidden to ui_preferences`);
  });

  test('the expiry has whole seconds in UTC', async () => {
    const { token } = await made(at.owner, { expires_at: '2087-06-07T08:09:10.999+02:00' });
    expect((await headersOf(bearer(token))).expiry).toBe('2087-06-07T06:09:10+0000');
  });

  test('answers to tokens without expiry, to sessions and to anonymous callers have no header', async () => {
    const { token } = await made(at.owner);
    expect(await headersOf(bearer(token))).toEqual(nothing);
    expect(await headersOf({ Cookie: await cookieOf(at.server, { id: at.ownerId }) })).toEqual(nothing);
    expect(await headersOf({})).toEqual(nothing);
  });

  test('answers to refused credentials have no header', async () => {
    const Cookie = await cookieOf(at.server, { id: at.ownerId });
    const { token, id } = await made(at.owner, { expires_at });
    expect(await headersOf({ ...bearer(token), Cookie })).toEqual(nothing);
    const elsewhere = await made(at.owner, { expires_at, allowed_subnets: ['203.0.113.0/24'] });
    expect(await headersOf(bearer(elsewhere.token))).toEqual(nothing);
    for (const path of ['/api/authentication/validate', '/api/personal_access_tokens.csv'])
      expect(await headersOf(bearer(elsewhere.token), path, { method: 'GET' })).toEqual(nothing);
    await at.server.db.execute(sql`update personal_access_tokens set expires_at = now() where id = ${id}`);
    expect(await headersOf(bearer(token))).toEqual(nothing);
    expect(await headersOf(bearer(token), '/api/authentication/validate', { method: 'GET' })).toEqual(nothing);
  });

  test('a token in the URL gets the header too', async () => {
    await setPolicy(at, { accept_session_parameter: true });
    const { token } = await made(at.owner, { expires_at });
    expect(await headersOf({}, `/api/graphql?query={me{id}}&session=${token}`, { method: 'GET' })).toEqual(everything);
  });

  test('a new expiry is in the header from the next request', async () => {
    const { token, id } = await made(at.owner, { expires_at: inDays(2) });
    await at.owner(
      'mutation ($id: Int64Bit!, $e: Datetime) { updatePersonalAccessToken(id: $id, input: { expires_at: $e }) { id } }',
      { id, e: expires_at },
    );
    expect(await headersOf(bearer(token))).toEqual(everything);
  });
});
