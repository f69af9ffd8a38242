/** What all endpoints share. */
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import type { Db } from '../db/database.ts';
import type { Mail } from '../domain/mail/mailer.ts';
import type { PasswordSettings } from '../domain/sign-in/new-passwords.ts';
import type { UsageWriters } from '../domain/usage/processes.ts';
import type { Recorder } from '../domain/usage/recorder.ts';
import type { Report } from '../graphql/errors.ts';
import type { CompileAt, Execute } from '../graphql/execution/execute.ts';
import type { ProviderClient } from '../oidc/client.ts';
import { type AtOnce, boundsFor, createAtOnce } from './concurrency.ts';
import { reportTo } from './error-log.ts';
import type { Exchange } from './exchange.ts';
import { type RateLimits, rateLimitsOf } from './rate-limits.ts';
import type { Reply } from './reply.ts';

/** Counts an answered request for monitoring. */
export type CountRequest = (
  exchange: Pick<Exchange, 'route' | 'method' | 'trace' | 'check'>,
  status: number,
  ms: number,
) => void;

/** Answers a request, and records it in a trace. */
export type TraceRequest = (exchange: Exchange, answer: () => Promise<Reply>) => Promise<Reply>;

/** What the server is made of. */
export interface Parts extends PasswordSettings {
  config: Config;
  db: Db;
  mail: Mail;
  usage: Recorder;
  writers: UsageWriters;
  log: Logger;
  /** The providers at which people sign in with their company account. */
  providers: ProviderClient;
  /** Absent without METRICS_PORT. */
  count?: CountRequest;
  /** Absent without an endpoint for traces. */
  trace?: TraceRequest;
  /** Executes documents in place of Yoga's executor, for tests that compare the two. */
  execute?: Execute;
  /** The limit on the requests of a user at the same time, if other processes share it. */
  atOnce?: AtOnce;
  /** The limits on the requests in a minute, if other processes share them. */
  rateLimits?: RateLimits;
}

export interface Services extends Omit<Parts, 'config' | 'rateLimits' | 'atOnce'> {
  atOnce: AtOnce;
  rateLimits: RateLimits;
  publicUrl: string;
  /** Whether webhooks may have http URLs and lead to private addresses. */
  privateWebhooks: boolean;
  /** At which use queries are compiled. */
  compileAt: CompileAt;
  report: Report;
}

export const servicesOf = ({ config, ...parts }: Parts): Services => ({
  ...parts,
  atOnce: parts.atOnce ?? createAtOnce(boundsFor(config.REQUESTS_AT_ONCE)),
  rateLimits: parts.rateLimits ?? rateLimitsOf(config),
  publicUrl: config.PUBLIC_URL,
  privateWebhooks: config.WEBHOOK_ALLOW_PRIVATE === 'on',
  compileAt: config.COMPILED_QUERIES,
  report: reportTo(parts.log),
});
