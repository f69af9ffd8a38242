/** The media type of answers: the one that the client prefers, by RFC 9110 and GraphQL over HTTP. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { count } from 'drizzle-orm';
import { roles } from '../../schema/roles.ts';
import { type Latchkey, startLatchkey } from '../server.ts';
import { type Person, people } from '../test-users.ts';

let server: Latchkey;
let owner: Person;
beforeAll(async () => {
  server = await startLatchkey('pglite');
  owner = await people(server).owner();
});
afterAll(() => server.stop());

const ask = (accept: string, query = '{ __typename }') =>
  fetch(`${server.url}/api/graphql`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${owner.token}`, Accept: accept },
    body: JSON.stringify({ query }),
  });

const json = 'application/json; charset=utf-8';
const graphql = 'application/graphql-response+json; charset=utf-8';

describe('an answer of GraphQL', () => {
  test.each([
    ['*/*', json],
    ['application/*', json],
    ['APPLICATION/JSON', json],
    ['application/json; charset=utf-8', json],
    ['application/json;charset="UTF-8"', json],
    ['application/graphql-response+json', graphql],
    ['application/graphql-response+json; charset=utf-8, application/json; charset=utf-8', graphql],
    ['application/json, application/graphql-response+json', json],
    ['application/graphql-response+json,application/json;q=0.9', graphql],
    ['application/graphql-response+json;q=0.1, application/json;q=0.2', json],
    ['application/json;q=0.1, application/graphql-response+json;q=0.2', graphql],
    ['application/json;q=0, */*', graphql],
    ['text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8', json],
    ['text/event-stream, application/json', json],
    ['multipart/mixed;deferSpec=20220824,application/json', json],
  ])('to a client that sends Accept: %s has the type %s', async (accept, type) => {
    const response = await ask(accept);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, type]);
    expect(await response.json()).toEqual({ data: { __typename: 'Query' } });
  });

  const makeRole = 'mutation { createRole(input: { name: "Made", applied_permissions: [] }) { id } }';

  test.each([
    'text/html',
    'text/*',
    'text/event-stream',
    'multipart/mixed',
    'application/json;q=0',
    '*/*;q=0',
    'application/json;charset=iso-8859-1',
    'nonsense',
  ])('that excludes both types (Accept: %s) is refused with 406 and a JSON body, and nothing runs', async (accept) => {
    const response = await ask(accept, makeRole);
    expect([response.status, response.headers.get('content-type')]).toEqual([406, 'application/json']);
    const { errors } = (await response.json()) as { errors: object[] };
    const message = expect.stringContaining('application/json or application/graphql-response+json');
    expect(errors).toEqual([{ message, extensions: { code: 'INVALID_INPUT' } }]);
    expect((await server.db.select({ count: count() }).from(roles))[0]?.count).toBe(0);
  });
});
