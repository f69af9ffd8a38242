/**
 * The settings, and the only place that reads the environment. An invalid value stops the program; the error names the
 * variable and never shows its value.
 */
import * as z from 'zod';

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

const workers = z
  .string()
  .regex(/^\d{1,3}$/, 'must be a number')
  .transform(Number)
  .refine((number) => number >= 1 && number <= 64, 'must be from 1 to 64');

const perMinute = z
  .string()
  .regex(/^\d{1,7}$/, 'must be a number')
  .transform(Number)
  .refine((number) => number <= 1_000_000, 'must be at most 1000000');

const atOnce = z
  .string()
  .regex(/^\d{1,5}$/, 'must be a number')
  .transform(Number)
  .refine((number) => number >= 2 && number <= 10_000, 'must be from 2 to 10000');

const seconds = z
  .string()
  .regex(/^\d{1,4}$/, 'must be a number')
  .transform(Number)
  .refine((number) => number >= 1 && number <= 3_600, 'must be from 1 to 3600');

const stopDelay = z
  .string()
  .regex(/^\d{1,3}$/, 'must be a number')
  .transform(Number)
  .refine((number) => number <= 600, 'must be at most 600');

const days = z
  .string()
  .regex(/^\d{1,5}$/, 'must be a number')
  .transform(Number)
  .refine((number) => number >= 30, 'must be at least 30');

/** All settings with their descriptions. A test compares the table in docs/settings.md with this object. */
export const settings = z.object({
  HOST: withDefault(z.string(), '127.0.0.1').describe('The address to listen on; `0.0.0.0` for all addresses.'),
  PORT: withDefault(port, '4000').describe('The port to listen on; 0 picks a free one.'),
  PUBLIC_URL: optional(z.url({ protocol: /^https?$/, error: 'must be an http or https address' })).describe(
    'The URL under which people open Latchkey. Links use it, and browsers can sign in and use a session only under its host. With `https` cookies are sent only over it. Default: `http://localhost:` and the port, and then under any loopback name.',
  ),
  DATABASE_URL: optional(z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// address' })).describe(
    'A PostgreSQL database to use instead of the embedded one.',
  ),
  DATABASE_READ_URL: optional(z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// address' })).describe(
    'A streaming standby of `DATABASE_URL`, from which lists are read. [Read replicas](scale.md#a-read-replica).',
  ),
  DATABASE_READ_MAX_LAG: withDefault(seconds, '10').describe(
    'The largest lag in seconds at which lists are read from the standby.',
  ),
  DATA_DIR: withDefault(z.string(), './data').describe(
    'The folder of the embedded database and of the key that the first start makes.',
  ),
  METRICS_PORT: optional(port).describe(
    'The port on which `/metrics` is served to [Prometheus](running.md#metrics), on the address `HOST`; 0 picks a free one. Without it nothing is counted.',
  ),
  OTEL_EXPORTER_OTLP_ENDPOINT: optional(
    z.url({ protocol: /^https?$/, error: 'must be an http or https address' }),
  ).describe(
    'The URL of an OpenTelemetry collector, to which [traces](running.md#traces) are sent with OTLP over HTTP. Without it nothing is traced.',
  ),
  STOP_DELAY: withDefault(stopDelay, '0').describe(
    'For how many seconds the server still takes requests after SIGTERM while `/readyz` answers 503, so that a load balancer can [notice](running.md#rolling-restarts).',
  ),
  WORKERS: withDefault(workers, '1').describe(
    'The number of processes that serve requests on this machine. More than 1 needs `DATABASE_URL`. [How many](scale.md#several-processes-on-a-machine).',
  ),
  REQUESTS_PER_MINUTE: withDefault(perMinute, '400').describe(
    'How many requests to the API a user may send in a minute with all tokens together, and as many again with all browsers together; 0: no limit. [More](limits.md#requests-in-a-minute).',
  ),
  REQUESTS_AT_ONCE: withDefault(atOnce, '10').describe(
    'How many requests to the API of one user run at the same time; half as many with one token or session. [More](limits.md#requests-at-the-same-time).',
  ),
  TOKEN_CHECKS_PER_MINUTE: withDefault(perMinute, '0').describe(
    'The same for endpoints that only check tokens and do not count as requests to the API, such as `/api/authentication/validate` and those for [other services](services.md); 0: no limit.',
  ),
  SECRET_KEY: optional(z.string().min(32, 'must have at least 32 characters')).describe(
    'The key with which passwords are hashed, besides their salt, the secrets of second factors and webhooks are encrypted, and the log is [protected](audit.md#the-hash-chain). Default: a key made in `DATA_DIR`. Several processes need the same key.',
  ),
  SMTP_URL: optional(z.url({ protocol: /^smtps?$/, error: 'must be an smtp:// or smtps:// address' })).describe(
    'The mail server. Without one no email is sent, and administrators pass one-time links on to users.',
  ),
  MAIL_FROM: withDefault(z.string(), 'Latchkey <latchkey@localhost>').describe('The sender of emails.'),
  WEBHOOK_ALLOW_PRIVATE: withDefault(z.enum(['on', 'off'], 'must be on or off'), 'off').describe(
    'Whether [webhooks](webhooks.md) may have http URLs and lead to private, loopback and link-local addresses.',
  ),
  TRUSTED_PROXIES: withDefault(subnets, '').describe(
    'The subnets of proxies whose `X-Forwarded-For`, `X-Forwarded-Method` and `X-Forwarded-Uri` are trusted, separated by commas.',
  ),
  OWNER_USERNAME: withDefault(z.string(), 'owner').describe('The user name of the first super admin.'),
  OWNER_EMAIL: optional(z.email('must be an email address')).describe(
    'The email address of the first super admin. On PostgreSQL the first super admin is created only if it is set.',
  ),
  OWNER_PASSWORD: optional(z.string()).describe(
    'The password of the first super admin, which must keep the [password policy](passwords.md). Without it, on PostgreSQL, a one-time link is mailed.',
  ),
  BREACHED_PASSWORDS: optional(z.string()).describe(
    'A file or folder with the hashes of passwords that are known from data breaches, which are then refused. [Its format](passwords.md#passwords-known-from-data-breaches).',
  ),
  SIGN_IN_PROVIDERS: optional(z.string()).describe(
    'A YAML or JSON file with the [providers](company-sign-in.md) at which people sign in with their company account.',
  ),
  LOG_RETENTION_DAYS: optional(days).describe(
    'For how many days entries of the log of changes are kept at least; they are removed by whole months. Default: all are kept.',
  ),
  ACCESS_LOG_RETENTION_DAYS: withDefault(days, '400').describe(
    'For how many days entries of the access log are kept at least; they are removed by whole months.',
  ),
  SHARED_LOOKUPS: withDefault(z.enum(['on', 'off'], 'must be on or off'), 'on').describe(
    'Whether requests that arrive at the same time share the statements that look up their tokens and single rows. `off` is for comparing speeds.',
  ),
  COMPILED_QUERIES: withDefault(
    z.enum(['second-use', 'first-use', 'never'], 'must be second-use, first-use or never'),
    'second-use',
  ).describe(
    'At which use a query is prepared for fast execution: `second-use`, `first-use` or `never`. Answers are the same; the others are for tests and for comparing speeds.',
  ),
  PREPARED_STATEMENTS: withDefault(z.enum(['on', 'pooled', 'off'], 'must be on, pooled or off'), 'on').describe(
    'Whether statements have names under which PostgreSQL keeps their plans: `on` without a pooler, `pooled` behind [PgBouncer](scale.md#pgbouncer) 1.21 or later, `off` behind an older one.',
  ),
  LOG_LEVEL: withDefault(
    z.enum(['debug', 'info', 'warn', 'error', 'silent'], 'must be debug, info, warn, error or silent'),
    'info',
  ).describe('The lowest level of log lines: `debug`, `info`, `warn`, `error` or `silent`.'),
});

export type Config = Omit<z.infer<typeof settings>, 'PUBLIC_URL'> & { PUBLIC_URL: string };

export class ConfigError extends Error {}

/** Reads and checks the settings. The error names each invalid variable and its rule. */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const read = settings.safeParse(environment);
  if (!read.success) {
    throw invalid(read.error.issues.map(({ path, message }) => `${String(path[0])} ${message}`));
  }
  const { PUBLIC_URL, PORT, WORKERS, DATABASE_URL, DATABASE_READ_URL } = read.data;
  const faults = [];
  if (WORKERS > 1 && !DATABASE_URL)
    faults.push('WORKERS must be 1 without DATABASE_URL, because only one process can use the embedded database');
  if (DATABASE_READ_URL && !DATABASE_URL)
    faults.push('DATABASE_READ_URL needs DATABASE_URL, because the embedded database has no standby');
  if (faults.length > 0) throw invalid(faults);
  return { ...read.data, PUBLIC_URL: PUBLIC_URL?.replace(/\/+$/, '') ?? `http://localhost:${PORT}` };
}

const invalid = (faults: string[]) =>
  new ConfigError(`These settings are invalid:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);

/** What commands read of a person who signs in: not as arguments, which other users of the machine could see. */
export const signInSettings = (environment: NodeJS.ProcessEnv = process.env) => ({
  username: environment.LATCHKEY_USER,
  password: environment.LATCHKEY_PASSWORD,
});

/** A variable that a file names, such as a client secret. */
export const variable = (name: string): string | undefined => process.env[name];

/** The environment of a program that a command starts: without our settings, several of which contain passwords. */
export function environmentFor(more: Record<string, string>): NodeJS.ProcessEnv {
  const isOurs = (name: string) => Object.hasOwn(settings.shape, name) || name.startsWith('LATCHKEY_');
  return { ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !isOurs(name))), ...more };
}
