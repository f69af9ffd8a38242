/** What can be set from outside: the only reader of the environment. A bad value stops the program and is named, never printed. */
import { z } from 'zod';

const blankIsUnset = (value: unknown) => (value === '' ? undefined : value);
const optional = <T extends z.ZodType>(schema: T) => z.preprocess(blankIsUnset, schema.optional());
const withDefault = <T extends z.ZodType>(schema: T, value: string) =>
  z.preprocess((given) => blankIsUnset(given) ?? value, schema);

const subnets = z
  .string()
  .transform((list) => list.split(',').flatMap((subnet) => subnet.trim() || []))
  .pipe(z.array(z.union([z.cidrv4(), z.cidrv6()], 'must be subnets such as 10.0.0.0/8, separated by commas')));

const port = z
  .string()
  .regex(/^\d{1,5}$/, 'must be a number')
  .transform(Number)
  .refine((number) => number <= 65_535, 'must be at most 65535');

/** Every setting with what it is; the table of docs/settings.md is checked against this object. */
export const settings = z.object({
  HOST: withDefault(z.string(), '127.0.0.1').describe('The address to listen on; `0.0.0.0` for all.'),
  PORT: withDefault(port, '4000').describe('The port to listen on; 0 picks a free one.'),
  PUBLIC_URL: optional(z.url({ protocol: /^https?$/, error: 'must be an http or https address' })).describe(
    'The address people open: links lead to it, and browsers sign in and use a session under its host only. With `https` cookies are sent over it only. Default: `http://localhost:` and the port, and then under any loopback name.',
  ),
  DATABASE_URL: optional(z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// address' })).describe(
    'A PostgreSQL database to use instead of the embedded one.',
  ),
  DATA_DIR: withDefault(z.string(), './data').describe(
    'The folder of the embedded database and of the key made at the first start.',
  ),
  SECRET_KEY: optional(z.string().min(32, 'must have at least 32 characters')).describe(
    'What passwords are hashed with, besides their salt. Without it one is made in `DATA_DIR`. Several processes need the same one.',
  ),
  SMTP_URL: optional(z.url({ protocol: /^smtps?$/, error: 'must be an smtp:// or smtps:// address' })).describe(
    'The mail server. Without it no mail is sent and administrators hand over one-time links.',
  ),
  MAIL_FROM: withDefault(z.string(), 'Latchkey <latchkey@localhost>').describe('The sender of mails.'),
  TRUSTED_PROXIES: withDefault(subnets, '').describe(
    'Subnets of the proxies whose `X-Forwarded-For` is believed, separated by commas.',
  ),
  OWNER_USERNAME: withDefault(z.string(), 'owner').describe('The user name of the first super admin.'),
  OWNER_EMAIL: optional(z.email('must be an e-mail address')).describe(
    'The e-mail address of the first super admin. On PostgreSQL the owner is made when it is set.',
  ),
  OWNER_PASSWORD: optional(z.string().min(12, 'must have at least 12 characters')).describe(
    'The password of the first super admin. Without it on PostgreSQL a one-time link is mailed.',
  ),
  LOG_LEVEL: withDefault(
    z.enum(['debug', 'info', 'warn', 'error', 'silent'], 'must be debug, info, warn, error or silent'),
    'info',
  ).describe('How much is logged: `debug`, `info`, `warn`, `error` or `silent`.'),
});

export type Config = Omit<z.infer<typeof settings>, 'PUBLIC_URL'> & { PUBLIC_URL: string };

export class ConfigError extends Error {}

/** Reads and checks the settings; the error names each bad variable and its rule. */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const read = settings.safeParse(environment);
  if (!read.success) {
    const faults = read.error.issues.map(({ path, message }) => `  ${String(path[0])} ${message}`);
    throw new ConfigError(`These settings cannot be used:\n${faults.join('\n')}`);
  }
  const { PUBLIC_URL, PORT } = read.data;
  return { ...read.data, PUBLIC_URL: PUBLIC_URL?.replace(/\/+$/, '') ?? `http://localhost:${PORT}` };
}
