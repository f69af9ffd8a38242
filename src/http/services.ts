/** What the steps of all requests share, and the values of one request. */
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context as HonoContext } from 'hono';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import type { Db } from '../db/database.ts';
import type { Viewer } from '../domain/access/viewer.ts';
import type { Mail } from '../domain/mail/mailer.ts';
import type { UsageWriters } from '../domain/usage/processes.ts';
import type { Recorder } from '../domain/usage/recorder.ts';
import type { Report } from '../graphql/errors.ts';
import { clientAddress } from './address.ts';
import { reportTo } from './error-log.ts';
import type { RequestContext } from './request-context.ts';

/** What the server is made of. */
export interface Parts {
  config: Config;
  db: Db;
  mail: Mail;
  usage: Recorder;
  writers: UsageWriters;
  pepper: string;
  log: Logger;
}

export interface Services extends Omit<Parts, 'config'> {
  publicUrl: string;
  report: Report;
  /** The client's IP address, as trusted proxies report it. */
  addressOf(c: HonoContext): string;
}

/** The values that steps of one request pass to each other. */
export interface Variables {
  Variables: { trace: RequestContext['trace']; viewer: Viewer | null };
}

export const servicesOf = ({ config, ...parts }: Parts): Services => ({
  ...parts,
  publicUrl: config.PUBLIC_URL,
  report: reportTo(parts.log),
  addressOf: (c) =>
    clientAddress(getConnInfo(c).remote.address, c.req.header('x-forwarded-for'), config.TRUSTED_PROXIES),
});
