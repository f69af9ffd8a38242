/** What an access file may contain. Keys that are not listed here are refused. */
import * as z from 'zod';
import { emailAddress } from '../domain/base/email-address.ts';
import { type Limit, type LimitInput, limits } from '../domain/tokens/limits/limits.ts';
import { mostOperations } from '../domain/tokens/operations.ts';

const text = z.string();
const texts = z.array(text);
const permissions = texts;
const duration = z.string().regex(/^[1-9]\d{0,4}[hd]$/, 'must be a number of hours or days, such as 12h or 90d.');

/** A limit of tokens is written in the file as in the API. */
const kinds: Record<Limit['kind'], z.ZodType> = { subnets: texts, strings: texts };

const limitShapes = Object.fromEntries(limits.map(({ field, kind }) => [field, kinds[kind].optional()])) as {
  [One in Limit as One['field']]: z.ZodOptional<z.ZodType<NonNullable<LimitInput[One['field']]>>>;
};

const document = z.union([
  text,
  z.strictObject({
    file: text,
    operation: text.optional(),
    /** Pinned: clients cannot choose other values. */
    variables: z.record(text, z.json()).optional(),
  }),
]);

const token = z.strictObject({
  description: text.optional(),
  permission_set: text.optional(),
  permissions: permissions.optional(),
  root_fields: texts.optional(),
  documents: z.array(document).max(mostOperations, `must have at most ${mostOperations} entries.`).optional(),
  expires_in: duration.optional(),
  renew_before: duration.optional(),
  secret_command: texts
    .min(1, 'must have the name of a program first.')
    .refine((parts) => !parts.some((part) => part.includes('\0')), 'must not contain NUL characters.')
    .optional(),
  ...limitShapes,
});

const account = z.strictObject({
  name: text.optional(),
  email_address: emailAddress,
  role: text.optional(),
  tokens: z.record(text, token).optional(),
});

const permission = z.strictObject({
  group: text,
  description: text,
  warning: text.optional(),
  resource_kinds: texts.optional(),
});

export const accessFile = z.strictObject({
  /** What it creates is marked with this name. */
  name: text,
  permissions: z.record(text, permission).optional(),
  roles: z.record(text, z.strictObject({ permissions })).optional(),
  permission_sets: z.record(text, z.strictObject({ description: text.optional(), permissions })).optional(),
  service_accounts: z.record(text, account).optional(),
});

export type AccessFile = z.infer<typeof accessFile>;
export type PermissionInFile = z.infer<typeof permission>;
export type TokenInFile = z.infer<typeof token>;

const expected: Partial<Record<string, string>> = {
  string: 'a text',
  array: 'a list',
  object: 'a map',
  record: 'a map',
};

/** The rule that a value breaks, in words that follow its path. */
export const rule: z.core.$ZodErrorMap = ({ code, input, expected: type }) => {
  if (code === 'invalid_type')
    return input === undefined ? 'is required.' : `must be ${expected[String(type)] ?? type}.`;
  if (code === 'invalid_union') return 'must be the path of a file, or a map with `file`.';
  return undefined;
};
