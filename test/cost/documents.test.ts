/** The cost of checking documents, both the one to run and those in arguments: too costly ones are refused before they are validated. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { type Latchkey, startLatchkey } from '../server.ts';
import { type Person, people } from '../test-users.ts';

let server: Latchkey;
let nobody: Pick<Person, 'ask'>;
let someone: Person;
beforeAll(async () => {
  server = await startLatchkey('pglite');
  const as = people(server);
  nobody = as.nobody;
  someone = await as.having();
});
afterAll(() => server.stop());
afterEach(() => expect(server.logged.filter((line) => line.includes('unexpected error'))).toEqual([]));

const times = (count: number, part: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => part(index)).join(' ');

const needs = 'permissions methods missing_permissions';
const asked = `query ($document: Text!, $variables: Text) { required_permissions(document: $document, variables: $variables) { ${needs} } }`;
const code = ({ errors }: Awaited<ReturnType<Person['ask']>>) => errors?.[0]?.extensions.code;

describe('a document', () => {
  /** Each document passes with the first count and is refused with the second. */
  const bounds: [string, number, number, (count: number) => string][] = [
    ['fields of one response name', 150, 300, (count) => `{ my_ip_address { ${times(count, () => 'ip')} } }`],
    [
      'fields of one response name with arguments',
      100,
      200,
      (count) => `{ ${times(count, () => 'permissions(search: "a") { name }')} }`,
    ],
    [
      'nested fields of one response name',
      10,
      40,
      (count) => `{ ${times(count, () => `me { ${times(count, () => 'id')} }`)} }`,
    ],
    [
      'fields of one response name in fragments',
      100,
      200,
      (count) =>
        `{ ${times(count, (i) => `...f${i}`)} } ${times(count, (i) => `fragment f${i} on Query { __typename }`)}`,
    ],
    ['operations', 500, 501, (count) => times(count, (index) => `query q${index} { __typename }`)],
    ['lines', 4_990, 5_010, (count) => `${'\n'.repeat(count)}{ __typename }`],
    ['characters in a name', 256, 257, (count) => `{ ${'a'.repeat(count)}: __typename }`],
    ['characters in the name of the operation', 256, 257, (count) => `query ${'a'.repeat(count)} { __typename }`],
    [
      'fields in unused fragments',
      100,
      2_900,
      (count) => `{ __typename } fragment f on Query { ${times(count, (i) => `a${i}: __typename`)} }`,
    ],
  ];
  test.each(bounds)('with too many %s is refused before it is validated', async (_what, few, many, of) => {
    const passes = await someone.ask(asked, { document: of(few) });
    expect(passes.errors?.[0]?.message ?? '').not.toContain('more than');
    for (const who of [nobody, someone]) {
      const { data, errors } = await who.ask(of(many));
      expect([data, errors?.[0]?.extensions.code]).toEqual([undefined, 'LIMITED']);
      expect(errors?.[0]?.message).toContain('The document has more than');
    }
    const named = await someone.ask(asked, { document: of(many) });
    expect(named.errors?.[0]?.extensions.fields?.document).toContain('more than');
  });

  test('with a long operation name is shortened in the log', async () => {
    server.logged.length = 0;
    await someone.ask(`query ${'a'.repeat(900_000)} { __typename }`);
    await fetch(`${server.url}/${'a'.repeat(5_000)}`);
    expect(server.logged.length).toBeGreaterThanOrEqual(2);
    for (const line of server.logged) expect(line.length).toBeLessThan(1_000);
  });
});

describe('documents in arguments', () => {
  const large = (mark: string) => `{ my_ip_address { ${times(2_500, (index) => `${mark}${index}: ip`)} } }`;
  const aliased = (count: number) =>
    `query (${times(count, (i) => `$d${i}: Text!`)}) { ${times(count, (i) => `a${i}: required_permissions(document: $d${i}) { methods }`)} }`;
  const variables = (count: number, document: (index: number) => string) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`d${index}`, document(index)]));

  test('share one budget: two large ones pass, of twenty most are refused', async () => {
    expect(
      (
        await someone.ask(
          aliased(2),
          variables(2, (index) => large(`x${index}_`)),
        )
      ).errors,
    ).toBeUndefined();
    const { data, errors } = await someone.ask(
      aliased(20),
      variables(20, (index) => large(`y${index}_`)),
    );
    expect(Object.values(data).filter((one) => one !== null).length).toBeLessThanOrEqual(2);
    expect(errors?.[0]?.message).toContain('more than');
  });

  test('count their fields for each argument that holds them, and everything else once', async () => {
    const one = large('z');
    expect(
      (
        await someone.ask(
          aliased(9),
          variables(9, () => one),
        )
      ).errors,
    ).toBeUndefined();
    expect(
      code(
        await someone.ask(
          aliased(10),
          variables(10, () => one),
        ),
      ),
    ).toBe('LIMITED');
  });

  test('a token can be bound to a hundred operations of one document', async () => {
    const { ask } = await someone.signedIn();
    const document = times(100, (index) => `query q${index}{me{id}}`);
    const operations = Array.from({ length: 100 }, (_, index) => ({ document, operation_name: `q${index}` }));
    const { errors } = await ask(
      'mutation ($operations: [BoundOperationInput!]) { createPersonalAccessToken(input: { name: "hundred", operations: $operations }) { token } }',
      { operations },
    );
    expect(errors).toBeUndefined();
  });
});

test.each([
  ['a number', '1'],
  ['a string', '"a"'],
  ['true', 'true'],
  ['an array', '[]'],
  ['an array of objects', '[{"a": 1}]'],
  ['a prototype', '{"__proto__": {"a": 1}}'],
  ['a nested prototype', '{"id": [{"__proto__": 1}]}'],
  ['100,000 levels', `{"id": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
  ['100 levels', `{"id": ${'['.repeat(100)}${']'.repeat(100)}}`],
  ['5,001 values', `{"id": [${'1,'.repeat(5_000)}1]}`],
  ['cut JSON', '{'],
])('the argument `variables` is refused if it is %s', async (_what, variables) => {
  const document = 'query ($id: Int64Bit, $yes: Boolean!) { users(id: $id) { entities { id @include(if: $yes) } } }';
  const { errors } = await someone.ask(asked, { document, variables });
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT', fields: { variables: expect.any(String) } });
});

test.each([
  '{"id": {}}',
  '{"id": [[1]]}',
  '{"yes": 1}',
  '{"yes": null}',
  '{"yes": {"a": 1}}',
  '{"toString": 1}',
  'null',
  '{}',
  '{"constructor": {"prototype": 1}}',
])('required_permissions ignores variables whose types do not fit the document: %s', async (variables) => {
  const document = 'query ($id: Int64Bit, $yes: Boolean!) { users(id: $id) { entities { id @include(if: $yes) } } }';
  const { data, errors } = await someone.ask(asked, { document, variables });
  expect(errors).toBeUndefined();
  expect(data.required_permissions.permissions).toEqual(['READ_USER']);
});
