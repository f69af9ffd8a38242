/** Errors about values of a wrong type name the field and never repeat the value. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Latchkey, startLatchkey } from '../server.ts';
import { type Answer, type Person, people } from '../test-users.ts';

let server: Latchkey;
let owner: Person;
beforeAll(async () => {
  server = await startLatchkey('pglite');
  owner = await people(server).owner();
});
afterAll(() => server.stop());

const secret = 'SECRETPW';
const noText = 'String cannot represent a non string value.';
const user = 'name: "A", public_name: "A", username: "a", email_address: "a@example.com"';
const updateMe = 'mutation ($input: UpdateMeMutationInput) { updateMe(input: $input) { id } }';

test.each<[string, string, object | undefined, string, string | RegExp]>([
  ['an array for a password', updateMe, { input: { password: [secret] } }, 'password', noText],
  ['an object for a password', updateMe, { input: { password: { [secret]: secret } } }, 'password', noText],
  [
    'text for the input',
    updateMe,
    { input: secret },
    'input',
    /^Expected type "UpdateMeMutationInput" to be an object\.$/,
  ],
  [
    'a literal array for a password',
    `mutation { updateMe(input: { current_password: "x", password: ["${secret}"] }) { id } }`,
    undefined,
    'password',
    noText,
  ],
  [
    'a literal object for a password',
    `mutation { updateMe(input: { password: { a: "${secret}" } }) { id } }`,
    undefined,
    'password',
    noText,
  ],
  [
    'literal text for the input',
    `mutation { updateMe(input: "${secret}") { id } }`,
    undefined,
    'input',
    /^Expected value of type "UpdateMeMutationInput"\.$/,
  ],
  [
    'text for a number',
    '{ users(paginator: { page: "SECRETPW", records_per_page: 1 }) { entities { id } } }',
    undefined,
    'page',
    /value\.$/,
  ],
  [
    'text for a boolean',
    'query ($e: Boolean) { users(enabled: $e) { entities { id } } }',
    { e: secret },
    'e',
    /value\.$/,
  ],
  ['a wrong id', '{ users(id: "1e3SECRETPW") { entities { id } } }', undefined, 'id', /64-bit/],
  [
    'a wrong literal in a list',
    '{ users(search: { exists: ["name", { a: "SECRETPW" }] }) { entities { id } } }',
    undefined,
    'exists',
    noText,
  ],
  [
    'a wrong item of a variable',
    'query ($p: [String!]) { users(search: { exists: $p }) { entities { id } } }',
    { p: [[secret]] },
    'p[0]',
    noText,
  ],
  [
    'a wrong item in a variable',
    'query ($s: [Search]) { users(search: $s) { entities { id } } }',
    { s: [{ exists: [{ a: secret }] }] },
    's[0].exists[0]',
    noText,
  ],
  [
    'an unknown enum value in a variable',
    'mutation ($p: [Permission!]!) { createRole(input: { name: "r", applied_permissions: $p }) { id } }',
    { p: ['READ_USER', secret] },
    'p[1]',
    'The value does not exist in "Permission" enum.',
  ],
  [
    'an unknown enum value with quotes and line breaks',
    'mutation ($p: [Permission!]!) { createRole(input: { name: "r", applied_permissions: $p }) { id } }',
    { p: [`a" does not exist in "B" enum. Did you mean ${secret}?\n at "p.${secret}"; `] },
    'p[0]',
    'The value does not exist in "Permission" enum.',
  ],
  [
    'an unknown enum literal',
    'mutation { createRole(input: { name: "r", applied_permissions: [SECRETPW] }) { id } }',
    undefined,
    'applied_permissions',
    'The value does not exist in "Permission" enum.',
  ],
  [
    'text for an enum literal',
    'mutation { createRole(input: { name: "r", applied_permissions: ["SECRETPW"] }) { id } }',
    undefined,
    'applied_permissions',
    'Enum "Permission" cannot represent non-enum value.',
  ],
  [
    'an unknown input field in a variable',
    updateMe,
    { input: { [secret]: 'x' } },
    'input',
    'A field is not defined by type "UpdateMeMutationInput".',
  ],
  [
    'an unknown nested input field in a variable',
    'query ($s: [Search]) { users(search: $s) { entities { id } } }',
    { s: [{ string_fields: [{ attribute: 'name', search_value: 'a', match: true, [`${secret} at "x`]: 1 }] }] },
    's[0].string_fields[0]',
    'A field is not defined by type "SearchStringField".',
  ],
])('%s', async (_what, document, variables, field, message) => {
  const { errors } = await owner.ask(document, variables);
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT', fields: { [field]: errors?.[0]?.message } });
  expect(errors?.[0]?.message).toEqual(typeof message === 'string' ? message : expect.stringMatching(message));
  expect(JSON.stringify(errors)).not.toContain(secret);
  expect(server.logged.join('')).not.toContain(secret);
});

test.each<[string, string, object | undefined, string]>([
  [
    'an unknown field of a literal',
    'mutation { updateMe(input: { SECRETPW: "SECRETPW" }) { id } }',
    undefined,
    'A field is not defined by type "UpdateMeMutationInput".',
  ],
  [
    'a literal that a variable makes invalid',
    'query ($v: Boolean = true) { users(search: { boolean_fields: [{ attribute: "SECRETPW", search_value: $v }] }) { entities { id } } }',
    { v: null },
    'Argument "search" has invalid value.',
  ],
  [
    'text where the syntax allows none',
    'mutation { updateMe("SECRETPW") { id } }',
    undefined,
    'Syntax Error: Expected Name, found String.',
  ],
  ['a number where the syntax allows none', '{ me { 123456 } }', undefined, 'Syntax Error: Expected Name, found Int.'],
])('%s is not repeated', async (_what, document, variables, message) => {
  const { errors } = await owner.ask(document, variables);
  expect(errors?.[0]).toMatchObject({ message, locations: [{ line: 1 }], extensions: { code: 'INVALID_INPUT' } });
  expect(JSON.stringify(errors)).not.toMatch(/SECRETPW|123456/);
  expect(server.logged.join('')).not.toContain(secret);
});

test('what the schema has instead is still suggested', async () => {
  const role = 'mutation ($p: [Permission!]!) { createRole(input: { name: "r", applied_permissions: $p }) { id } }';
  const suggestions = async (document: string, variables?: object) =>
    (await owner.ask(document, variables)).errors?.[0]?.message;
  expect(await suggestions(role, { p: ['READ_USERS'] })).toMatch(
    /^The value does not exist in "Permission" enum\. Did you mean the enum value "READ_USER"/,
  );
  const mistyped = 'A field is not defined by type "UpdateMeMutationInput". Did you mean "password"?';
  expect(await suggestions(updateMe, { input: { pasword: 'x' } })).toBe(mistyped);
  expect(await suggestions('mutation { updateMe(input: { pasword: "x" }) { id } }')).toBe(mistyped);
});

test('an unknown parameter and an unknown operation name are not repeated', async () => {
  const post = async (body: object) => {
    const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${owner.token}` };
    const sent = await fetch(`${server.url}/api/graphql`, { method: 'POST', headers, body: JSON.stringify(body) });
    return sent.text();
  };
  for (const body of [
    { query: '{ __typename }', [secret]: 1 },
    { query: 'query A { __typename }', operationName: secret },
  ]) {
    const answer = await post(body);
    expect(answer).toContain('INVALID_INPUT');
    expect(answer).not.toContain(secret);
  }
});

test('a wrong literal of an own type has its location', async () => {
  const { errors } = await owner.ask('{ users(id: "1e3") { entities { id } } }');
  expect(errors?.[0]).toMatchObject({ locations: [{ line: 1, column: 13 }] });
});

test('an error in a named document does not repeat its values', async () => {
  const document = JSON.stringify(`mutation { updateMe(input: { password: ["${secret}"] }) { id } }`);
  const { errors } = await owner.ask(`{ required_permissions(document: ${document}) { permissions } }`);
  expect(errors?.[0]?.extensions.code).toBe('INVALID_INPUT');
  expect(JSON.stringify(errors)).not.toContain(secret);
});

test('a missing value is still named', async () => {
  const { errors } = await owner.ask(
    '{ users(search: { exists: ["name"], string_fields: [{ match: null }] }) { entities { id } } }',
  );
  expect(errors?.map(({ message }) => message)).toContain('Expected value of type "Boolean!", found null.');
});

test('several wrong names of one user are reported together', async () => {
  const input = `${user.replace('name: "A"', 'name: " "').replace('public_name: "A"', 'public_name: "\u3164"')}`;
  const { errors } = await owner.ask(`mutation { createUser(input: { ${input} }) { id } }`);
  expect(errors).toHaveLength(1);
  expect(errors?.[0]?.extensions.fields).toEqual({ name: 'must not be blank.', public_name: 'must not be blank.' });
});

/** The code and the rules of the wrong fields. */
const named = ({ errors }: Answer) => {
  const { code, fields } = errors?.[0]?.extensions ?? {};
  expect(code).toBe('INVALID_INPUT');
  return JSON.stringify(fields);
};

test.each(['subscription { me { id } }', 'subscription { x }', 'query Q { me { id } } subscription S { me { id } }'])(
  'an operation of a type that the schema does not have cannot be planned: %s',
  async (text) => {
    const document = JSON.stringify(text);
    const operation = text.startsWith('query') ? ', operation_name: "S"' : '';
    const refused = { code: 'INVALID_INPUT', fields: { document: expect.stringContaining('subscription') } };
    const planned = await owner.ask(`{ required_permissions(document: ${document}${operation}) { permissions } }`);
    expect(planned.errors?.[0]?.extensions).toMatchObject(refused);
    const { cookie: _, ask } = await owner.signedIn();
    const created = await ask(
      `mutation { createRole(input: { name: "R", for_document: { document: ${document}${operation} } }) { id } }`,
    );
    expect(named(created)).toContain('subscription');
    const bound = await ask(
      `mutation { createPersonalAccessToken(input: { name: "T", operations: [{ document: ${document}${operation} }] }) { id } }`,
    );
    expect(named(bound)).toContain('subscription');
  },
);
