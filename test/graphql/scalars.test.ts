/** The scalars: the values that each accepts and refuses, and the values that it returns. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { GraphQLError, type GraphQLScalarType, parseValue, valueFromASTUntyped } from 'graphql';
import { schema } from '../../src/graphql/schema.ts';

const scalar = (name: string) => schema.getType(name) as GraphQLScalarType;

/** What a scalar parses a JSON value to; `undefined` if it is refused. */
function read(name: string, value: unknown): unknown {
  try {
    return scalar(name).parseValue(value);
  } catch (error) {
    expect(error).toBeInstanceOf(GraphQLError);
    expect((error as GraphQLError).extensions.code).toBe('INVALID_INPUT');
    return undefined;
  }
}

const taken: [name: string, value: unknown, result: unknown][] = [
  ['Int64Bit', 1, '1'],
  ['Int64Bit', '1', '1'],
  ['Int64Bit', '-9223372036854775808', '-9223372036854775808'],
  ['Int64Bit', '9223372036854775807', '9223372036854775807'],
  ['Int64Bit', 9007199254740991, '9007199254740991'],
  ['Int64Bit', '007', '7'],
  ['Int64Bit', '-0', '0'],
  ['Datetime', '2027-01-31T12:00:00Z', new Date('2027-01-31T12:00:00Z')],
  ['Datetime', '2027-01-31T12:00:00.5+02:00', new Date('2027-01-31T10:00:00.500Z')],
  ['Datetime', '0001-01-01T00:00:00Z', new Date('0001-01-01T00:00:00Z')],
  ['Datetime', '9999-12-31T23:59:59.999Z', new Date('9999-12-31T23:59:59.999Z')],
  ['Date', '2028-02-29', '2028-02-29'],
  ['Text', 'x'.repeat(100_000), 'x'.repeat(100_000)],
  ['Numeric', '0123', '0123'],
  ['Numeric', 123, '123'],
  ['EmailAddress', ' Ada@Example.com ', 'Ada@Example.com'],
  ['EmailAddress', 'ada+tag@sub.example.co.uk', 'ada+tag@sub.example.co.uk'],
  ['SubnetScalar', '10.0.0.0/8', '10.0.0.0/8'],
  ['SubnetScalar', '2001:db8::/32', '2001:db8::/32'],
  ['IP', '::1', '::1'],
];

const refused: [name: string, values: unknown[]][] = [
  [
    'Int64Bit',
    [
      '',
      'x',
      '1x',
      '1.5',
      1.5,
      2 ** 53,
      '9223372036854775808',
      '-9223372036854775809',
      '1e3',
      '0x1',
      ' 1',
      '--1',
      '１',
      null,
      true,
      {},
      ['1'],
      '1'.repeat(10_000),
    ],
  ],
  [
    'Datetime',
    [
      '',
      'tomorrow',
      '2027-01-31',
      '2027-01-31T12:00:00',
      '2027-02-30T12:00:00Z',
      '2027-01-31T25:00:00Z',
      '0000-01-01T00:00:00Z',
      '0001-01-01T00:00:00+10:00',
      '9999-12-31T23:59:59-05:00',
      '+010000-01-01T00:00:00Z',
      0,
      null,
    ],
  ],
  ['Date', ['', '2027-2-1', '2027-02-30', '2027-02-29', '0000-01-01', '2027-01-31T00:00:00Z', 20270131, null]],
  ['Text', ['x'.repeat(100_001), 5, null, {}]],
  ['Numeric', ['', 'x', '1.5', '-1', '+1', ' 1', '1'.repeat(33), null, true]],
  ['EmailAddress', ['', 'ada', '@example.com', 'ada@', 'a b@example.com', `${'a'.repeat(250)}@b.de`, 5, null]],
  ['SubnetScalar', ['10.0.0.0', '10.0.0.0/33', '2001:db8::/129', 'x/8', '', null]],
  ['IP', ['', 'localhost', '10.0.0.256', '10.0.0.0/8', null]],
];

test.each(taken)('%s accepts %j', (name, value, result) => {
  expect(read(name, value)).toEqual(result);
});

describe.each(refused)('%s', (name, values) => {
  test.each(values)('refuses %j', (value) => {
    expect(read(name, value)).toBeUndefined();
  });
});

test.each(['Int64Bit', 'Datetime', 'Date', 'Text', 'Numeric', 'EmailAddress', 'SubnetScalar', 'IP'])(
  '%s accepts or refuses any value with INVALID_INPUT, and never fails in another way',
  (name) => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.string(), fc.bigInt().map(String)), (value) => {
        const result = read(name, value);
        if (result !== undefined && typeof value === 'string')
          expect(String(read(name, result instanceof Date ? result.toISOString() : result))).toBe(String(result));
      }),
    );
  },
);

test('a value in a document is parsed like a value of a variable', () => {
  for (const [name, value, result] of taken) {
    const node = parseValue(JSON.stringify(value));
    expect(scalar(name).parseLiteral(node)).toEqual(result);
    expect(valueFromASTUntyped(node)).toEqual(value);
  }
  for (const wrong of ['[1]', '{ a: 1 }', 'true', 'null', '1.5', 'ONE'])
    expect(() => scalar('Int64Bit').parseLiteral(parseValue(wrong))).toThrow(GraphQLError);
});

test('Datetime is returned in UTC with milliseconds and offset', () => {
  const instant = '2027-01-31T12:00:00.000+00:00';
  for (const value of [new Date(instant), '2027-01-31 12:00:00+00', '2027-01-31T13:00:00+01:00'])
    expect(scalar('Datetime').serialize(value)).toBe(instant);
});

test('Int64Bit is returned as a string', () => {
  expect(scalar('Int64Bit').serialize(5)).toBe('5');
  expect(scalar('Int64Bit').serialize('9223372036854775807')).toBe('9223372036854775807');
});
