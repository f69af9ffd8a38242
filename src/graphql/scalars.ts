/** The scalars of the schema: how each value is read from clients and written to them. */
import { GraphQLError, Kind, type ValueNode } from 'graphql';
import * as z from 'zod';
import { emailAddress } from '../domain/base/email-address.ts';
import { because } from '../domain/base/reasons.ts';
import { builder } from './builder.ts';
import { coded } from './errors.ts';

const int64 = z
  .union([z.string(), z.int()])
  .transform(String)
  // One check instead of two: zod runs a second check also after the first has failed, and then BigInt throws.
  .refine((digits) => /^-?\d{1,19}$/.test(digits) && BigInt.asIntN(64, BigInt(digits)) === BigInt(digits))
  .transform((digits) => String(BigInt(digits)));

// PostgreSQL has no year 0, and from year 10000 on JavaScript writes years in a different format.
const datetime = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text))
  .refine((instant) => instant.getUTCFullYear() >= 1 && instant.getUTCFullYear() <= 9999);

const date = z.iso.date().refine((day) => !day.startsWith('0000'));

/** In characters, of a value of the type Text. */
export const longestText = 100_000;

type TextScalar = 'Int64Bit' | 'Date' | 'Text' | 'Numeric' | 'EmailAddress' | 'SubnetScalar' | 'IP';

/** A scalar whose values are texts. */
const scalar = (name: TextScalar, description: string, schema: z.ZodType<string>) =>
  builder.scalarType(name, { description, serialize: String, ...parsing(name, description, schema) });

function parsing<T>(name: string, description: string, schema: z.ZodType<T>) {
  const parse = (value: unknown, node?: ValueNode): T => {
    const parsed = schema.safeParse(value);
    if (!parsed.success) throw notOfType(name, description, node);
    return parsed.data;
  };
  return {
    parseValue: (value: unknown) => parse(value),
    parseLiteral: (node: ValueNode) => parse(literal(node), node),
  };
}

function notOfType(type: string, description: string, node: ValueNode | undefined): GraphQLError {
  const reason = because('NOT_OF_TYPE', { type }, description);
  return new GraphQLError(reason.sentence, { nodes: node, extensions: { code: 'INVALID_INPUT', ...coded(reason) } });
}

const literal = (node: ValueNode) => {
  if (node.kind === Kind.INT) return node.value;
  return node.kind === Kind.STRING ? node.value : null;
};

scalar('Int64Bit', 'A signed 64-bit integer, written as a string, read as a string or an integer.', int64);
const ofInstants = 'An instant in ISO 8601 with its offset, such as `2027-01-31T12:00:00+00:00`.';
builder.scalarType('Datetime', {
  description: ofInstants,
  serialize: (value) =>
    `${(value instanceof Date ? value : new Date(value as string)).toISOString().slice(0, -1)}+00:00`,
  ...parsing('Datetime', ofInstants, datetime),
});
scalar('Date', 'A day as `YYYY-MM-DD`.', date);
scalar('Text', 'Text of up to 100,000 characters.', z.string().max(longestText));
scalar(
  'Numeric',
  'Digits, stored as a string.',
  z
    .union([z.string(), z.number()])
    .transform(String)
    .pipe(z.string().regex(/^\d{1,32}$/)),
);
scalar('EmailAddress', 'An email address.', emailAddress);
scalar('SubnetScalar', 'A subnet in CIDR notation, IPv4 or IPv6.', z.union([z.cidrv4(), z.cidrv6()]));
scalar('IP', 'An IPv4 or IPv6 address.', z.union([z.ipv4(), z.ipv6()]));
