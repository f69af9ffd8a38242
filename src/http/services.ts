/** What all endpoints share. */
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import type { Db } from '../db/database.ts';
import type { Mail } from '../domain/mail/mailer.ts';
import type { UsageWriters } from '../domain/usage/processes.ts';
import type { Recorder } from '../domain/usage/recorder.ts';
import type { Report } from '../graphql/errors.ts';
import { reportTo } from './error-log.ts';

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
}

export const servicesOf = ({ config, ...parts }: Parts): Services => ({
  ...parts,
  publicUrl: config.PUBLIC_URL,
  report: reportTo(parts.log),
});
