/** Malformed requests: cut, garbled or invalid ones are answered 400, never as an unexpected error. */
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { type Latchkey, startLatchkey } from '../server.ts';
import { people } from '../test-users.ts';

let server: Latchkey;
let headers: Record<string, string>;
beforeAll(async () => {
  server = await startLatchkey('pglite');
  const { token } = await people(server).owner();
  headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` };
});
afterAll(() => server.stop());
afterEach(() => expect(server.logged.filter((line) => line.includes('unexpected error'))).toEqual([]));

const post = (body: BodyInit) => fetch(`${server.url}/api/graphql`, { method: 'POST', headers, body });

const asked = '{"query": "query ($id: Int64Bit) { users(id: $id) { entities { id } } }"';
const invalidUtf8 = Buffer.concat([
  Buffer.from('{"query": "{ __typename } # '),
  Buffer.from([0xff, 0xfe]),
  Buffer.from('"}'),
]);

const malformed: [string, BodyInit][] = [
  ['an empty body', ''],
  ['cut JSON', '{"query": "{ __typ'],
  ['invalid UTF-8', invalidUtf8],
  ['null', 'null'],
  ['a number', '1'],
  ['a string', '"{ __typename }"'],
  ['an empty array', '[]'],
  ['a batch of requests', '[{"query": "{ __typename }"}, {"query": "{ __typename }"}]'],
  ['a query that is not a string', '{"query": ["{ __typename }"]}'],
  ['variables that are a number', `${asked}, "variables": 1}`],
  ['variables that are a list', `${asked}, "variables": [1]}`],
  ['variables that are a cut string', `${asked}, "variables": "{"}`],
  ['__proto__ in the variables', `${asked}, "variables": {"__proto__": {"polluted": true}}}`],
  ['__proto__ nested in the variables', `${asked}, "variables": {"id": {"a": [{"__proto__": {"polluted": true}}]}}}`],
  ['__proto__ written with escapes', `${asked}, "variables": {"\\u005f_proto__": {"polluted": true}}}`],
  ['__proto__ in variables that are a string', `${asked}, "variables": "{\\"__proto__\\": {\\"polluted\\": true}}"}`],
  ['unclosed brackets', '['.repeat(500_000)],
  ['deeply nested brackets', `{"query": "{ __typename }", "extensions": ${'['.repeat(400_000)}${']'.repeat(400_000)}}`],
];
test.each(malformed)('%s is answered 400', async (_what, body) => {
  const response = await post(body);
  expect(response.status).toBe(400);
  expect(await response.json()).toEqual({
    errors: [{ message: expect.any(String), extensions: expect.objectContaining({ code: 'INVALID_INPUT' }) }],
  });
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});

const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);

test.each([
  ['61 levels', `{"id": ${deep(60)}}`, 'must be nested at most 60 levels deep.'],
  ['300,000 levels', `{"id": ${deep(300_000)}}`, 'must be nested at most 60 levels deep.'],
  ['5,001 values', `{"id": [${'1,'.repeat(4_999)}1]}`, 'must contain at most 5000 values.'],
  ['`__proto__`', '{"__proto__": 1}', 'must not contain the name "__proto__".'],
])('variables with %s are refused, with the field and the rule', async (_what, variables, rule) => {
  for (const sent of [variables, JSON.stringify(variables)]) {
    const response = await post(`${asked}, "variables": ${sent}}`);
    expect([response.status, await response.json()]).toEqual([
      400,
      {
        errors: [
          { message: `\`variables\` ${rule}`, extensions: { code: 'INVALID_INPUT', fields: { variables: rule } } },
        ],
      },
    ]);
  }
});

test.each(['{', '1', '{"__proto__": 1}'])('variables=%s in a URL is answered 400', async (variables) => {
  const search = new URLSearchParams({ query: '{ __typename }', variables });
  const response = await fetch(`${server.url}/api/graphql?${search}`, { headers });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'INVALID_INPUT' } }] });
});

test.each(['absent', 'null', '{}', '[]', '"{}"'])('variables that are %s count as no variables', async (variables) => {
  const sent = variables === 'absent' ? '' : `, "variables": ${variables}`;
  const response = await post(`${asked}${sent}}`);
  expect(await response.json()).toEqual({ data: { users: { entities: [{ id: '1' }] } } });
});

test('a byte order mark before the JSON is ignored', async () => {
  expect((await post('\ufeff{"query": "{ __typename }"}')).status).toBe(200);
});
