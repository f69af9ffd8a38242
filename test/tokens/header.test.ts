/** A program is told when its token will expire, in a header of every answer to it and of no other answer. */
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

  async function told(
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

  test('every answer to an expiring token has it, and lets browsers read it', async () => {
    const { token, id } = await made(at.owner, { expires_at });
    const basic = { Authorization: `Basic ${Buffer.from(`${token}:`).toString('base64')}` };
    const own = `mutation { regeneratePersonalAccessToken(id: ${id}) { id } }`;
    const answers = [
      told(bearer(token)),
      told(basic),
      told(bearer(token), '/api/graphql?query={me{id}}', { method: 'GET' }),
      told(bearer(token), '/api/authentication/validate', { method: 'GET' }),
      told(bearer(token), '/api/personal_access_tokens.csv', { method: 'GET' }),
    ];
    const errors = [
      told(bearer(token), '/api/graphql', query('{ nonsense }')),
      told(bearer(token), '/api/graphql', query('{')),
      told(bearer(token), '/api/graphql', { method: 'POST', body: '[1' }),
      told(bearer(token), '/api/graphql', query(own)),
      told(
        bearer(token),
        '/api/graphql',
        query('query ($id: Int64Bit) { users(id: $id) { entities { id } } }', { variables: { id: 'x' } }),
      ),
    ];
    for (const answer of [...answers, ...errors]) expect(await answer).toEqual(everything);
  });

  test('also an answer the program could not finish, and one that forbids', async () => {
    const nothingMuch = await inBrowser(at.server, await at.as.having());
    const { token } = await made(nothingMuch, { expires_at });
    expect(await told(bearer(token), '/api/graphql', query('{ users { entities { id } } }'))).toEqual(everything);
    expect(await told(bearer(token), '/api/personal_access_tokens.csv', { method: 'GET' })).toEqual(everything);
    await at.server.db.execute(sql`alter table users rename column ui_preferences to hidden`);
    expect(await told(bearer(token))).toEqual(everything);
    await at.server.db.execute(sql`alter table users rename column hidden to ui_preferences`);
  });

  test('the instant is told to the second in UTC', async () => {
    const { token } = await made(at.owner, { expires_at: '2087-06-07T08:09:10.999+02:00' });
    expect((await told(bearer(token))).expiry).toBe('2087-06-07T06:09:10+0000');
  });

  test('tokens that do not expire, sessions and callers without a credential are told nothing', async () => {
    const { token } = await made(at.owner);
    expect(await told(bearer(token))).toEqual(nothing);
    expect(await told({ Cookie: await cookieOf(at.server, { id: at.ownerId }) })).toEqual(nothing);
    expect(await told({})).toEqual(nothing);
  });

  test('refused credentials are told nothing', async () => {
    const Cookie = await cookieOf(at.server, { id: at.ownerId });
    const { token, id } = await made(at.owner, { expires_at });
    expect(await told({ ...bearer(token), Cookie })).toEqual(nothing);
    const elsewhere = await made(at.owner, { expires_at, allowed_subnets: ['203.0.113.0/24'] });
    expect(await told(bearer(elsewhere.token))).toEqual(nothing);
    for (const path of ['/api/authentication/validate', '/api/personal_access_tokens.csv'])
      expect(await told(bearer(elsewhere.token), path, { method: 'GET' })).toEqual(nothing);
    await at.server.db.execute(sql`update personal_access_tokens set expires_at = now() where id = ${id}`);
    expect(await told(bearer(token))).toEqual(nothing);
    expect(await told(bearer(token), '/api/authentication/validate', { method: 'GET' })).toEqual(nothing);
  });

  test('a token in the address is told as one in the header is', async () => {
    await setPolicy(at, { accept_session_parameter: true });
    const { token } = await made(at.owner, { expires_at });
    expect(await told({}, `/api/graphql?query={me{id}}&session=${token}`, { method: 'GET' })).toEqual(everything);
  });

  test('a new end is told from the next request on', async () => {
    const { token, id } = await made(at.owner, { expires_at: inDays(2) });
    await at.owner(
      'mutation ($id: Int64Bit!, $e: Datetime) { updatePersonalAccessToken(id: $id, input: { expires_at: $e }) { id } }',
      { id, e: expires_at },
    );
    expect(await told(bearer(token))).toEqual(everything);
  });
});
