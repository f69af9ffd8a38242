/** The plugin for graphql-yoga: the viewer in the context, and operations that are refused before they run. */
import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createSchema, createYoga } from 'graphql-yoga';
import { createClient } from '../../src/client/client.ts';
import { directiveTypeDefs, type LatchkeyContext, useLatchkey } from '../../src/client/envelop.ts';
import { basic, bearer, serviceHaving } from '../services/asking.ts';
import type { Person } from '../test-users.ts';
import { made, world } from '../tokens/acts.ts';
import { type Listening, listening, revokeTokens, serve } from './service.ts';

const at = world('pglite');
let service: Person;
let api: Listening;
/** The root fields that ran. */
const ran: string[] = [];

const typeDefs = `
  ${directiveTypeDefs}
  type Query {
    open: String
    me: String
    users: [User!]! @requiresScopes(scopes: [["READ_USER"]])
    changes: String @requiresScopes(scopes: [["READ_ALL_LOGS"], ["READ_USER", "READ_ROLE"]])
    never: String @requiresScopes(scopes: [])
    latest: Role
  }
  type User { name: String!  role: Role }
  type Role @requiresScopes(scopes: [["READ_ROLE"]]) { name: String! }
  type Mutation { rename(name: String!): User @requiresScopes(scopes: [["UPDATE_USER"]])  touch: String }
  type Subscription { ticks: String @requiresScopes(scopes: [["READ_ALL_LOGS"]]) }
`;

const note = (name: string, value: unknown) => () => {
  ran.push(name);
  return value;
};

async function start(url: string): Promise<Listening> {
  const schema = createSchema<LatchkeyContext>({
    typeDefs,
    resolvers: {
      Query: {
        open: note('open', 'open'),
        me: (_root, _args, { viewer }) => viewer?.user.username ?? null,
        users: note('users', [{ name: 'Ada', role: { name: 'Engineer' } }]),
        changes: note('changes', 'none'),
        never: note('never', 'never'),
        latest: note('latest', { name: 'Engineer' }),
      },
      Mutation: { rename: note('rename', { name: 'Grace' }), touch: note('touch', 'done') },
      Subscription: {
        ticks: {
          subscribe: async function* () {
            ran.push('ticks');
            yield { ticks: 'one' };
          },
        },
      },
    },
  });
  const plugin = useLatchkey(createClient({ url, token: service.token }), {
    ip: ({ request }) => request.headers.get('x-client') ?? undefined,
  });
  return listening(createServer(createYoga({ schema, plugins: [plugin], logging: false })).listen(0));
}

beforeAll(async () => {
  service = await serviceHaving(at.server, 'INTROSPECT_TOKEN');
  api = await start(at.server.url);
});
afterAll(() => api?.stop());

const accept = 'application/json';

async function send(query: string, headers: Record<string, string>, variables = {}, url = api.url) {
  ran.length = 0;
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: accept, ...headers },
    body: JSON.stringify({ query, variables }),
  });
  const text = await response.text();
  const { data, errors } = text.startsWith('{') ? JSON.parse(text) : { data: text, errors: undefined };
  return { status: response.status, challenge: response.headers.get('WWW-Authenticate'), data, errors, ran: [...ran] };
}
const by = ({ token }: Person) => bearer(token);

describe('the context', () => {
  test('contains the viewer of a valid token, sent as Bearer or Basic', async () => {
    const who = await at.as.having();
    for (const credential of [bearer(who.token), basic(who.token, '')])
      expect((await send('{ me }', credential)).data).toEqual({ me: who.username });
  });

  test('contains no viewer without a token, and what requires none runs', async () => {
    expect(await send('{ me open }', {})).toMatchObject({ status: 200, data: { me: null, open: 'open' } });
  });

  test('is not made for a token that is not valid: nothing runs, not even what requires none', async () => {
    expect(await send('{ open }', bearer('lku_unknown'))).toMatchObject({
      status: 401,
      challenge: 'Bearer error="invalid_token"',
      errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
      ran: [],
    });
  });

  test('a revoked token is refused by the very next request', async () => {
    const who = await at.as.having('READ_USER');
    expect((await send('{ users { name } }', by(who))).data).toEqual({ users: [{ name: 'Ada' }] });
    await revokeTokens(at, who);
    expect(await send('{ users { name } }', by(who))).toMatchObject({ status: 401, ran: [] });
  });

  test('nothing runs for a token while Latchkey does not answer', async () => {
    const away = await serve(() => undefined);
    await away.stop();
    const other = await start(away.url);
    expect(await send('{ open }', by(service), {}, other.url)).toMatchObject({
      status: 503,
      errors: [{ extensions: { code: 'SERVICE_UNAVAILABLE' } }],
      ran: [],
    });
    await other.stop();
  });

  test('a token that is limited to subnets is valid from an address within them', async () => {
    const { token } = await made(at.owner, { allowed_subnets: ['203.0.113.0/24'] });
    const from = (ip: string) => send('{ open }', { ...bearer(token), 'X-Client': ip });
    expect((await from('203.0.113.7')).status).toBe(200);
    expect((await from('192.0.2.1')).status).toBe(401);
  });
});

describe('@requiresScopes', () => {
  const forbidden = (path: string[], ...missing_permissions: string[]) =>
    expect.objectContaining({ path, extensions: { code: 'FORBIDDEN', missing_permissions } });

  test('on a field refuses the whole operation, and names the field and the permission', async () => {
    const who = await at.as.having('READ_ROLE');
    expect(await send('{ open all: users { name } }', by(who))).toEqual({
      status: 403,
      challenge: 'Bearer error="insufficient_scope", scope="READ_USER"',
      data: undefined,
      errors: [
        {
          message: 'Query.users requires READ_USER.',
          locations: [{ line: 1, column: 8 }],
          path: ['all'],
          extensions: { code: 'FORBIDDEN', missing_permissions: ['READ_USER'] },
        },
      ],
      ran: [],
    });
  });

  test('of one list is met by one alternative in full, and an error names what the nearest one lacks', async () => {
    const [logs, both, half] = [
      await at.as.having('READ_ALL_LOGS'),
      await at.as.having('READ_USER', 'READ_ROLE'),
      await at.as.having('READ_ROLE'),
    ];
    for (const who of [logs, both]) expect((await send('{ changes }', by(who))).data).toEqual({ changes: 'none' });
    const { errors } = await send('{ changes }', by(half));
    expect(errors[0].message).toBe('Query.changes requires READ_ALL_LOGS, or READ_USER and READ_ROLE.');
    expect(errors[0].extensions.missing_permissions).toHaveLength(1);
  });

  test('with an empty list of alternatives is met by nobody', async () => {
    const owner = await at.as.owner();
    expect(await send('{ never }', by(owner))).toMatchObject({ status: 403, errors: [forbidden(['never'])], ran: [] });
  });

  test('on a type is required by each field that returns it, before it is loaded', async () => {
    const who = await at.as.having('READ_USER');
    expect((await send('{ users { name } }', by(who))).data).toEqual({ users: [{ name: 'Ada' }] });
    expect(await send('{ users { role { name } } }', by(who))).toMatchObject({
      errors: [forbidden(['users', 'role'], 'READ_ROLE')],
      ran: [],
    });
    expect(await send('{ latest { __typename } }', by(who))).toMatchObject({
      errors: [forbidden(['latest'], 'READ_ROLE')],
      ran: [],
    });
  });

  test('is reported for all fields at once', async () => {
    const who = await at.as.having();
    const { errors, challenge } = await send('{ users { name role { name } } }', by(who));
    expect(errors).toEqual([forbidden(['users'], 'READ_USER'), forbidden(['users', 'role'], 'READ_ROLE')]);
    expect(challenge).toBe('Bearer error="insufficient_scope", scope="READ_USER READ_ROLE"');
  });

  test('keeps a mutation from changing anything, in a fragment and beside one that is allowed', async () => {
    const who = await at.as.having();
    const document = 'mutation { touch ...R } fragment R on Mutation { rename(name: "Grace") { name } }';
    expect(await send(document, by(who))).toMatchObject({
      status: 403,
      errors: [forbidden(['rename'], 'UPDATE_USER')],
      ran: [],
    });
  });

  test('keeps a subscription from starting', async () => {
    const [who, reader] = [await at.as.having(), await at.as.having('READ_ALL_LOGS')];
    const stream = { Accept: 'text/event-stream' };
    const refused = await send('subscription { ticks }', { ...by(who), ...stream });
    expect(JSON.stringify(refused)).toContain('FORBIDDEN');
    expect(refused.ran).toEqual([]);
    const { data } = await send('subscription { ticks }', { ...by(reader), ...stream });
    expect(data).toContain('{"data":{"ticks":"one"}}');
  });

  test('requires a token of a caller without one', async () => {
    expect(await send('{ users { name } }', {})).toMatchObject({
      status: 401,
      challenge: 'Bearer',
      errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
      ran: [],
    });
  });

  test('does not count for a field that is left out by @skip or @include', async () => {
    const who = await at.as.having();
    const document = 'query ($all: Boolean = false) { open users @include(if: $all) { name } changes @skip(if: true) }';
    expect((await send(document, by(who))).data).toEqual({ open: 'open' });
    expect((await send(document, by(who), { all: true })).errors).toEqual([forbidden(['users'], 'READ_USER')]);
  });

  test('leaves documents that are not valid to the server', async () => {
    const who = await at.as.having();
    expect((await send('{ nothing }', by(who))).errors[0].message).toContain('Cannot query field');
    expect((await send('query ($n: String!) { open @include(if: $n) }', by(who))).errors).toHaveLength(1);
  });
});

test('a schema with a directive without scopes is refused when the service starts', async () => {
  const schema = createSchema({
    typeDefs: 'directive @requiresScopes on OBJECT\n type Query @requiresScopes { open: String }',
  });
  const plugin = useLatchkey(createClient({ url: at.server.url, token: service.token }));
  expect(() => plugin.onSchemaChange({ schema })).toThrow('@requiresScopes on Query must have scopes');
});
