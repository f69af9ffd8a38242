/** GraphQL over HTTP, checked by the audits of graphql-http: all pass with a token, and without one all but those of closed features. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Audit, serverAudits } from 'graphql-http';
import { type Latchkey, startLatchkey } from '../server.ts';
import { people } from '../test-users.ts';

let server: Latchkey;
beforeAll(async () => {
  server = await startLatchkey('pglite');
});
afterAll(() => server.stop());

/** The number of audits, and the ids of those that failed. */
async function audit(headers: Record<string, string> = {}): Promise<{ asked: number; unmet: string[] }> {
  const fetchFn = (url: string, init: RequestInit = {}) =>
    fetch(url, { ...init, headers: { ...(init.headers as Record<string, string>), ...headers } });
  const audits: Audit[] = serverAudits({ url: `${server.url}/api/graphql`, fetchFn });
  const results = await Promise.all(audits.map((each) => each.fn()));
  const unmet = results.filter(({ status }) => status !== 'ok').map(({ id }) => id);
  return { asked: audits.length, unmet: unmet.sort() };
}

/** They send a GET without the header that keeps other sites' pages from sending one. */
const needHeader = ['5A70', '6A70', 'D6D5'];

/** They query `__type`, which requires a credential. */
const needIntrospection = ['28B9', '2EA1', '6A70', 'D6D5'];

test('with a token all 61 audits pass', async () => {
  const { token } = await people(server).owner();
  expect(await audit({ Authorization: `Bearer ${token}` })).toEqual({ asked: 61, unmet: [] });
});

test('without a credential only those audits fail that need introspection or the CSRF header', async () => {
  const closed = new Set([...needHeader, ...needIntrospection]);
  expect(closed.size).toBe(5);
  expect(await audit()).toEqual({ asked: 61, unmet: [...closed].sort() });
});

test('without a credential but with the CSRF header only those audits fail that need introspection', async () => {
  expect(await audit({ 'X-Latchkey-CSRF': '1' })).toEqual({ asked: 61, unmet: needIntrospection });
});
